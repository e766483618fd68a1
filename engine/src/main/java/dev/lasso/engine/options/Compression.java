package dev.lasso.engine.options;

/** How the blocks of a table are compressed. */
public enum Compression {
  NONE("kNoCompression", 0), SNAPPY("kSnappyCompression", 1);

  private final String label;
  private final int code;

  Compression(String label, int code) {
    this.label = label;
    this.code = code;
  }

  /** The byte that says so behind a block. */
  public int code() {
    return code;
  }

  /**
   * The compression that {@code option} names.
   *
   * @throws OptionsException if this engine does not have it
   */
  static Compression named(String option, String label) {
    for (Compression compression : values()) {
      if (compression.label.equals(label)) {
        return compression;
      }
    }
    throw new OptionsException(option + "=" + label + " is not supported by this engine; use kSnappyCompression or"
        + " kNoCompression");
  }
}
