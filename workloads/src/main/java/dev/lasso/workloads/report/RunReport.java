package dev.lasso.workloads.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.live.Spans;
import dev.lasso.sim.trace.EventText;
import dev.lasso.sim.trace.TraceWindow;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a browser shows of a run: a page of its own, with a lane for each task, and the same events for Perfetto. The
 * page is one file and asks for nothing else; {@code report.html} beside this class is the whole of it but the data.
 */
public final class RunReport {

  /** The most events that are kept for a report. */
  public static final int MOST_EVENTS = 100_000;

  private static final String TEMPLATE = "report.html";
  private static final String DATA = "@RUN@";

  private final String name;
  private final Outcome outcome;
  private final TraceWindow window;
  private final EventText words;

  /**
   * The report of a run.
   *
   * @param name what was run
   * @param window its last events
   */
  public RunReport(String name, Outcome outcome, TraceWindow window) {
    this.name = name;
    this.outcome = outcome;
    this.window = window;
    TaskNames names = TaskNames.of(window);
    words = new EventText(names::of, window.fields(), Spans::text);
  }

  /**
   * The page.
   *
   * @param facts what stands on top of it, by name
   * @param replay the command that makes the run again
   */
  public String html(Map<String, String> facts, String replay) {
    String template = template();
    int data = template.indexOf(DATA);
    StringWriter page = new StringWriter();
    page.append(template, 0, data);
    write(page, TraceEscapes.withinPage(), json -> data(json, facts, replay));
    return page.append(template, data + DATA.length(), template.length()).toString();
  }

  private void data(JsonGenerator json, Map<String, String> facts, String replay) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", name);
    json.writeStringField("verdict", outcome.verdict().name());
    json.writeStringField("proof", outcome.proof());
    json.writeStringField("summary", outcome.summary());
    json.writeStringField("dump", outcome.dump());
    json.writeNumberField("steps", outcome.steps());
    json.writeNumberField("virtualNanos", outcome.virtualNanos());
    json.writeStringField("replay", replay);
    json.writeObjectFieldStart("facts");
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      json.writeStringField(fact.getKey(), fact.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("total", window.total());
    Outcome.Loop loop = outcome.loop();
    if (loop != null) {
      json.writeFieldName("loop");
      json.writeArray(new long[]{loop.fromStep(), loop.fromStep() + loop.steps()}, 0, 2);
    }
    new ReportData(window, words, outcome.steps(), outcome.virtualNanos(), json).write();
    json.writeEndObject();
  }

  private static String template() {
    try (InputStream in = RunReport.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(TEMPLATE + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The events as {@link ChromeTrace} has them. */
  public String chromeTrace() {
    StringWriter text = new StringWriter();
    write(text, TraceEscapes.plain(),
        json -> new ChromeTrace(window, words, json).write(name, outcome.steps(), outcome.virtualNanos()));
    return text.append('\n').toString();
  }

  /** A document. */
  private interface Document {
    void write(JsonGenerator json) throws IOException;
  }

  private static void write(StringWriter to, TraceEscapes escapes, Document document) {
    try (JsonGenerator json = new JsonFactory().createGenerator(to)) {
      document.write(json.setPrettyPrinter(new ElementLines()).setCharacterEscapes(escapes));
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot be written", impossible);
    }
  }
}
