package dev.lasso.engine;

import dev.lasso.engine.file.DatabaseFiles;
import dev.lasso.engine.options.TableShape;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryKind;
import dev.lasso.engine.table.TableWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A table file in the making, outside of any database, to be ingested into one by {@link Engine#ingest}. Keys are added
 * in ascending order, each once. For one thread.
 */
public final class TableFileWriter implements Closeable {
  private final Path path;
  private final TableWriter table;
  private final KeyComparator keys;

  private TableFileWriter(Path path, TableWriter table, KeyComparator keys) {
    this.path = path;
    this.table = table;
    this.keys = keys;
  }

  /**
   * Begins a table file, in place of any that is there.
   *
   * @param options those of the column family that it is for; they name comparator, compression and layout
   * @throws dev.lasso.engine.options.OptionsException if the options cannot be served
   */
  public static TableFileWriter create(Path path, FamilyOptions options, Extensions extensions) throws IOException {
    KeyComparator keys = extensions.resolve(options);
    TableShape shape = options.settings(ColumnFamily.DEFAULT, 0).tables();
    return new TableFileWriter(path, TableWriter.external(path, shape, shape.compression(0, 0, false)), keys);
  }

  /** Adds a value. */
  public void put(byte[] key, byte[] value) throws IOException {
    add(EntryKind.PUT, key, value);
  }

  /** Adds a deletion, which hides what the database has of the key. */
  public void delete(byte[] key) throws IOException {
    add(EntryKind.DELETE, key, new byte[0]);
  }

  /** Adds an operand, which is applied to what the database has of the key. */
  public void merge(byte[] key, byte[] operand) throws IOException {
    add(EntryKind.MERGE, key, operand);
  }

  /**
   * Ends the file and makes it and its name survive the machine; it is to be closed all the same.
   *
   * @throws IllegalStateException if nothing was added
   */
  public void finish() throws IOException {
    table.finish(true);
    DatabaseFiles.syncDirectory(path.resolveSibling("."));
  }

  private void add(EntryKind kind, byte[] key, byte[] value) throws IOException {
    byte @Nullable [] last = table.lastKey();
    if (last != null && keys.compare(last, key) >= 0) {
      throw new IllegalArgumentException("a key does not follow the one before it in the order of " + keys.name());
    }
    table.add(new Entry(key.clone(), 0, kind, value.clone()));
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
