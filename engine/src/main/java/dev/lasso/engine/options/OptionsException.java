package dev.lasso.engine.options;

/**
 * Options that this engine does not open with. The message is one line that names the option, or the line of a file.
 */
public final class OptionsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public OptionsException(String message) {
    super(message);
  }
}
