package dev.lasso.workloads.seed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.lasso.sim.RunSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Base64;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes {@code seed.json}. The order of the fields is fixed, so that two versions of a seed can be compared. */
final class SeedWriter {

  static final int VERSION = 1;

  private final JsonGenerator json;
  private final String optionsFile;

  private SeedWriter(JsonGenerator json, String optionsFile) {
    this.json = json;
    this.optionsFile = optionsFile;
  }

  /** @param optionsFile what the file beside it is called that holds the engine's options, if there are any */
  static String text(Seed seed, String optionsFile) throws IOException {
    StringWriter text = new StringWriter();
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(lines).withArrayIndenter(lines));
      new SeedWriter(json, optionsFile).seed(seed);
    }
    return text.append('\n').toString();
  }

  /** A description alone, on one line. */
  static String specText(RunSpec spec) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      new SeedWriter(json, SeedDirectory.OPTIONS_FILE).spec(spec);
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot be written", impossible);
    }
    return text.toString();
  }

  private void seed(Seed seed) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", VERSION);
    json.writeObjectFieldStart("spec");
    spec(seed.spec());
    json.writeEndObject();
    json.writeObjectFieldStart("outcome");
    result(seed.result());
    json.writeEndObject();
    json.writeObjectFieldStart("log");
    log(seed);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void spec(RunSpec spec) throws IOException {
    switch (spec.program()) {
      case RunSpec.Program.OfWorkload workload -> json.writeStringField("workload", workload.name());
      case RunSpec.Program.OfMain main -> {
        json.writeObjectFieldStart("main");
        json.writeStringField("class", main.className());
        json.writeStringField("method", main.method());
        json.writeStringField("classPath", main.classPath());
        strings("arguments", main.arguments());
        json.writeEndObject();
      }
    }
    strings("parameters", spec.parameters());
    json.writeStringField("optionsFile", spec.optionsFile().isEmpty() ? "" : optionsFile);
    strings("options", spec.options());
    strings("quirks", spec.quirks());
    if (!spec.faults().isEmpty()) {
      strings("faults", spec.faults().settings());
    }
    json.writeStringField("strategy", spec.strategy());
    json.writeStringField("points", spec.points().label());
    json.writeNumberField("seed", spec.seed());
    json.writeStringField("startAt", spec.startAt().toString());
    json.writeNumberField("maxSteps", spec.maxSteps());
    json.writeStringField("maxTime", spec.maxTime().toString());
  }

  private void strings(String name, Map<String, String> map) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : map.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private void strings(String name, Iterable<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private void result(Seed.Result result) throws IOException {
    json.writeStringField("verdict", result.verdict().name());
    json.writeStringField("proof", result.proof());
    json.writeNumberField("steps", result.steps());
    json.writeNumberField("switches", result.switches());
    json.writeNumberField("virtualNanos", result.virtualNanos());
    json.writeStringField("traceHash", result.traceHashText());
    json.writeStringField("fingerprint", result.fingerprint());
  }

  private void log(Seed seed) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated, deflater)) {
      out.write(seed.log().toBytes(Seed.MOST_DECISIONS));
    } finally {
      deflater.end();
    }
    json.writeNumberField("decisions", seed.decisions());
    json.writeNumberField("kept", Math.min(seed.log().size(), Seed.MOST_DECISIONS));
    json.writeStringField("deflated", Base64.getEncoder().encodeToString(deflated.toByteArray()));
  }
}
