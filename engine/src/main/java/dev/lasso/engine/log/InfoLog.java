package dev.lasso.engine.log;

import dev.lasso.engine.file.AppendFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The LOG of one open engine: every line goes to the file LOG and to the caller's {@link LogSink}. A line in the file
 * is {@code date-time.micros thread [LEVEL] text}; RocksDB writes the thread's number where this writes its name, since
 * a name is the same in every run. A LOG that an earlier open left is kept as {@code LOG.old.micros}.
 */
public final class InfoLog implements AutoCloseable {
  private final LogLevel threshold;
  private final MicrosClock clock;
  private final LogSink sink;
  private final LogTime time = new LogTime();
  private final ReentrantLock fileLock = new ReentrantLock();
  private final AppendFile file;
  private boolean ended;

  /**
   * Opens the LOG in {@code directory}; lines below {@code threshold} are dropped.
   *
   * @throws IOException if the file cannot be made
   */
  public InfoLog(Path directory, LogLevel threshold, MicrosClock clock, LogSink sink) throws IOException {
    this.threshold = threshold;
    this.clock = clock;
    this.sink = sink;
    Path path = directory.resolve("LOG");
    if (Files.exists(path)) {
      Files.move(path, unused(directory, clock.nowMicros()));
    }
    this.file = AppendFile.create(path);
  }

  /** The clock that stamps the lines. */
  public MicrosClock clock() {
    return clock;
  }

  /** Logs a line of level INFO. */
  public void info(String text) {
    log(LogLevel.INFO, text);
  }

  /** Logs a line of level WARN. */
  public void warn(String text) {
    log(LogLevel.WARN, text);
  }

  /** Logs a line of level ERROR. */
  public void error(String text) {
    log(LogLevel.ERROR, text);
  }

  /** Logs {@code text}, one line, at once. Lines that come after {@link #close} reach the sink alone. */
  public void log(LogLevel level, String text) {
    if (level.compareTo(threshold) < 0) {
      return;
    }
    long now = clock.nowMicros();
    tellSink(level, now, text);
    append(now, level, text);
  }

  /** Whoever logs is in the midst of work that must not fail for what the sink does. */
  private void tellSink(LogLevel level, long now, String text) {
    try {
      sink.line(level, now, text);
    } catch (RuntimeException e) {
      append(now, LogLevel.ERROR, "A log sink failed: " + e);
    }
  }

  /** The name of an old LOG; another may have been kept in the same microsecond. */
  private static Path unused(Path directory, long micros) {
    long at = micros;
    while (Files.exists(directory.resolve("LOG.old." + at))) {
      at++;
    }
    return directory.resolve("LOG.old." + at);
  }

  String originalTime(long micros) {
    return "(Original Log Time " + time.text(micros) + ") ";
  }

  private void append(long now, LogLevel level, String text) {
    String line = time.text(now) + " " + Thread.currentThread().getName() + " " + level.prefix() + text + "\n";
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    fileLock.lock();
    try {
      if (!ended) {
        file.append(bytes, 0, bytes.length);
      }
    } catch (IOException e) {
      // The sink alone goes on.
      ended = true;
      tellSink(LogLevel.ERROR, clock.nowMicros(), "LOG cannot be written: " + e);
    } finally {
      fileLock.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    fileLock.lock();
    try {
      ended = true;
      file.close();
    } finally {
      fileLock.unlock();
    }
  }
}
