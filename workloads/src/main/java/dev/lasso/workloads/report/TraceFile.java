package dev.lasso.workloads.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceListener;
import dev.lasso.workloads.seed.Seed;
import java.io.FileWriter;
import java.io.IOException;
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

  private static final String FORMAT = "lasso-trace";

  private final Path file;
  private final Path draft;
  private final RunSpec spec;
  private JsonGenerator json;
  private Map<String, String> fields = Map.of();
  private @Nullable IOException failure;

  /**
   * Begins a file.
   *
   * @param spec the run whose events it will hold
   * @throws IOException if its place cannot be written to
   */
  public TraceFile(Path file, RunSpec spec) throws IOException {
    this.file = file;
    this.spec = spec;
    draft = file.resolveSibling(file.getFileName() + ".draft");
    json = open();
  }

  /** Whether a file that begins with this line is one of these. */
  public static boolean isHeader(String line) {
    return line.startsWith("{\"format\":\"" + FORMAT + "\"");
  }

  /** No channel: an interrupt of the task on whose stack this is called would close it. */
  private JsonGenerator open() throws IOException {
    return new JsonFactory().createGenerator(new FileWriter(draft.toFile(), StandardCharsets.UTF_8))
        .setPrettyPrinter(new MinimalPrettyPrinter("\n")).setCharacterEscapes(TraceEscapes.plain());
  }

  /** A part of the file. */
  private interface Part {
    void write() throws IOException;
  }

  /** The run goes on whatever becomes of its trace. */
  private void write(Part part) {
    if (failure == null) {
      try {
        part.write();
      } catch (IOException cannot) {
        failure = cannot;
      }
    }
  }

  @Override
  public void begin() {
    write(() -> {
      json.close();
      json = open();
      header();
    });
  }

  @Override
  public void event(TraceEvent event) {
    write(() -> new EventJson(json).write(event));
  }

  @Override
  public void end(Map<String, String> known) {
    fields = known;
  }

  /**
   * Ends the file and puts it in its place.
   *
   * @param outcome its last line, to which the fields that hold the objects of the trace are added
   * @throws IOException if it could not be written whole; nothing is left of it then
   */
  public void finish(Outcome outcome) throws IOException {
    write(() -> {
      outcome(outcome);
      json.writeRaw('\n');
      json.close();
    });
    if (failure != null) {
      throw failure;
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void header() throws IOException {
    json.writeStartObject();
    json.writeStringField("format", FORMAT);
    json.writeNumberField("version", EventJson.VERSION);
    json.writeNumberField("seed", spec.seed());
    json.writeFieldName("spec");
    json.writeRawValue(Seed.specJson(spec));
    json.writeEndObject();
  }

  private void outcome(Outcome outcome) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", "outcome");
    json.writeStringField("verdict", outcome.verdict().name());
    json.writeStringField("proof", outcome.proof());
    json.writeStringField("summary", outcome.summary());
    json.writeStringField("fingerprint", outcome.fingerprint());
    json.writeNumberField("steps", outcome.steps());
    json.writeNumberField("switches", outcome.switches());
    json.writeNumberField("virtualNanos", outcome.virtualNanos());
    json.writeStringField("traceHash", outcome.traceHashText());
    json.writeObjectFieldStart("fields");
    for (Map.Entry<String, String> field : fields.entrySet()) {
      json.writeStringField(field.getKey(), field.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Removes what was not finished. */
  @Override
  public void close() throws IOException {
    try {
      json.close();
    } catch (IOException lostAnyway) {
      // What could not be written is of no use.
    }
    Files.deleteIfExists(draft);
  }
}
