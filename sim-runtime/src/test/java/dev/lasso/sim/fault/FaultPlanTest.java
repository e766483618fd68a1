package dev.lasso.sim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {

  private static Map<String, String> settings(String text) {
    Map<String, String> settings = new TreeMap<>();
    for (String setting : text.split(" ")) {
      settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return settings;
  }

  @ParameterizedTest
  @ValueSource(strings = {"spawn.nth=3", "spawn.site=Pool.start", "allocation.probability=0.001",
    "allocation.nth=17 allocation.site=a.b.C$D.<init>:12 spawn.probability=1.0",
    "allocation.probability=0.5 allocation.site=C.m", "read.path=*.sst", "read.probability=1.0",
    "short-read.armed=0.25 short-read.from=250ms short-read.until=2m", "disk.bytes=4096",
    "disk.bandwidth=1000 disk.depth=2 disk.latency=100us..10ms", "disk.latency=1s", "disk.stall=2m stall.nth=1",
    "sync.lasts=true sync.nth=2",
    "bit-rot.from=1500us bit-rot.probability=0.5 bit-rot.until=1h"})
  void planIsWhatItsSettingsSay(String text) {
    FaultPlan plan = FaultPlan.of(settings(text));
    assertEquals(settings(text), plan.settings());
    assertEquals(plan, FaultPlan.of(plan.settings()));
    assertEquals(text, plan.toString());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "nope=1                             | there is no fault nope: there are spawn, allocation, power, kill, read,",
    "spawn.path=a                       | there is no fault spawn.path: there are spawn.nth, spawn.site, spawn.prob",
    "read.lasts=yes                     | fault read.lasts takes true, or is left out, not yes",
    "read.from=2seconds                 | fault read.from takes a duration such as 10s or 250ms, not 2seconds",
    "read.from=2s read.until=2000ms     | faults read.from=2s and read.until=2s leave no time between them",
    "read.path=[                        | fault read.path: a pattern of files is a glob such as *.log, not [: ",
    "read.armed=2                       | fault read.armed takes a number above 0 and at most 1, not 2",
    "disk.bytes=0                       | fault disk.bytes takes a number from 1, not 0",
    "disk.depth=1025                    | fault disk.depth takes a number from 1 to 1024, not 1025",
    "disk.latency=10ms..1ms             | fault disk.latency takes a duration such as 100us, or two such as 100us..1",
    "disk.latency=0ms..1ms              | fault disk.latency takes a duration such as 100us, or two such as 100us..1",
    "disk.latency=1ms..                 | fault disk.latency takes a duration such as 100us, or two such as 100us..1",
    "crash.enumerate=9999999            | fault crash.enumerate takes a number from 1 to 1048576, not 9999999",
    "spawn.nth=0                        | fault spawn.nth takes a number from 1, not 0",
    "spawn.nth=-1                       | fault spawn.nth takes a number from 1, not -1",
    "spawn.nth=9223372036854775808      | fault spawn.nth takes a number from 1, not 9223372036854775808",
    "allocation.probability=0           | fault allocation.probability takes a number above 0 and at most 1, not 0",
    "allocation.probability=1.5         | fault allocation.probability takes a number above 0 and at most 1, not 1.5",
    "allocation.probability=NaN         | fault allocation.probability takes a number above 0 and at most 1, not NaN",
    "allocation.site=start              | fault allocation.site: a site is Class.method or Class.method:line, not start",
    "allocation.site=A.b:0              | fault allocation.site: a site is Class.method or Class.method:line, not A.b:0",
    "spawn.every=1                      | fault spawn.every stands for many runs, and explore alone takes it",
    "spawn.nth=1 spawn.probability=0.1  | faults spawn.nth and spawn.probability exclude each other"})
  void whatIsNoPlanIsRefused(String text, String complaint) {
    String said = assertThrows(IllegalArgumentException.class, () -> FaultPlan.of(settings(text))).getMessage();
    assertTrue(String.valueOf(said).startsWith(complaint), said);
  }

  @Test
  void numberTakesTheSiteThatIsPlannedFor() {
    FaultPlan plan = FaultPlan.of(settings("allocation.site=C.m spawn.nth=2"));
    assertEquals(settings("allocation.site=C.m allocation.nth=5 spawn.nth=2"),
        plan.withNth(FaultKind.ALLOCATION, 5).settings());
    assertEquals(settings("spawn.nth=1"), FaultPlan.NONE.withNth(FaultKind.SPAWN, 1).settings());
  }

  @ParameterizedTest
  @CsvSource({"C.m", "b.C.m", "a.b.C.m", "a.b.C.m:12", "C.m:12"})
  void siteIsFoundByAnyEndOfItsName(String pattern) {
    assertTrue(SitePattern.parse(pattern).matches("a.b.C.m:12"));
  }

  @ParameterizedTest
  @CsvSource({"C.m:1", "C.m:2", "B.C.m", ".C.m", "D.m", "b.C.n", "C.mm", "x.a.b.C.m"})
  void otherSitesAreNot(String pattern) {
    assertFalse(SitePattern.parse(pattern).matches("a.b.C.m:12"));
  }

  @ParameterizedTest
  @CsvSource({"D.m, a.C$D.m:1", "C$D.m, a.C$D.m", "C.m, a.C.lambda$m$7:3", "C.<init>, C.lambda$new$0",
    "C.<clinit>, a.C.lambda$static$12", "C.lambda$m$7, a.C.lambda$m$7:3"})
  void nestedClassesAndLambdasHaveTheNamesOfTheSource(String pattern, String site) {
    assertTrue(SitePattern.parse(pattern).matches(site));
  }
}
