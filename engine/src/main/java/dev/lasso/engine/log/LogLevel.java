package dev.lasso.engine.log;

/** The weight of a LOG line, in the order of the option {@code info_log_level}. */
public enum LogLevel {
  DEBUG, INFO, WARN, ERROR, FATAL;

  /** What stands before the text of a line of this level: nothing for INFO, else the level in brackets. */
  public String prefix() {
    return this == INFO ? "" : "[" + name() + "] ";
  }
}
