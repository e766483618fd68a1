package dev.lasso.workloads.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lasso.sim.DataRace;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.fault.FiredFault;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One JSON object on one line: what a command says to programs. */
final class JsonLine {

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json;

  JsonLine() {
    try {
      json = new JsonFactory().createGenerator(text);
      json.writeStartObject();
    } catch (IOException impossible) {
      throw inMemory(impossible);
    }
  }

  private static IllegalStateException inMemory(IOException impossible) {
    return new IllegalStateException("a text in memory cannot be written", impossible);
  }

  /** A field; the value is null, a text, a number, a boolean, or a map or an iterable of such. */
  JsonLine field(String name, @Nullable Object value) {
    try {
      json.writeFieldName(name);
      value(value);
      return this;
    } catch (IOException impossible) {
      throw inMemory(impossible);
    }
  }

  /** What every run has. */
  JsonLine outcome(Outcome outcome, long seed) {
    field("verdict", outcome.verdict().name());
    field("proof", outcome.proof());
    field("steps", outcome.steps());
    field("switches", outcome.switches());
    field("virtualNanos", outcome.virtualNanos());
    field("traceHash", outcome.traceHashText());
    field("fingerprint", outcome.fingerprint());
    field("seed", seed);
    Outcome.Loop loop = outcome.loop();
    if (loop != null) {
      field("loop", loop(loop));
    }
    field("faultsFired", outcome.faults().count());
    field("faults", outcome.faults().fired().stream().map(JsonLine::fault).toList());
    return field("races", outcome.races().stream().map(JsonLine::race).toList());
  }

  private static Map<String, Object> race(DataRace race) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("variable", race.variable());
    fields.put("first", access(race.first()));
    fields.put("second", access(race.second()));
    return fields;
  }

  private static Map<String, Object> access(DataRace.Access access) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("thread", access.thread());
    fields.put("task", access.task());
    fields.put("step", access.step());
    fields.put("writes", access.writes());
    fields.put("frames", access.frames());
    return fields;
  }

  private static Map<String, Object> loop(Outcome.Loop loop) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("fromStep", loop.fromStep());
    fields.put("steps", loop.steps());
    fields.put("fromNanos", loop.fromNanos());
    fields.put("nanos", loop.nanos());
    return fields;
  }

  private static Map<String, Object> fault(FiredFault fault) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("kind", fault.kind().label());
    fields.put("number", fault.number());
    fields.put("site", fault.site());
    if (!fault.path().isEmpty()) {
      fields.put("path", fault.path());
    }
    fields.put("thread", fault.thread());
    fields.put("step", fault.step());
    fields.put("virtualNanos", fault.virtualNanos());
    return fields;
  }

  private void value(@Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          json.writeFieldName(entry.getKey().toString());
          value(entry.getValue());
        }
        json.writeEndObject();
      }
      case Iterable<?> elements -> {
        json.writeStartArray();
        for (Object element : elements) {
          value(element);
        }
        json.writeEndArray();
      }
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      default -> json.writeString(value.toString());
    }
  }

  /** The finished line, without its end. */
  String text() {
    try {
      json.writeEndObject();
      json.close();
      return text.toString();
    } catch (IOException impossible) {
      throw inMemory(impossible);
    }
  }
}
