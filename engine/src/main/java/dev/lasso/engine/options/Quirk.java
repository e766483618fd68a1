package dev.lasso.engine.options;

/** A historical defect that can be put back, by name. */
public enum Quirk {
  /**
   * Accept max_background_compactions=0, as RocksDB did until 5.6 (issue 1297): nothing ever compacts, and writes stop
   * for good.
   */
  ZERO_BACKGROUND_COMPACTIONS("zero-background-compactions");

  private final String label;

  Quirk(String label) {
    this.label = label;
  }

  /** The name on a command line. */
  public String label() {
    return label;
  }

  /**
   * The quirk of that name.
   *
   * @throws OptionsException if there is none
   */
  public static Quirk named(String label) {
    for (Quirk quirk : values()) {
      if (quirk.label.equals(label)) {
        return quirk;
      }
    }
    throw new OptionsException("unknown quirk '" + label + "'");
  }
}
