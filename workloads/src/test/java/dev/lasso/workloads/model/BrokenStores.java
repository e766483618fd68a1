package dev.lasso.workloads.model;

import dev.lasso.workloads.model.WriteHistory.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Stores that each do one thing wrong. */
final class BrokenStores {

  private BrokenStores() {}

  /** The end of the log is lost, synced or not. */
  static CrashableStore losesSyncedWrites(Random random) {
    return new CrashableStore(random) {
      @Override
      int endOfLog(boolean powerLoss) {
        return powerLoss ? random.nextInt(log.size() + 1) : log.size();
      }
    };
  }

  /** What was not synced dies with the process. */
  static CrashableStore losesWritesOfAKilledProcess(Random random) {
    return new CrashableStore(random) {
      @Override
      int endOfLog(boolean powerLoss) {
        return super.endOfLog(true);
      }
    };
  }

  /** The first batch behind the last sync is passed over. */
  static CrashableStore leavesAGap(Random random) {
    return new CrashableStore(random) {
      @Override
      boolean survives(int place, Key key, int end) {
        return place != synced && super.survives(place, key, end);
      }
    };
  }

  /** The last batch of the log is cut behind its first key. */
  static CrashableStore tearsABatch(Random random) {
    return new CrashableStore(random) {
      @Override
      boolean survives(int place, Key key, int end) {
        return super.survives(place, key, end)
            && (place != end - 1 || key.equals(log.get(place).operations().getFirst().key()));
      }
    };
  }

  /** One family keeps all that it was given, the other what the log has. */
  static CrashableStore letsAFamilyGoAhead(Random random) {
    return new CrashableStore(random) {
      @Override
      boolean survives(int place, Key key, int end) {
        return super.survives(place, key, key.family().equals("g") ? log.size() : end);
      }
    };
  }

  /** A flush lets the log go, and its table is gone as well. */
  static CrashableStore losesFlushedWrites(Random random) {
    return new CrashableStore(random) {
      @Override
      boolean survives(int place, Key key, int end) {
        return place >= flushedTo(key.family()) && super.survives(place, key, end);
      }
    };
  }

  /** Of two flushed memtables the older one is lost. */
  static CrashableStore flushesOutOfOrder(Random random) {
    return new CrashableStore(random) {
      @Override
      boolean survives(int place, Key key, int end) {
        return log.get(place).durability == Durability.UNLOGGED
            ? place > log.size() / 2
            : super.survives(place, key, end);
      }
    };
  }

  /** A key that was deleted has its last value again after the crash that follows. */
  static CrashableStore resurrectsDeletes(Random random) {
    return new CrashableStore(random) {
      private final SortedMap<Key, byte[]> deleted = new TreeMap<>();

      @Override
      SortedMap<Key, byte[]> recovered(SortedMap<Key, byte[]> kept, int end) {
        deleted.forEach(kept::putIfAbsent);
        deleted.clear();
        tables.forEach((key, value) -> {
          if (!kept.containsKey(key)) {
            deleted.put(key, value);
          }
        });
        return kept;
      }
    };
  }

  /** What a first recovery does not find, since it was not yet written or was lost, the second one finds. */
  static CrashableStore findsLostWritesLater(Random random) {
    return new CrashableStore(random) {
      private final List<Batch> lost = new ArrayList<>();

      @Override
      SortedMap<Key, byte[]> recovered(SortedMap<Key, byte[]> kept, int end) {
        for (Batch batch : lost) {
          batch.results().forEach((key, result) -> {
            if (result instanceof Answer.Present present) {
              kept.put(key, present.value().bytes(0));
            }
          });
        }
        lost.clear();
        lost.addAll(log.subList(end, log.size()));
        return kept;
      }
    };
  }

  /** A second recovery forgets a key. */
  static CrashableStore changesWithEachRecovery(Random random) {
    return new CrashableStore(random) {
      @Override
      void recoverAgain() {
        if (!tables.isEmpty()) {
          tables.remove(tables.firstKey());
        }
      }
    };
  }

  /** One key is as it was before. */
  static CrashableStore servesOldValues(Random random) {
    return new CrashableStore(random) {
      @Override
      SortedMap<Key, byte[]> recovered(SortedMap<Key, byte[]> kept, int end) {
        kept.putAll(tables.headMap(new Key("f", "b")));
        return kept;
      }
    };
  }

  /** A key has the value of its neighbour. */
  static CrashableStore mixesKeysUp(Random random) {
    return new CrashableStore(random) {
      @Override
      SortedMap<Key, byte[]> recovered(SortedMap<Key, byte[]> kept, int end) {
        byte[] value = kept.get(new Key("f", "a"));
        if (value != null) {
          kept.put(new Key("f", "b"), value);
        }
        return kept;
      }
    };
  }

  /** A key has what no batch has put there, though it looks like it. */
  static CrashableStore makesValuesUp(Random random) {
    return new CrashableStore(random) {
      @Override
      SortedMap<Key, byte[]> recovered(SortedMap<Key, byte[]> kept, int end) {
        kept.replaceAll((key, value) -> new WrittenValue(end, 7, key).bytes(0));
        return kept;
      }
    };
  }

  /** A byte of each value is another, and nobody says so. */
  static CrashableStore servesDamage(Random random) {
    return new CrashableStore(random) {
      @Override
      SortedMap<Key, byte[]> recovered(SortedMap<Key, byte[]> kept, int end) {
        kept.values().forEach(value -> value[value.length - 1] ^= 1);
        return kept;
      }
    };
  }

  /** A scan passes a key over. */
  static CrashableStore skipsAKey(Random random) {
    return new CrashableStore(random) {
      @Override
      public void scan(String family, BiConsumer<String, byte[]> found) {
        super.scan(family, (key, value) -> {
          if (!key.equals("b")) {
            found.accept(key, value);
          }
        });
      }
    };
  }

  /** A scan comes by its first key again. */
  static CrashableStore repeatsAKey(Random random) {
    return new CrashableStore(random) {
      @Override
      public void scan(String family, BiConsumer<String, byte[]> found) {
        super.scan(family, found);
        super.scan(family, found);
      }
    };
  }

  /** Files are taken for damaged that are not. */
  static CrashableStore refusesToRead(Random random) {
    return new CrashableStore(random) {
      @Override
      public byte @Nullable [] get(Key key) throws IOException {
        throw new IOException("000007.sst is damaged at offset 0");
      }
    };
  }

  /** Tables are lost that a recovery has made. */
  static CrashableStore losesTables(Random random) {
    return new CrashableStore(random) {
      @Override
      SortedMap<Key, byte[]> recovered(SortedMap<Key, byte[]> kept, int end) {
        kept.values().removeIf(tables::containsValue);
        return kept;
      }
    };
  }
}
