package dev.lasso.sim.trace;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a run as JSON Lines: a header, an event a line, and the outcome. Written beside its place, and moved
 * there when it is whole; a file that was there stays until then, or for good should anything fail.
 */
public final class TraceFile implements TraceListener, AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Path file;
  private final Path draft;
  private final String header;
  private OutputStream out;
  private Map<String, String> fields = Map.of();
  private @Nullable IOException failure;

  /**
   * Begins a file.
   *
   * @param header its first line
   * @throws IOException if its place cannot be written to
   */
  public TraceFile(Path file, JsonText header) throws IOException {
    this.file = file;
    this.header = header.text();
    draft = file.resolveSibling(file.getFileName() + ".draft");
    out = open();
  }

  /** No channel: an interrupt of the task on whose stack this is called would close it. */
  private OutputStream open() throws IOException {
    return new BufferedOutputStream(new FileOutputStream(draft.toFile()), BUFFER);
  }

  @Override
  public void begin() {
    try {
      out.close();
      out = open();
      line(header);
    } catch (IOException cannot) {
      failure = cannot;
    }
  }

  @Override
  public void event(TraceEvent event) {
    line(EventJson.of(event).text());
  }

  @Override
  public void end(Map<String, String> known) {
    fields = known;
  }

  /** The run goes on whatever becomes of its trace. */
  private void line(String text) {
    if (failure == null) {
      try {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
      } catch (IOException cannot) {
        failure = cannot;
      }
    }
  }

  /**
   * Ends the file and puts it in its place.
   *
   * @param outcome its last line, to which the fields that hold the objects of the trace are added
   * @throws IOException if it could not be written whole; nothing is left of it then
   */
  public void finish(JsonText outcome) throws IOException {
    line(outcome.field("fields", fields).text());
    if (failure != null) {
      throw failure;
    }
    out.close();
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Removes what was not finished. */
  @Override
  public void close() throws IOException {
    try {
      out.close();
    } catch (IOException lostAnyway) {
      // What could not be written is of no use.
    }
    Files.deleteIfExists(draft);
  }
}
