package dev.lasso.workloads.mixed;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineIterator;
import dev.lasso.engine.ReadOptions;
import dev.lasso.engine.WriteBatch;
import dev.lasso.engine.WriteOptions;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The engine as the mix uses it: what is read and written goes through here. For any number of threads. */
public class MixedStore {

  private final Engine engine;
  private final List<ColumnFamilyHandle> families;

  /** An open engine with its column families, in the order of their numbers in the mix. */
  public MixedStore(Engine engine, List<ColumnFamilyHandle> families) {
    this.engine = engine;
    this.families = List.copyOf(families);
  }

  final Engine engine() {
    return engine;
  }

  final ColumnFamilyHandle family(int number) {
    return families.get(number);
  }

  /** Makes all changes or none. */
  public void write(WriteOptions how, List<Edit> edits) {
    WriteBatch batch = new WriteBatch();
    for (Edit edit : edits) {
      ColumnFamilyHandle family = family(edit.family);
      if (edit.value == null) {
        batch.delete(family, edit.key);
      } else if (edit.merge) {
        batch.merge(family, edit.key, edit.value);
      } else {
        batch.put(family, edit.key, edit.value);
      }
    }
    engine.write(how, batch);
  }

  /** The value of a key, or null. */
  public byte @Nullable [] get(ReadOptions how, int family, byte[] key) throws IOException {
    return engine.get(how, family(family), key);
  }

  /** A position among the keys of a column family, to be closed. */
  public EngineIterator iterator(ReadOptions how, int family) {
    return engine.iterator(how, family(family));
  }

  /**
   * One change.
   *
   * @param value null to delete the key
   * @param merge whether the value comes as a merge operand
   */
  public record Edit(int family, byte[] key, byte @Nullable [] value, boolean merge) {}
}
