package dev.lasso.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a LOG says about write stalls. The three sequences are kept apart: a flush writes its summary when it has let go
 * of the mutex, and a compaction may begin before that.
 */
final class StallHistory {
  private static final Pattern STALL = Pattern
      .compile("\\[default] ((?:Stopping writes|Stalling writes|Increasing compaction threads) because .*)");
  private static final Pattern FLUSHED = Pattern.compile("\\[default] Level summary: (.*)");
  private static final Pattern COMPACTED = Pattern
      .compile("\\[default] (?:compacted to|Moved #).*(files\\[[\\d ]*]).*");

  private final List<String> stalls = new ArrayList<>();
  private final List<String> flushes = new ArrayList<>();
  private final List<String> compactions = new ArrayList<>();
  private boolean stalled;

  /** Takes a line of the LOG, without its time and thread. */
  synchronized void line(String text) {
    add(stalls, STALL, text);
    add(flushes, FLUSHED, text);
    add(compactions, COMPACTED, text);
  }

  private static void add(List<String> sequence, Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (matcher.find()) {
      sequence.add(matcher.group(1).strip());
    }
  }

  synchronized int flushes() {
    return flushes.size();
  }

  /** Whether the last stall line says that writes are stopped; they may have been released since, without a line. */
  synchronized boolean saidStop() {
    return !stalls.isEmpty() && stalls.getLast().startsWith("Stopping");
  }

  /** Notes that the writer never came back. */
  synchronized void stalled() {
    stalled = true;
  }

  /** All of it, one event a line. */
  synchronized List<String> lines() {
    List<String> lines = new ArrayList<>();
    stalls.forEach(line -> lines.add("stall: " + line));
    flushes.forEach(line -> lines.add("after a flush: " + line));
    compactions.forEach(line -> lines.add("after a compaction: " + line));
    lines.add(stalled ? "the writer ends stalled" : "the writer ends");
    return lines;
  }
}
