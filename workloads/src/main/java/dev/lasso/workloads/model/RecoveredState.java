package dev.lasso.workloads.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a database was found to hold, by reads of each key and scans of each family that agree.
 *
 * @param answers the keys that have a value or cannot be read
 * @param reports the failures of reads, a line each
 */
public record RecoveredState(SortedMap<Key, Answer> answers, List<String> reports) {

  /**
   * Reads a database.
   *
   * @param keys all keys that it may have; their families are scanned
   * @throws AssertionError if a scan and a read differ, or there is a value that no batch can have written to its key
   */
  public static RecoveredState read(SortedSet<Key> keys, Source source) {
    SortedMap<Key, Answer> scanned = new TreeMap<>();
    List<String> reports = new ArrayList<>();
    SortedSet<String> cut = new TreeSet<>();
    for (String family : keys.stream().map(Key::family).distinct().toList()) {
      try {
        source.scan(family, (text, value) -> {
          Key key = new Key(family, text);
          if (scanned.put(key, answer(key, value)) != null) {
            throw new AssertionError("disagreed: a scan of " + family + " found " + key + " twice");
          }
        });
      } catch (IOException e) {
        cut.add(family);
        reports.add("a scan of " + family + " failed: " + e.getMessage());
      }
    }
    SortedSet<Key> all = new TreeSet<>(keys);
    all.addAll(scanned.keySet());
    SortedMap<Key, Answer> answers = new TreeMap<>();
    for (Key key : all) {
      Answer answer = get(key, source, reports);
      Answer other = scanned.getOrDefault(key, cut.contains(key.family()) ? answer : Answer.Absent.ONE);
      if (!answer.fits(other)) {
        throw new AssertionError("disagreed: " + key + " has " + answer + " by a read, and " + other + " by a scan");
      }
      if (!answer.equals(Answer.Absent.ONE)) {
        answers.put(key, answer);
      }
    }
    return new RecoveredState(answers, List.copyOf(reports));
  }

  /** What was found at a key. */
  public Answer at(Key key) {
    return answers.getOrDefault(key, Answer.Absent.ONE);
  }

  private static Answer get(Key key, Source source, List<String> reports) {
    try {
      return answer(key, source.get(key));
    } catch (IOException e) {
      reports.add("a read of " + key + " failed: " + e.getMessage());
      return new Answer.Unknown("it cannot be read");
    }
  }

  private static Answer answer(Key key, byte @Nullable [] bytes) {
    if (bytes == null) {
      return Answer.Absent.ONE;
    }
    WrittenValue value = WrittenValue.parse(bytes)
        .orElseThrow(() -> new AssertionError("made up: " + key + " has a value that nobody wrote: "
            + new String(bytes, 0, Math.min(bytes.length, 64), StandardCharsets.ISO_8859_1)));
    if (!value.key().equals(key)) {
      throw new AssertionError("misplaced: " + key + " has " + value + " for " + value.key());
    }
    return new Answer.Present(value);
  }

  /** Where a database is read. What fails for damage throws {@link IOException}. */
  public interface Source {

    /** Hands out every key of a family with its value. */
    void scan(String family, BiConsumer<String, byte[]> found) throws IOException;

    /** The value of a key, or null. */
    byte @Nullable [] get(Key key) throws IOException;
  }
}
