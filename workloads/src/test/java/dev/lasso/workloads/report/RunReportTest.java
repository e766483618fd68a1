package dev.lasso.workloads.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lasso.sim.CrashReport;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Simulation;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.fault.FaultReport;
import dev.lasso.sim.trace.DecisionLog;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.Cause;
import dev.lasso.sim.trace.TraceEvent.Reason;
import dev.lasso.sim.trace.TraceEvent.Wait;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceWindow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page in a browser, and the events for Perfetto. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunReportTest {

  private static final String CONTINUOUS_INTEGRATION = "CI";
  private static final String DATA_ELEMENT = "<script type=\"application/json\" id=\"run\">";

  @TempDir private static Path directory = Path.of("");

  private @Nullable Browser browser;

  @BeforeAll
  void startBrowser() throws Exception {
    Path program = Browser.find();
    if (program != null) {
      browser = new Browser(program, Files.createDirectory(directory.resolve("profile")));
    }
  }

  @AfterAll
  void stopBrowser() throws Exception {
    if (browser != null) {
      browser.close();
    }
  }

  private Browser browser() {
    if (System.getenv(CONTINUOUS_INTEGRATION) != null) {
      assertNotNull(browser, "there is no Chromium: install Debian's package chromium");
    }
    assumeTrue(browser != null, "there is no Chromium: install Debian's package chromium");
    return Objects.requireNonNull(browser);
  }

  private static RunReport failing(String workload) {
    RunSpec spec = RunSpec.of(Workloads.of(RunReportTest.class.getClassLoader()).program(workload));
    long[] seed = {0};
    Simulation.get().explore(spec, 1, 1_000, outcome -> {
      seed[0]++;
      return !outcome.verdict().isViolation();
    });
    TraceWindow window = new TraceWindow(RunReport.MOST_EVENTS);
    Outcome outcome = Simulation.get().runUntil(Long.MAX_VALUE, spec.withSeed(seed[0]), null, window);
    return new RunReport(workload, outcome, window);
  }

  private Browser showing(String html) throws Exception {
    Path page = Files.writeString(Files.createTempFile(directory, "report", ".html"), html);
    Browser shown = browser();
    shown.open(page);
    return shown;
  }

  private static final Map<String, String> FACTS = Map.of("seed", "7", "</script><b>", "</script><b>");

  @Test
  void pageOpensWithoutErrorsAndShowsVerdictFactsAndDump() throws Exception {
    Browser page = showing(failing("ab-ba-monitors").html(FACTS, "./lasso replay here"));
    assertEquals("STUCK, deadlock", page.eval("document.querySelector('h1').textContent").asText());
    String facts = page.eval("document.getElementById('facts').textContent").asText();
    assertTrue(facts.contains("./lasso replay here") && facts.contains("</script><b>"), facts);
    assertTrue(page.eval("document.getElementById('dump').textContent").asText().contains("Cycle of 2"));
    assertEquals(List.of(), page.errors());
  }

  @Test
  void noTextCanEndTheElementThatHoldsTheData() throws IOException {
    TraceWindow window = many(100);
    String page = new RunReport("</script>", outcome(100, null), window).html(FACTS, "</script>");
    int data = page.indexOf(DATA_ELEMENT) + DATA_ELEMENT.length();
    JsonNode run = new ObjectMapper().readTree(page.substring(data, page.indexOf("</script>", data)));
    assertEquals("</script>", run.get("name").asText());
    assertEquals("</script>", run.get("replay").asText());
    assertEquals("</script><b>", run.get("facts").get("</script><b>").asText());
    assertEquals(window.total(), run.get("events").size());
  }

  @Test
  void lanesArrowsAndPreemptionsAreDrawn() throws Exception {
    Browser page = showing(failing("buffer-signal").html(FACTS, ""));
    JsonNode drawn = page.eval("lookAtAll(), draw(), drawn");
    assertEquals(5, drawn.get("lanes").asInt());
    assertTrue(drawn.get("spans").asInt() > 10, drawn::toString);
    assertEquals(page.eval("wakes.length"), drawn.get("arrows"));
    assertTrue(drawn.get("arrows").asInt() > 0, drawn::toString);
    assertEquals(page.eval("preemptions.length"), drawn.get("preemptions"));
    assertTrue(drawn.get("preemptions").asInt() > 0, drawn::toString);
    assertFalse(drawn.get("loop").asBoolean());
    assertTrue(page.eval("document.getElementById('looped').hidden").asBoolean());
    assertTrue(page.eval("[...pen.getImageData(0, 0, canvas.width, canvas.height).data].some(value => value > 0)")
        .asBoolean());
  }

  @Test
  void loopOfALivelockIsShaded() throws Exception {
    Outcome caught = outcome(100, new Outcome.Loop(40, 20, 40_000, 20_000));
    Browser page = showing(new RunReport("ping", caught, many(100)).html(FACTS, ""));
    assertTrue(page.eval("lookAtAll(), draw(), drawn.loop").asBoolean());
    assertFalse(page.eval("document.getElementById('looped').hidden").asBoolean());
    assertEquals("40,60", page.eval("run.loop.join()").asText());
  }

  @Test
  void clickOnAWaitShowsItsFramesAndWhatItWaitsFor() throws Exception {
    Browser page = showing(failing("ab-ba-monitors").html(FACTS, ""));
    JsonNode place = page.eval("""
        lookAtAll(), draw(), (() => {
          const lane = run.tasks.findIndex(task => task.name === 'main');
          const span = spansOf[lane].at(-1);
          const box = canvas.getBoundingClientRect();
          return {x: box.left + x((span[axis.from] + bounds().to) / 2), y: box.top + y(lane) + BAR / 2};
        })()""");
    page.click(place.get("x").asDouble(), place.get("y").asDouble());
    String detail = page.eval("document.getElementById('detail').innerText").asText();
    assertTrue(detail.startsWith("main waits for the end of save"), detail);
    assertTrue(detail.contains("dev.lasso.workloads.program.Crew.run:"), detail);
    assertTrue(detail.contains("steps "), detail);
  }

  @Test
  void axisCanBeVirtualTime() throws Exception {
    Browser page = showing(failing("lost-wakeup").html(FACTS, ""));
    assertTrue(page.eval("element('axis').value = 'time', element('axis').dispatchEvent(new Event('change')), draw(),"
        + " element('range').textContent").asText().endsWith(" us"));
    assertTrue(page.eval("drawn.spans").asInt() > 0);
  }

  /** A long run: one task wakes the other, in turn. */
  private static TraceWindow many(int events) {
    TraceWindow window = new TraceWindow(RunReport.MOST_EVENTS);
    window.begin();
    window.event(new TraceEvent(0, 0, 0, new What.Started("ping", false, TraceEvent.NOBODY), List.of()));
    window.event(new TraceEvent(1, 1_000, 1, new What.Started("pong", false, 0), List.of("Ping.main:1")));
    for (int step = 2; window.total() < events; step++) {
      int task = step & 1;
      window.event(new TraceEvent(step, step * 1_000L, task, new What.Blocked(Wait.PERMIT, "", -1, Long.MAX_VALUE),
          List.of("Ping.hit:" + step % 50)));
      window.event(new TraceEvent(step, step * 1_000L, task, new What.Switched(1 - task, Reason.BLOCKED, "", 1),
          List.of()));
      window.event(new TraceEvent(step, step * 1_000L, task, new What.Woken(1 - task, Cause.UNPARK), List.of()));
    }
    return window;
  }

  private static Outcome outcome(long steps, Outcome.@Nullable Loop loop) {
    return new Outcome(Verdict.STUCK, "deadlock", "nobody serves", "", "", steps, 0, steps * 1_000, 0, "", "sync", "",
        FaultReport.NONE, List.of(), loop, CrashReport.NONE, new DecisionLog());
  }

  @Test
  void hundredThousandEventsStayUsable() throws Exception {
    TraceWindow window = many(100_000);
    Browser page = showing(new RunReport("ping", outcome(40_000, null), window).html(FACTS, ""));
    assertEquals(100_000, page.eval("run.events.length").asInt());
    JsonNode all = page.eval("lookAtAll(), draw(), drawn");
    assertTrue(all.get("spans").asInt() > 100 && all.get("spans").asInt() < 2 * 2_600, all::toString);
    assertTrue(all.get("arrows").asInt() < 2_600, all::toString);
    double before = page.eval("view.to - view.from").asDouble();
    JsonNode box = page.eval("canvas.getBoundingClientRect().toJSON()");
    page.wheel(box.get("x").asDouble() + 500, box.get("y").asDouble() + 40, -120);
    double after = page.eval("new Promise(done => requestAnimationFrame(() => done(view.to - view.from)))").asDouble();
    assertTrue(after < before, before + " then " + after);
    assertEquals(List.of(), page.errors());
  }

  @Test
  void reportOfALongerRunSaysWhatItLeavesOut() throws Exception {
    Browser page = showing(new RunReport("ping", outcome(50_000, null), many(120_000)).html(FACTS, ""));
    assertTrue(page.eval("document.getElementById('facts').textContent").asText()
        .contains("the last 100,000 of 120,0"), "says how many");
    assertEquals(2, page.eval("lookAtAll(), draw(), drawn.lanes").asInt());
  }

  // Perfetto ---------------------------------------------------------------------------------------------------------

  @Test
  void chromeTraceHasALaneForEachTaskWithSpansThatDoNotOverlapAndFlowsThatEnd() throws IOException {
    JsonNode events = new ObjectMapper().readTree(failing("buffer-signal").chromeTrace()).get("traceEvents");
    Set<Integer> lanes = new HashSet<>();
    Map<Integer, Double> ends = new HashMap<>();
    Map<String, List<Integer>> flows = new HashMap<>();
    for (JsonNode event : events) {
      int lane = event.get("tid").asInt();
      switch (event.get("ph").asText()) {
        case "M" -> {
          if (event.get("name").asText().equals("thread_name")) {
            assertTrue(lanes.add(lane));
          }
        }
        case "X" -> {
          assertTrue(event.get("ts").asDouble() >= ends.getOrDefault(lane, 0.0), event::toString);
          ends.put(lane, event.get("ts").asDouble() + event.get("dur").asDouble() - 1e-6);
        }
        case "s", "f" -> flows.computeIfAbsent(event.get("ph").asText(), phase -> new ArrayList<>())
            .add(event.get("id").asInt());
        default -> assertEquals("i", event.get("ph").asText());
      }
    }
    assertEquals(5, lanes.size());
    assertEquals(lanes, ends.keySet());
    assertEquals(flows.get("s"), flows.get("f"));
  }
}
