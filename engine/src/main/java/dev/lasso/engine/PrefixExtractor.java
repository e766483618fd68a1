package dev.lasso.engine;

/** The part of a key by which a caller groups keys. It is stored by name; this engine does not filter by prefix. */
public interface PrefixExtractor {

  /** The name that an OPTIONS file gives. */
  String name();

  /** The prefix of {@code key}. */
  byte[] prefix(byte[] key);
}
