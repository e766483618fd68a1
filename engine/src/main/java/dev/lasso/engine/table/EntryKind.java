package dev.lasso.engine.table;

/** What an entry says about its key. The order of the constants is the code in files. */
public enum EntryKind {
  DELETE, PUT, MERGE;

  private static final EntryKind[] KINDS = values();

  /** The code in files. */
  public int code() {
    return ordinal();
  }

  /** The kind with that code, or an error if there is none. */
  public static EntryKind of(int code) {
    if (code < 0 || code >= KINDS.length) {
      throw new IllegalArgumentException("no entry kind has the code " + code);
    }
    return KINDS[code];
  }
}
