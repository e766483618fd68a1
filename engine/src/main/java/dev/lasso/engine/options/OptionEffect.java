package dev.lasso.engine.options;

/** What an option does in this engine. */
public enum OptionEffect {
  /** It does what it did in RocksDB 4.9. */
  HONOURED,
  /** It is read, checked, kept and written again, and changes nothing; open says so in one LOG line. */
  ACCEPTED,
  /** Its default is accepted; any other value is refused by name, since ignoring it would break a promise. */
  REFUSED
}
