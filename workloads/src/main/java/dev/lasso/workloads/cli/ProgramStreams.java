package dev.lasso.workloads.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * {@code System.out} and {@code System.err} as the program under test sees them. A task that is cut off within a print
 * keeps the lock of its stream for ever, so that no two runs may share a stream that was used.
 *
 * <p>
 * What is written is passed on or thrown away by code that is not woven and reaches no point: it makes no difference to
 * the run which of the two is done.
 */
final class ProgramStreams implements AutoCloseable {

  private final PrintStream realOut = System.out;
  private final PrintStream realErr = System.err;
  private final Tap out;
  private final Tap err;

  /** Passes on nothing until told so. */
  ProgramStreams(OutputStream outTarget, OutputStream errTarget) {
    out = new Tap(outTarget);
    err = new Tap(errTarget);
    renew();
  }

  /** Whether what the program prints is passed on from now on. */
  void passOn(boolean shown) {
    out.shown = shown;
    err.shown = shown;
  }

  /** Fresh streams for the next run. */
  void renew() {
    out.used = false;
    err.used = false;
    System.setOut(out.stream(realOut.charset()));
    System.setErr(err.stream(realErr.charset()));
  }

  /** Fresh streams if the run before may have left its mark on these. */
  void renewIfUsed(boolean runWasCutOff) {
    if (runWasCutOff || out.used || err.used) {
      renew();
    }
  }

  /** Ends the line that the program may have left unfinished on its standard output. */
  void endLine(PrintStream on) {
    if (out.last != '\n') {
      out.last = '\n';
      on.println();
    }
  }

  @Override
  public void close() {
    System.setOut(realOut);
    System.setErr(realErr);
    out.check();
    err.check();
  }

  private static final class Tap extends OutputStream {

    private final OutputStream target;
    private boolean shown;
    private boolean used;
    private byte last = '\n';
    private @Nullable IOException failure;

    Tap(OutputStream target) {
      this.target = target;
    }

    PrintStream stream(Charset charset) {
      return new PrintStream(this, false, charset);
    }

    @Override
    public void write(int value) {
      write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      used = true;
      if (!shown || length == 0) {
        return;
      }
      last = bytes[offset + length - 1];
      try {
        target.write(bytes, offset, length);
      } catch (IOException closed) {
        // Kept: the program must run the same whether or not somebody reads what it prints.
        failure = closed;
        shown = false;
      }
    }

    void check() {
      if (failure != null) {
        throw new UncheckedIOException("what the program prints cannot be passed on", failure);
      }
    }
  }
}
