package dev.lasso.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Drawn operations on an engine and on a sorted map, which must agree at every moment: what is read now, at snapshots,
 * and by iterators that were opened before, whatever was flushed and compacted since.
 */
@Timeout(120)
final class ModelTest {
  private static final int KEYS = 150;
  private static final int OPERATIONS = 4000;

  @TempDir private Path directory;
  private final List<OldView> views = new ArrayList<>();
  private final List<OpenIterator> iterators = new ArrayList<>();
  private TreeMap<String, String> model = new TreeMap<>();
  private Random random = new Random();
  private @Nullable Engine opened;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void anEngineAnswersAsASortedMap(long seed) throws IOException {
    random = new Random(seed);
    Options options = drawOptions();
    Extensions extensions = new Extensions().mergeOperator(new JoinOperator(seed % 2 == 0));
    opened = Engine.open(directory, options, extensions);
    try {
      for (int i = 0; i < OPERATIONS; i++) {
        step(i, options, extensions);
      }
      closeViews();
      assertContents(engine(), ReadOptions.standard(), model);
    } finally {
      engine().close();
    }
  }

  private void step(int number, Options options, Extensions extensions) throws IOException {
    int kind = random.nextInt(1000);
    if (kind < 500) {
      write(number);
    } else if (kind < 700) {
      assertEquals(model.get(drawnKey(kind)), get(ReadOptions.standard(), drawnKey(kind)));
      readViews();
    } else if (kind < 940) {
      for (OpenIterator iterator : iterators) {
        iterator.move(random);
      }
    } else if (kind < 960) {
      openIterator();
    } else if (kind < 975) {
      views.add(new OldView(engine().snapshot(), new TreeMap<>(model)));
    } else if (kind < 984) {
      closeOne();
    } else if (kind < 994) {
      engine().flush();
    } else if (kind < 997) {
      engine().manualCompaction();
    } else if (kind == 997) {
      closeViews();
      engine().close();
      opened = Engine.open(directory, options, extensions);
    } else {
      assertContents(engine(), ReadOptions.standard(), model);
    }
  }

  private void write(int number) {
    WriteBatch batch = new WriteBatch();
    for (int i = random.nextInt(3); i >= 0; i--) {
      String key = drawnKey(random.nextInt(1000));
      String value = number + "." + i + "x".repeat(random.nextInt(40));
      switch (random.nextInt(5)) {
        case 0 -> {
          batch.delete(bytes(key));
          model.remove(key);
        }
        case 1, 2 -> {
          batch.merge(bytes(key), bytes("" + i));
          model.put(key, model.getOrDefault(key, "-") + "," + i);
        }
        default -> {
          batch.put(bytes(key), bytes(value));
          model.put(key, value);
        }
      }
    }
    engine().write(batch);
  }

  private void readViews() throws IOException {
    for (OldView view : views) {
      ReadOptions options = ReadOptions.standard().at(view.snapshot);
      String key = drawnKey(random.nextInt(1000));
      assertEquals(view.model.get(key), get(options, key));
      if (random.nextInt(20) == 0) {
        assertContents(engine(), options, view.model);
      }
    }
  }

  private void openIterator() {
    ReadOptions options = ReadOptions.standard().fillCache(random.nextBoolean());
    NavigableMap<String, String> seen = new TreeMap<>(model);
    if (!views.isEmpty() && random.nextBoolean()) {
      OldView view = views.get(random.nextInt(views.size()));
      options = options.at(view.snapshot);
      seen = view.model;
    }
    if (random.nextBoolean()) {
      String from = drawnKey(random.nextInt(1000));
      options = options.from(bytes(from));
      seen = seen.tailMap(from, true);
    }
    String to = drawnKey(random.nextInt(1000));
    if (random.nextBoolean() && (seen.isEmpty() || to.compareTo(seen.firstKey()) > 0)) {
      options = options.before(bytes(to));
      seen = seen.headMap(to, false);
    }
    iterators.add(new OpenIterator(engine().iterator(options), seen));
  }

  private void closeOne() {
    if (views.size() > 2) {
      views.remove(random.nextInt(views.size())).snapshot.close();
    }
    if (iterators.size() > 3) {
      iterators.remove(random.nextInt(iterators.size())).iterator.close();
    }
  }

  private void closeViews() {
    views.forEach(view -> view.snapshot.close());
    views.clear();
    iterators.forEach(iterator -> iterator.iterator.close());
    iterators.clear();
  }

  private Options drawOptions() {
    return Options.defaults().with("create_if_missing", "true").with("write_buffer_size", 64 << 10)
        .with("max_bytes_for_level_base", 16 << 10).with("target_file_size_base", 4 << 10)
        .with("level0_file_num_compaction_trigger", 2 + random.nextInt(3)).with("merge_operator", JoinOperator.NAME)
        .with("disable_data_sync", "true")
        .with("level_compaction_dynamic_level_bytes", "" + random.nextBoolean())
        .with("block_size", 256 << random.nextInt(4)).with("block_restart_interval", 1 + random.nextInt(20))
        .with("compression", random.nextBoolean() ? "kSnappyCompression" : "kNoCompression")
        .with("filter_policy", random.nextBoolean() ? "bloomfilter:8:false" : "nullptr")
        .with("block_cache", random.nextInt(3) * 4096L).with("max_open_files", 20)
        .with("min_write_buffer_number_to_merge", 1 + random.nextInt(2)).with("max_write_buffer_number", 4);
  }

  private Engine engine() {
    Engine engine = opened;
    if (engine == null) {
      throw new IllegalStateException("no engine is open");
    }
    return engine;
  }

  private @Nullable String get(ReadOptions options, String key) throws IOException {
    byte[] value = engine().get(options, bytes(key));
    return value == null ? null : text(value);
  }

  private static void assertContents(Engine engine, ReadOptions options, NavigableMap<String, String> expected)
      throws IOException {
    TreeMap<String, String> forward = new TreeMap<>();
    TreeMap<String, String> backward = new TreeMap<>();
    try (EngineIterator iterator = engine.iterator(options)) {
      for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
        forward.put(text(iterator.key()), text(iterator.value()));
      }
      for (iterator.seekToLast(); iterator.isValid(); iterator.prev()) {
        backward.put(text(iterator.key()), text(iterator.value()));
      }
    }
    assertEquals(expected, forward);
    assertEquals(expected, backward);
  }

  /** Half of all operations go to ten keys, so that these have long histories. */
  private static String drawnKey(int draw) {
    return String.format(Locale.ROOT, "key%04d", draw % 2 == 0 ? draw % 20 : draw % KEYS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private record OldView(Snapshot snapshot, TreeMap<String, String> model) {}

  /** An iterator, what it must see, and where it must be. */
  private static final class OpenIterator {
    private final EngineIterator iterator;
    private final NavigableMap<String, String> seen;
    private @Nullable String at;

    private OpenIterator(EngineIterator iterator, NavigableMap<String, String> seen) {
      this.iterator = iterator;
      this.seen = seen;
    }

    private void move(Random random) throws IOException {
      for (int i = random.nextInt(8); i >= 0; i--) {
        String target = drawnKey(random.nextInt(1000)) + (random.nextInt(3) == 0 ? "+" : "");
        int kind = at == null ? random.nextInt(4) : random.nextInt(14);
        switch (kind) {
          case 0 -> {
            iterator.seekToFirst();
            at = seen.isEmpty() ? null : seen.firstKey();
          }
          case 1 -> {
            iterator.seekToLast();
            at = seen.isEmpty() ? null : seen.lastKey();
          }
          case 2 -> {
            iterator.seek(bytes(target));
            at = seen.ceilingKey(target);
          }
          case 3 -> {
            iterator.seekForPrev(bytes(target));
            at = seen.floorKey(target);
          }
          case 4, 5, 6, 7, 8 -> {
            iterator.next();
            at = at == null ? null : seen.higherKey(at);
          }
          default -> {
            iterator.prev();
            at = at == null ? null : seen.lowerKey(at);
          }
        }
        assertEquals(at != null, iterator.isValid());
        if (at != null) {
          assertEquals(at, text(iterator.key()));
          assertEquals(seen.get(at), text(iterator.value()));
        }
      }
    }
  }
}
