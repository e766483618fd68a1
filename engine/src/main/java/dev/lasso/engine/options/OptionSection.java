package dev.lasso.engine.options;

/** A section of an OPTIONS file. */
public enum OptionSection {
  VERSION("Version"), DATABASE("DBOptions"), COLUMN_FAMILY("CFOptions"), TABLE("TableOptions/BlockBasedTable");

  private final String title;

  OptionSection(String title) {
    this.title = title;
  }

  /** The word that begins the header. */
  public String title() {
    return title;
  }

  /** Whether there is one for each column family, with the family's name in its header. */
  public boolean isOfFamily() {
    return this == COLUMN_FAMILY || this == TABLE;
  }

  /** The line that begins the section; {@code family} counts only where there is one for each. */
  public String header(String family) {
    return isOfFamily() ? "[" + title + " \"" + family + "\"]" : "[" + title + "]";
  }
}
