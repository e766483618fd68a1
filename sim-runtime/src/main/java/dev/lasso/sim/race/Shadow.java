package dev.lasso.sim.race;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered beside an object: of each of its fields or elements, and what happens before whoever takes its
 * monitor or reads one of its volatile fields. Fields are told apart by name; the names are constants of class files,
 * each of which a JVM has once.
 */
final class Shadow extends WeakReference<Object> {

  private static final int CHUNK = 16;

  /** The object's {@link dev.lasso.sim.jdk.Addresses address}, and what follows it in its place of the table. */
  int address;

  @Nullable Shadow next;

  private @Nullable VectorClock monitor;

  /** What was released through a field that cannot be told, and through any. */
  private @Nullable VectorClock unknown;

  private @Nullable VectorClock all;
  private String[] fields = {};
  private Variable[] variables = {};
  private String[] volatiles = {};
  private VectorClock[] clocks = {};
  private Variable[] @Nullable [] chunks = {};

  Shadow(Object object) {
    super(object);
  }

  @SuppressWarnings("ReferenceEquality") // see above; two names of one text would only cost a variable
  Variable field(String name) {
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] == name || fields[i].equals(name)) {
        return variables[i];
      }
    }
    fields = Arrays.copyOf(fields, fields.length + 1);
    variables = Arrays.copyOf(variables, fields.length);
    fields[fields.length - 1] = name;
    return variables[fields.length - 1] = new Variable();
  }

  Variable element(int index) {
    int at = index / CHUNK;
    if (at >= chunks.length) {
      chunks = Arrays.copyOf(chunks, Math.max(at + 1, chunks.length * 2));
    }
    Variable[] chunk = chunks[at];
    if (chunk == null) {
      chunk = new Variable[CHUNK];
      Arrays.setAll(chunk, i -> new Variable());
      chunks[at] = chunk;
    }
    return chunk[index % CHUNK];
  }

  void acquireMonitor(VectorClock by) {
    if (monitor != null) {
      by.join(monitor);
    }
  }

  void releaseMonitor(VectorClock by) {
    monitor = joined(monitor, by);
  }

  /** Reads a volatile field; any of them may be it if the name is null. */
  void acquire(@Nullable String name, VectorClock by) {
    VectorClock wide = name == null ? all : unknown;
    if (wide != null) {
      by.join(wide);
    }
    int position = name == null ? -1 : position(name);
    if (position >= 0) {
      by.join(clocks[position]);
    }
  }

  /** Writes a volatile field; any of them may be it if the name is null. */
  void release(@Nullable String name, VectorClock by) {
    all = joined(all, by);
    if (name == null) {
      unknown = joined(unknown, by);
      return;
    }
    int position = position(name);
    if (position < 0) {
      position = volatiles.length;
      volatiles = Arrays.copyOf(volatiles, position + 1);
      clocks = Arrays.copyOf(clocks, position + 1);
      volatiles[position] = name;
      clocks[position] = new VectorClock();
    }
    clocks[position].join(by);
  }

  private int position(String name) {
    return Arrays.asList(volatiles).indexOf(name);
  }

  private static VectorClock joined(@Nullable VectorClock clock, VectorClock by) {
    VectorClock joined = clock == null ? new VectorClock() : clock;
    joined.join(by);
    return joined;
  }
}
