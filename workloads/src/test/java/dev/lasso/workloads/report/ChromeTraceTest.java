package dev.lasso.workloads.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.sim.CrashReport;
import dev.lasso.sim.Outcome;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.fault.FaultReport;
import dev.lasso.sim.trace.DecisionLog;
import dev.lasso.sim.trace.TraceEvent;
import dev.lasso.sim.trace.TraceEvent.Cause;
import dev.lasso.sim.trace.TraceEvent.Reason;
import dev.lasso.sim.trace.TraceEvent.Wait;
import dev.lasso.sim.trace.TraceEvent.What;
import dev.lasso.sim.trace.TraceWindow;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The events for Perfetto, to the letter. */
class ChromeTraceTest {

  private static void event(TraceWindow window, long step, long nanos, int task, What what, String... frames) {
    window.event(new TraceEvent(step, nanos, task, what, List.of(frames)));
  }

  private static String chromeTrace(String run, long end, TraceWindow window) {
    return new RunReport(run,
        new Outcome(Verdict.LIVE, "", "", "", "", 5, 2, end, 0, "", "sync", "", FaultReport.NONE, List.of(),
            null, CrashReport.NONE, new DecisionLog()),
        window).chromeTrace();
  }

  private static TraceWindow begun() {
    TraceWindow window = new TraceWindow(100);
    window.begin();
    event(window, 0, 0, 0, new What.Started("main", false, TraceEvent.NOBODY));
    return window;
  }

  @Test
  void eventsStandOneALineWithTimesToTheNanosecond() {
    TraceWindow window = begun();
    event(window, 1, 1_000, 1, new What.Started("save", false, 0), "Bank.main:1");
    event(window, 2, 2_500, 0, new What.Blocked(Wait.END, "", 1, TraceEvent.NEVER), "Bank.main:2", "Bank.<clinit>:1");
    event(window, 2, 2_500, 0, new What.Switched(1, Reason.BLOCKED, "", 1));
    event(window, 3, 4_000, 1, new What.Acquired("Object#1"), "Bank.save:9");
    event(window, 4, 5_001, 1, new What.Ended());
    event(window, 4, 5_001, 0, new What.Woken(1, Cause.END));
    event(window, 4, 5_001, 1, new What.Switched(0, Reason.ENDED, "", 1));
    event(window, 5, 1_000_006_000, 0, new What.Ended());
    window.end(Map.of("Object#1", "Bank.safe"));
    assertEquals("""
        {"displayTimeUnit":"ns","traceEvents":[
        {"ph":"M","pid":1,"tid":0,"name":"process_name","args":{"name":"ba<nk"}},
        {"ph":"M","pid":1,"tid":0,"name":"thread_name","args":{"name":"main"}},
        {"ph":"M","pid":1,"tid":0,"name":"thread_sort_index","args":{"sort_index":0}},
        {"ph":"M","pid":1,"tid":1,"name":"thread_name","args":{"name":"save"}},
        {"ph":"M","pid":1,"tid":1,"name":"thread_sort_index","args":{"sort_index":1}},
        {"ph":"X","pid":1,"tid":0,"name":"runs","cat":"running","ts":0.000,"dur":2.500,"args":{"steps":"0..2"}},
        {"ph":"X","pid":1,"tid":1,"name":"runs","cat":"running","ts":2.500,"dur":2.501,"args":{"steps":"2..4"}},
        {"ph":"X","pid":1,"tid":0,"name":"waits for the end of save","cat":"blocked","ts":2.500,"dur":2.501,\
        "args":{"steps":"2..4","frames":["Bank.main:2","Bank.<clinit>:1"]}},
        {"ph":"X","pid":1,"tid":0,"name":"runs","cat":"running","ts":5.001,"dur":1000000.999,"args":{"steps":"4..5"}},
        {"ph":"i","s":"t","pid":1,"tid":1,"name":"takes Bank.safe","cat":"acquire","ts":4.000,\
        "args":{"step":3,"frame":"Bank.save:9"}},
        {"ph":"s","pid":1,"tid":1,"id":1,"name":"wakes","cat":"wake","ts":5.001},
        {"ph":"f","pid":1,"tid":0,"id":1,"name":"wakes","cat":"wake","ts":5.001,"bp":"e"}
        ]}
        """, chromeTrace("ba<nk", 1_000_006_000, window));
  }

  /** At two hundred years, a double no longer tells one nanosecond from the next. */
  @Test
  void lateTimesAreExactToo() {
    long late = 6_311_433_600_123_456_789L;
    TraceWindow window = begun();
    event(window, 1, late, 0, new What.Ended());
    assertEquals("""
        {"ph":"X","pid":1,"tid":0,"name":"runs","cat":"running","ts":0.000,"dur":6311433600123456.789,\
        "args":{"steps":"0..1"}}""", chromeTrace("late", late, window).lines().toList().get(4));
  }
}
