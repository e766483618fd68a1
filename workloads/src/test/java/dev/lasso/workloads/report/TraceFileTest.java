package dev.lasso.workloads.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.CrashReport;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.fault.FaultReport;
import dev.lasso.sim.trace.DecisionLog;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.Cause;
import dev.lasso.sim.trace.TraceEvent.Reason;
import dev.lasso.sim.trace.TraceEvent.Wait;
import dev.lasso.sim.trace.TraceEvent.What;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Version 1 of the format, to the letter. */
class TraceFileTest {

  private static final Outcome OUTCOME = new Outcome(Verdict.STUCK, "deadlock", "nobody serves", "", "deadlock main", 9,
      4, 9_000, 0xabcL, "", "sync", "", FaultReport.NONE, List.of(), null, CrashReport.NONE, new DecisionLog());

  private static final String OUTCOME_LINE = """
      {"kind":"outcome","verdict":"STUCK","proof":"deadlock","summary":"nobody serves","fingerprint":"deadlock main",\
      "steps":9,"switches":4,"virtualNanos":9000,"traceHash":"0000000000000abc","fields":{"Object#1":"Bank.safe"}}""";

  @TempDir private Path directory = Path.of("");

  private final RunSpec spec = RunSpec.of(Workloads.of(TraceFileTest.class.getClassLoader()).program("ab-ba-monitors"));

  private static TraceEvent event(int task, What what, String... frames) {
    return new TraceEvent(7, 1_234_567, task, what, List.of(frames));
  }

  /** What is written of the events, between the header and the outcome. */
  private String written(TraceEvent... events) throws IOException {
    Path target = directory.resolve("trace.jsonl");
    try (TraceFile file = new TraceFile(target, spec)) {
      file.begin();
      List.of(events).forEach(file::event);
      file.end(Map.of("Object#1", "Bank.safe"));
      assertFalse(Files.exists(target));
      file.finish(OUTCOME);
    }
    String text = Files.readString(target);
    String ending = OUTCOME_LINE + "\n";
    assertTrue(text.endsWith("\n" + ending), text);
    String header = text.substring(0, text.indexOf('\n') + 1);
    assertTrue(TraceFile.isHeader(header), header);
    assertTrue(header.startsWith("{\"format\":\"lasso-trace\",\"version\":1,\"seed\":" + spec.seed()
        + ",\"spec\":{\"workload\":\"ab-ba-monitors\","), header);
    return text.substring(header.length(), text.length() - ending.length());
  }

  @Test
  void eachKindOfEventHasItsFieldsInOrder() throws IOException {
    assertEquals("""
        {"step":7,"nanos":1234567,"task":0,"kind":"start","name":"main","daemon":false}
        {"step":7,"nanos":1234567,"task":1,"kind":"start","name":"save","daemon":true,"by":0,"frame":"Bank.open:3"}
        {"step":7,"nanos":1234567,"task":1,"kind":"end"}
        {"step":7,"nanos":1234567,"task":1,"kind":"switch","to":0,"reason":"preempted",\
        "before":"entering the monitor Object#1","enabled":2,"frame":"Bank.save:9"}
        {"step":7,"nanos":1234567,"task":1,"kind":"switch","to":0,"reason":"blocked","enabled":1}
        {"step":7,"nanos":1234567,"task":1,"kind":"block","on":"monitor","object":"Object#1","holder":0,\
        "frame":"Bank.save:9"}
        {"step":7,"nanos":1234567,"task":1,"kind":"block","on":"time","deadline":2000000,"frame":"Bank.rest:4"}
        {"step":7,"nanos":1234567,"task":1,"kind":"wake","by":0,"cause":"unlock"}
        {"step":7,"nanos":1234567,"task":1,"kind":"wake","cause":"timer"}
        {"step":7,"nanos":1234567,"task":1,"kind":"overtake","by":0,"object":"Object#1"}
        {"step":7,"nanos":1234567,"task":1,"kind":"acquire","object":"Object#1","frame":"Bank.save:9"}
        {"step":7,"nanos":1234567,"task":1,"kind":"release","object":"Object#1","frame":"Bank.save:11"}
        {"step":7,"nanos":1234567,"task":1,"kind":"notify","object":"Object#1","all":true,"woken":2,\
        "frame":"Bank.save:10"}
        {"step":7,"nanos":1234567,"task":1,"kind":"call","object":"ArrayBlockingQueue#1","method":"put",\
        "frame":"Bank.save:12"}
        {"step":7,"nanos":1234567,"kind":"time","skipped":1000}
        {"step":7,"nanos":1234567,"task":1,"kind":"choice","choice":"waiter","bound":3,"answer":1,\
        "frame":"Bank.save:10"}
        {"step":7,"nanos":1234567,"task":1,"kind":"fault","fault":"spawn","number":4,"effect":"fails","site":"Bank.open:3",\
        "frame":"Bank.open:3"}
        """,
        written(
            event(0, new What.Started("main", false, TraceEvent.NOBODY)),
            event(1, new What.Started("save", true, 0), "Bank.open:3", "Bank.main:1"),
            event(1, new What.Ended()),
            event(1, new What.Switched(0, Reason.PREEMPTED, "entering the monitor Object#1", 2), "Bank.save:9"),
            event(1, new What.Switched(0, Reason.BLOCKED, "", 1)),
            event(1, new What.Blocked(Wait.MONITOR, "Object#1", 0, TraceEvent.NEVER), "Bank.save:9"),
            event(1, new What.Blocked(Wait.TIME, "", TraceEvent.NOBODY, 2_000_000), "Bank.rest:4"),
            event(1, new What.Woken(0, Cause.UNLOCK)),
            event(1, new What.Woken(TraceEvent.NOBODY, Cause.TIMER)),
            event(1, new What.Overtaken(0, "Object#1")),
            event(1, new What.Acquired("Object#1"), "Bank.save:9"),
            event(1, new What.Released("Object#1"), "Bank.save:11"),
            event(1, new What.Notified("Object#1", true, 2), "Bank.save:10"),
            event(1, new What.Called("ArrayBlockingQueue#1", "put"), "Bank.save:12"),
            event(TraceEvent.NOBODY, new What.Skipped(1_000)),
            event(1, new What.Chose("waiter", 3, 1), "Bank.save:10"),
            event(1, new What.Faulted("spawn", 4, "fails", "Bank.open:3", ""), "Bank.open:3")));
  }

  @Test
  void threadMayHaveAnyNameEvenOneThatUtf8CannotSay() throws IOException {
    assertEquals("""
        {"step":7,"nanos":1234567,"task":2,"kind":"start","name":"\\"a\\\\b\\"</script>\\u000a\\u0009\\u0001\\u001f\
        \u007f\u00e4\\u2028\\u2029\\ud83d\\ude00\\ud83d","daemon":false,"by":0}
        """, written(event(2, new What.Started(
        "\"a\\b\"</script>\n\t\u0001\u001f\u007f\u00e4\u2028\u2029\ud83d\ude00\ud83d", false, 0))));
  }

  @Test
  void runThatBeginsAgainVoidsWhatItTold() throws IOException {
    Path target = directory.resolve("again.jsonl");
    try (TraceFile file = new TraceFile(target, spec)) {
      file.begin();
      file.event(event(1, new What.Ended()));
      file.begin();
      file.event(event(2, new What.Ended()));
      file.finish(OUTCOME);
    }
    List<String> lines = Files.readAllLines(target);
    assertEquals(3, lines.size());
    assertEquals("{\"step\":7,\"nanos\":1234567,\"task\":2,\"kind\":\"end\"}", lines.get(1));
  }

  @Test
  void fileThatIsNotFinishedLeavesWhatWasThere() throws IOException {
    Path target = Files.writeString(directory.resolve("kept.jsonl"), "before");
    try (TraceFile file = new TraceFile(target, spec)) {
      file.begin();
      file.event(event(1, new What.Ended()));
    }
    assertEquals("before", Files.readString(target));
    assertFalse(Files.exists(directory.resolve("kept.jsonl.draft")));
  }
}
