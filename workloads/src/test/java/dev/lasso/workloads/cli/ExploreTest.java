package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lasso.sim.explore.Strategies;
import dev.lasso.workloads.bugs.AbBaMonitors;
import dev.lasso.workloads.bugs.RacyCounter;
import dev.lasso.workloads.tour.JucTour;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExploreTest {

  private static final String CLASS_PATH = System.getProperty("java.class.path", "");

  @TempDir private Path directory;

  @Test
  void deadlockIsFoundAndShown() {
    Called called = Called.ending(ExitCode.VIOLATION, "explore", "ab-ba-monitors");
    assertTrue(called.out().contains("\nSTUCK, deadlock"), called.out());
    assertTrue(called.out().contains("the monitor AbBaMonitors.savings"), called.out());
    assertTrue(called.out().contains("run twice more, once in a fresh class loader: the same trace"), called.out());
    assertTrue(called.out().contains("again: ./lasso explore ab-ba-monitors --seed "), called.out());
    assertEquals("", called.err());
  }

  @Test
  void twinIsLiveAndSaysWhatWasExplored() {
    Called called = Called.ending(ExitCode.FINE, "explore", "ab-ba-monitors-fixed", "--seeds", "1..500");
    assertTrue(called.out().startsWith("LIVE: nothing violated in 500 schedules"), called.out());
    assertTrue(called.out().contains("explored: strategy portfolio, points fields "), called.out());
    assertTrue(called.out().contains("sequential consistency"), called.out());
  }

  @Test
  void runThatIsGivenUpIsUndecided() throws IOException {
    JsonNode json = Called
        .ending(ExitCode.UNDECIDED, "explore", "correct-locked-counter", "--seed", "1", "--max-steps", "10", "--json")
        .json();
    assertEquals("SUSPECTED", json.get("verdict").asText());
    assertTrue(json.get("firstFailure").isNull());
  }

  @Test
  void undecidedRunDoesNotHideAViolation() throws IOException {
    JsonNode json = Called.ending(ExitCode.VIOLATION, "explore", "ab-ba-monitors", "--max-steps", "8", "--keep-going",
        "--seeds", "1..200", "--json").json();
    assertEquals("STUCK", json.get("verdict").asText());
    assertTrue(json.get("verdicts").get("SUSPECTED").asInt() > 0, json::toString);
  }

  @Test
  void jsonIsOneLineAndTheSeedItNamesFailsAlone() throws IOException {
    JsonNode json = Called.ending(ExitCode.VIOLATION, "explore", "reorder", "--json").json();
    assertEquals("FAILED", json.get("verdict").asText());
    assertEquals(json.get("seed").asLong(), json.get("firstFailure").asLong());
    assertEquals(json.get("schedules").asLong(), json.get("seed").asLong());
    JsonNode alone = Called
        .ending(ExitCode.VIOLATION, "explore", "reorder", "--seed", json.get("seed").asText(), "--json")
        .json();
    for (String field : new String[]{"verdict", "proof", "steps", "switches", "virtualNanos", "traceHash",
      "fingerprint"}) {
      assertEquals(json.get(field), alone.get(field), field);
    }
  }

  @Test
  void memberOfThePortfolioIsNamedAndKeptInTheSeed() throws IOException {
    Path kept = directory.resolve("kept");
    Called called = Called.ending(ExitCode.VIOLATION, "explore", "reorder", "--json", "--out", kept.toString());
    JsonNode json = called.json();
    assertEquals("portfolio", json.get("strategy").asText());
    String resolved = json.get("resolvedStrategy").asText();
    assertTrue(called.err().contains("strategy of this seed: " + resolved + "\n"), called.err());
    assertEquals(resolved,
        new ObjectMapper().readTree(kept.resolve("seed.json").toFile()).at("/spec/strategy").asText());
    assertTrue(Strategies.isComplete(resolved), resolved);
    assertTrue(Called.ending(ExitCode.FINE, "replay", kept.toString()).out().endsWith("\nexact\n"));
  }

  @Test
  void strategyIsTakenAsItIsWritten() throws IOException {
    JsonNode json = Called.ending(ExitCode.VIOLATION, "explore", "ab-ba-monitors", "--strategy",
        "pct:d=2,k=9,suffix=500", "--json").json();
    assertEquals("pct:d=2,k=9,suffix=500", json.get("strategy").asText());
    assertEquals("pct:d=2,k=9,suffix=500", json.get("resolvedStrategy").asText());
  }

  @Test
  void keepGoingCountsVerdictsAndFingerprints() throws IOException {
    JsonNode json = Called
        .ending(ExitCode.VIOLATION, "explore", "ab-ba-monitors", "--seeds", "1..200", "--keep-going", "--json").json();
    assertEquals(200, json.get("schedules").asInt());
    int stuck = json.get("verdicts").get("STUCK").asInt();
    assertEquals(200, stuck + json.get("verdicts").get("LIVE").asInt());
    int counted = 0;
    for (JsonNode count : json.get("fingerprints")) {
      counted += count.asInt();
    }
    assertEquals(stuck, counted);
    JsonNode failure = json.get("failures").get(0);
    assertEquals(json.get("firstFailure"), failure.get("firstSeed"));
    assertEquals(json.get("fingerprints").get(failure.get("fingerprint").asText()), failure.get("count"));
    counted = 0;
    for (JsonNode count : json.get("violationsByStrategy")) {
      counted += count.asInt();
    }
    assertEquals(stuck, counted);
  }

  @Test
  void distinctFailuresAreGroupedWithTheirFirstSeeds() {
    List<String> groups = groups("--seeds", "1..60", "--keep-going").lines()
        .filter(line -> line.matches("  \\d+ x [0-9a-f]{8}, .*")).toList();
    assertEquals(2, groups.size(), groups::toString);
    assertEquals(60, groups.stream().mapToInt(group -> Integer.parseInt(group.strip().split(" ", 2)[0])).sum());
    for (String group : groups) {
      String seed = group.replaceAll(".*, first seed (\\d+): .*", "$1");
      String fingerprint = group.replaceAll(".* x (\\w+),.*", "$1");
      assertTrue(groups("--seed", seed, "--json").contains("\"fingerprint\":\"" + fingerprint + "\""), group);
    }
  }

  private static String groups(String... flags) {
    List<String> call = new ArrayList<>(List.of("explore", "--main", FailsInTwoWays.class.getName(), "--classpath",
        CLASS_PATH));
    call.addAll(List.of(flags));
    Called called = Called.ending(ExitCode.VIOLATION, call.toArray(new String[0]));
    return called.err() + called.out();
  }

  /** Fails here or there, as the schedule has it. */
  public static final class FailsInTwoWays {

    private static volatile boolean late;

    private FailsInTwoWays() {}

    public static void main(String[] args) {
      new Thread(() -> late = true).start();
      if (late) {
        failSecond();
      }
      failFirst();
    }

    private static void failFirst() {
      throw new IllegalStateException("the other comes later");
    }

    private static void failSecond() {
      throw new IllegalStateException("the other was first");
    }
  }

  @Test
  void failureSaysWhatBrokeWithWhichConfigurationAndWhereTheReportIs() {
    Path kept = directory.resolve("kept");
    Called called = Called.ending(ExitCode.VIOLATION, "explore", "reorder", "--set", "writers=6", "--out",
        kept.toString());
    assertTrue(called.out().contains("\nbroke: FAILED: "), called.out());
    assertTrue(called.out().contains("\nconfiguration: reorder, param.writers=6, strategy "), called.out());
    assertTrue(called.out().contains("\nreplay: ./lasso replay " + kept), called.out());
    assertTrue(called.out().contains("\nreport: " + kept.resolve("report.html")), called.out());
    for (String file : List.of("seed.json", "report.html", "trace.json")) {
      assertTrue(kept.resolve(file).toFile().length() > 0, file);
    }
    Called replayed = Called.ending(ExitCode.FINE, "replay", kept.toString(), "--out",
        directory.resolve("again").toString());
    assertTrue(replayed.out().endsWith("\nexact\n"), replayed.out());
    assertTrue(directory.resolve("again").resolve("report.html").toFile().exists());
    assertTrue(Called.ending(ExitCode.BAD_INPUT, "replay", kept.toString(), "--out", kept.toString()).err()
        .contains("holds a seed already"));
    assertTrue(Called.ending(ExitCode.BAD_INPUT, "replay", kept.toString(), "--until", "3", "--out",
        directory.resolve("more").toString()).err().contains("neither --until nor --refresh"));
  }

  @Test
  void parametersReachTheWorkload() throws IOException {
    String[] call = {"explore", "correct-locked-counter", "--seed", "1", "--points", "sync", "--json", "--set", ""};
    call[call.length - 1] = "increments=1";
    long few = Called.ending(ExitCode.FINE, call).json().get("steps").asLong();
    call[call.length - 1] = "param.increments=50";
    long many = Called.ending(ExitCode.FINE, call).json().get("steps").asLong();
    assertTrue(many > few + 50, few + " and " + many);
  }

  @Test
  void nothingIsWrittenUnlessAsked() {
    Called.ending(ExitCode.FINE, "explore", "ab-ba-monitors-fixed", "--seeds", "1..10", "--out",
        directory.resolve("out").toString());
    assertFalse(directory.resolve("out").toFile().exists());
  }

  // Any program ------------------------------------------------------------------------------------------------------

  private static Called main(int code, Class<?> program, String... more) {
    String[] flags = {"explore", "--main", program.getName(), "--classpath", CLASS_PATH};
    String[] arguments = java.util.Arrays.copyOf(flags, flags.length + more.length);
    System.arraycopy(more, 0, arguments, flags.length, more.length);
    return Called.ending(code, arguments);
  }

  private static String plain(Class<?> program, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
        "-cp", CLASS_PATH, program.getName());
    builder.command().addAll(List.of(arguments));
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    return out;
  }

  @Test
  void programPrintsWhatItPrintsOnAPlainJvm() throws IOException, InterruptedException {
    assertEquals(plain(JucTour.class), main(ExitCode.FINE, JucTour.class, "--seed", "1").out());
    assertEquals(plain(AbBaMonitors.class, "fixed"),
        main(ExitCode.FINE, AbBaMonitors.class, "--seed", "3", "--", "fixed").out());
  }

  @Test
  void reportOfAProgramGoesToStandardError() {
    Called called = main(ExitCode.VIOLATION, RacyCounter.class);
    assertTrue(called.err().contains("\nFAILED"), called.err());
    assertEquals("", called.out());
  }

  @Test
  void outputIsShownForTheReportedRunAlone() {
    Called called = main(ExitCode.VIOLATION, Greeter.class);
    assertEquals("greetings\n", called.out());
    assertEquals("", main(ExitCode.FINE, Greeter.class, "--seeds", "1..20", "--", "alone").out());
  }

  @Test
  void jsonBeginsALineAfterTheProgramsLast() {
    Called called = main(ExitCode.FINE, Greeter.class, "--seed", "1", "--json", "--", "alone", "unfinished");
    assertEquals("greetings", called.out().lines().findFirst().orElseThrow());
    assertTrue(called.out().lines().skip(1).findFirst().orElseThrow().startsWith("{\"verdict\":\"LIVE\""),
        called.out());
  }

  @Test
  void methodIsRunInsteadOfMain() {
    String[] call = {"explore", "--main", Greeter.class.getName(), "--method", "greet", "--classpath", CLASS_PATH,
      "--seed",
      "1"};
    assertEquals("greetings\n", Called.ending(ExitCode.FINE, call).out());
  }

  /** Prints, and then loses an increment on some schedules, unless told to be alone. */
  public static final class Greeter {

    private static int count;

    private Greeter() {}

    public static void main(String[] arguments) throws InterruptedException {
      if (arguments.length > 1) {
        System.out.print("greetings");
      } else {
        greet();
      }
      Thread other = new Thread(() -> count++);
      if (arguments.length == 0) {
        other.start();
        count++;
        other.join();
        if (count != 2) {
          throw new AssertionError("an increment was lost");
        }
      }
    }

    static void greet() {
      System.out.println("greetings");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed 7", "--seeds=1..9 --keep-going", "--seeds 1..9 --out here --json"})
  void commandIsRetypedForOneSeed(String flags) {
    assertEquals("./lasso explore reorder --set writers=4 --seed 5",
        RetypedCommand.forSeed(List.of(("explore reorder " + flags + " --set writers=4").split(" ")), 5));
  }

  @Test
  void argumentsOfTheProgramStayLast() {
    assertEquals("./lasso explore --main A --seed 5 -- --seed 'a b'",
        RetypedCommand.forSeed(List.of("explore", "--main", "A", "--", "--seed", "a b"), 5));
  }
}
