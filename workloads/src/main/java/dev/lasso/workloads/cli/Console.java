package dev.lasso.workloads.cli;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Where Lasso itself writes to: streams of its own over those of the process, so that no task of a simulation ever
 * holds their locks.
 */
final class Console implements AutoCloseable {

  private final OutputStream rawOut;
  private final OutputStream rawErr;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean terminal;

  /** @param terminal whether {@code rawErr} is a terminal, where a line can be written over */
  Console(OutputStream rawOut, OutputStream rawErr, boolean terminal) {
    this.rawOut = rawOut;
    this.rawErr = rawErr;
    this.terminal = terminal;
    out = new PrintStream(new BufferedOutputStream(rawOut, 1 << 13), false, charset("stdout.encoding"));
    err = new PrintStream(rawErr, true, charset("stderr.encoding"));
  }

  private static Charset charset(String property) {
    String name = System.getProperty(property);
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  /** Results. */
  PrintStream out() {
    return out;
  }

  /** Messages and progress. */
  PrintStream err() {
    return err;
  }

  /** Standard output itself, for what the program under test prints. */
  OutputStream rawOut() {
    return rawOut;
  }

  /** Standard error itself. */
  OutputStream rawErr() {
    return rawErr;
  }

  boolean isTerminal() {
    return terminal;
  }

  @Override
  public void close() {
    out.flush();
    err.flush();
  }
}
