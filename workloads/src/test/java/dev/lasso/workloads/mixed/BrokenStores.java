package dev.lasso.workloads.mixed;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.EngineIterator;
import dev.lasso.engine.ReadOptions;
import dev.lasso.engine.WriteOptions;
import dev.lasso.workloads.engine.Mixed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The mix on engines that each do one thing wrong. */
final class BrokenStores {

  private BrokenStores() {}

  /** The fourth write is acknowledged and not made. */
  public static final class LosesAWrite extends Mixed {

    @Override
    protected MixedStore store(Engine engine, List<ColumnFamilyHandle> families) {
      AtomicInteger writes = new AtomicInteger();
      return new MixedStore(engine, families) {
        @Override
        public void write(WriteOptions how, List<Edit> edits) {
          if (writes.incrementAndGet() != 4) {
            super.write(how, edits);
          }
        }
      };
    }
  }

  /** A key's first value is what every later read gets. */
  public static final class ReadsStaleValues extends Mixed {

    @Override
    protected MixedStore store(Engine engine, List<ColumnFamilyHandle> families) {
      Map<String, byte[]> first = new ConcurrentHashMap<>();
      return new MixedStore(engine, families) {
        @Override
        public byte @Nullable [] get(ReadOptions how, int family, byte[] key) throws IOException {
          byte[] value = super.get(how, family, key);
          byte[] old = value == null ? null : first.putIfAbsent(family + Arrays.toString(key), value);
          return old == null ? value : old;
        }
      };
    }
  }

  /** What was deleted comes back. */
  public static final class ResurrectsDeletes extends Mixed {

    @Override
    protected MixedStore store(Engine engine, List<ColumnFamilyHandle> families) {
      return new MixedStore(engine, families) {
        @Override
        public void write(WriteOptions how, List<Edit> edits) {
          List<Edit> back = edits.stream().filter(edit -> edit.value() == null).map(this::asItWas)
              .filter(edit -> edit.value() != null).toList();
          super.write(how, edits);
          super.write(how, back);
        }

        private Edit asItWas(Edit edit) {
          try {
            return new Edit(edit.family(), edit.key(), get(ReadOptions.standard(), edit.family(), edit.key()), false);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };
    }
  }

  /** No iterator comes to the first keys. */
  public static final class SkipsKeys extends Mixed {

    @Override
    protected MixedStore store(Engine engine, List<ColumnFamilyHandle> families) {
      return new MixedStore(engine, families) {
        @Override
        public EngineIterator iterator(ReadOptions how, int family) {
          return super.iterator(how.from(new byte[]{0, 0, 0, 3}), family);
        }
      };
    }
  }

  /** A read at a snapshot sees what came later. */
  public static final class IgnoresSnapshots extends Mixed {

    @Override
    protected MixedStore store(Engine engine, List<ColumnFamilyHandle> families) {
      return new MixedStore(engine, families) {
        @Override
        public byte @Nullable [] get(ReadOptions how, int family, byte[] key) throws IOException {
          return super.get(ReadOptions.standard(), family, key);
        }
      };
    }
  }
}
