package dev.lasso.workloads.report;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.live.Spans;
import dev.lasso.sim.trace.ChromeTrace;
import dev.lasso.sim.trace.EventText;
import dev.lasso.sim.trace.JsonText;
import dev.lasso.sim.trace.TraceWindow;
import java.io.IOException;
import java.io.InputStream;
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
    JsonText data = new JsonText().field("name", name).field("verdict", outcome.verdict().name())
        .field("proof", outcome.proof()).field("summary", outcome.summary()).field("dump", outcome.dump())
        .field("steps", outcome.steps()).field("virtualNanos", outcome.virtualNanos()).field("replay", replay)
        .field("facts", facts).field("total", window.total());
    Outcome.Loop loop = outcome.loop();
    if (loop != null) {
      data.raw("loop", "[" + loop.fromStep() + "," + (loop.fromStep() + loop.steps()) + "]");
    }
    new ReportData(window, words, outcome.steps(), outcome.virtualNanos()).addTo(data);
    // No text of a program can end the element that the data stands in.
    return template().replace(DATA, data.text().replace("<", "\\u003c"));
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
    StringBuilder text = new StringBuilder();
    try {
      new ChromeTrace(window, words, text).write(name, outcome.steps(), outcome.virtualNanos());
    } catch (IOException impossible) {
      throw new UncheckedIOException("a text in memory cannot be written", impossible);
    }
    return text.toString();
  }
}
