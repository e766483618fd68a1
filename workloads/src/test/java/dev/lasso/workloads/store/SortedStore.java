package dev.lasso.workloads.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map with snapshots, whose keys and values are text. A view is a snapshot by its place among those that are
 * open, or {@link #NOW}. An operand is appended behind a comma, or stands alone where there is no value.
 */
interface SortedStore extends AutoCloseable {

  int NOW = -1;

  /** Makes the changes together. */
  void write(List<Change> batch) throws Exception;

  @Nullable
  String get(int view, String key) throws Exception;

  /** Opens one more view. */
  void snapshot() throws Exception;

  /** Closes a view; those behind it move up. */
  void release(int view) throws Exception;

  /** A position among the keys from {@code lower} on and before {@code upper}, where these are not null. */
  Walk walk(int view, @Nullable String lower, @Nullable String upper) throws Exception;

  void flush() throws Exception;

  void compact() throws Exception;

  /** Closes the store, which has no view and no walk open, and opens it again. */
  void reopen() throws Exception;

  @Override
  void close() throws Exception;

  /** What happens to a key. */
  enum Kind {
    PUT, DELETE, MERGE
  }

  /** One change; {@code value} of a deletion is empty. */
  record Change(Kind kind, String key, String value) {}

  /** A position. */
  interface Walk extends AutoCloseable {

    void first() throws Exception;

    void last() throws Exception;

    void seek(String key) throws Exception;

    void seekForPrev(String key) throws Exception;

    void next() throws Exception;

    void prev() throws Exception;

    /** Key and value at the position, or null if there is none. */
    @Nullable
    String at();

    @Override
    void close();
  }
}
