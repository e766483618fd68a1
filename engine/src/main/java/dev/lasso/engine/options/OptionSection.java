package dev.lasso.engine.options;

/** A section of an OPTIONS file. */
public enum OptionSection {
  VERSION("[Version]"), DATABASE("[DBOptions]"), COLUMN_FAMILY("[CFOptions \"default\"]"), TABLE(
      "[TableOptions/BlockBasedTable \"default\"]");

  private final String header;

  OptionSection(String header) {
    this.header = header;
  }

  /** The line that begins the section. */
  public String header() {
    return header;
  }
}
