package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be used gets one line, exit code 2, and leaves nothing behind. */
class BadInputTest {

  @TempDir private Path directory;

  /** @param expected what the one line has to say */
  private void assertRefused(String expected, String... arguments) throws IOException {
    List<Path> before = files();
    Called called = Called.ending(ExitCode.BAD_INPUT, arguments);
    assertEquals("", called.out());
    assertEquals(1, called.err().lines().count(), called.err());
    assertTrue(called.err().startsWith("lasso: ") && called.err().contains(expected), called.err());
    assertEquals(before, files());
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      ""                                               | no command is given
      nope                                             | there is no command nope
      --nope                                           | --nope
      list nope                                        | nothing to list named nope
      bench nope                                       | not nope
      bench engine --keys 1                            | at least 1000, not 1
      explore                                          | one workload or seed
      explore reorder two-stage                        | one workload or seed
      explore nope                                     | no workload and no seed nope
      explore reorder --nope                           | --nope
      explore reorder --set writers                    | NAME=VALUE
      explore reorder --set writers=99                 | 2..20, not 99
      explore reorder --set writers=x                  | kind int, not x
      explore reorder --set param.nope=1               | there is param.writers
      explore reorder --set option.writers=4           | there is param.writers
      explore ab-ba-monitors --set nope=1              | no parameters and no options
      explore reorder --quirk nope                     | no quirk nope
      explore reorder --without-quirk nope             | no quirk nope
      explore reorder --fault nope=1                   | no fault nope
      explore reorder --fault spawn                    | NAME=VALUE, not spawn
      explore reorder --fault spawn.nth                | NAME=VALUE, not spawn.nth
      explore reorder --fault spawn.nth=0              | a number from 1, not 0
      explore reorder --fault spawn.nth=x              | a number from 1, not x
      explore reorder --fault spawn.nth=1 --fault spawn.nth=2 | given twice
      explore reorder --fault spawn.nth=1 --fault spawn.probability=0.5 | exclude each other
      explore reorder --fault allocation.probability=2 | at most 1, not 2
      explore reorder --fault allocation.site=start    | Class.method or Class.method:line, not start
      explore reorder --fault spawn.every=1            | takes no value
      explore reorder --fault spawn.every --fault spawn.nth=1 | exclude each other
      explore reorder --fault spawn.every --fault allocation.every | one every at a time
      explore reorder --fault none --fault spawn.nth=1 | goes with no other
      explore reorder --fault allocation.every --seeds x | not x
      explore reorder --strategy nope                  | random-distance
      explore reorder --strategy random-walk:mean=2    | takes suffix, not mean=2
      explore reorder --strategy portfolio:d=2         | no parameters
      explore reorder --strategy pct:d=0               | 1..1000, not 0
      explore reorder --strategy pct:d=2,d=3           | d twice
      explore reorder --strategy surw:counts=1,2       | not 2
      explore reorder --strategy exhaustive --seeds 1..9 | one seed
      explore reorder --strategy exhaustive:reduction=x | dpor or none, not x
      explore reorder --strategy exhaustive --max-schedules 0 | at least 1, not 0
      explore reorder --max-schedules 9                | go with --strategy exhaustive
      bench strategies --bases 0                       | at least 1, not 0
      explore reorder --strategy random-distance:mean=x | not x
      explore reorder --points nope                    | sync, fields or drawn
      explore reorder --seed x                         | 'x'
      explore reorder --seed 1 --seeds 1..2            | exclude
      explore reorder --seeds 2..1                     | not 2..1
      explore reorder --seeds 1..x                     | not 1..x
      explore reorder --max-steps 0                    | at least 1
      explore reorder --max-time 5x                    | not 5x
      explore reorder --max-time 0s                    | not 0s
      explore reorder --max-time 99999999999999999999d | not 9999
      explore reorder --start-at yesterday             | not yesterday
      explore reorder --options nope                   | no file nope
      explore reorder --method run                     | go with --main
      explore --main Nope                              | needs --classpath
      explore --main Nope --classpath nope             | no class Nope
      explore --main Nope --classpath nope --set a=1   | not for --main
      replay                                           | SEED
      replay nope                                      | no seed nope
      replay nope --debug                              | no seed nope
      """)
  void usageIsRefused(String line, String expected) throws IOException {
    assertRefused(expected, line.isEmpty() ? new String[0] : line.split(" "));
  }

  @Test
  void optionsOfAWorkloadThatTakesNoneAreRefused() throws IOException {
    Path options = Files.writeString(directory.resolve("OPTIONS"), "[Version]\n");
    assertRefused("takes no engine options", "explore", "reorder", "--options", options.toString());
  }

  @Test
  void optionOfTheWrongTypeIsRefusedByName() throws IOException {
    assertRefused("max_background_compactions", "explore", "paced-writes", "--set", "max_background_compactions=x");
  }

  @Test
  void badLineOfAnOptionsFileIsRefusedWithItsNumber() throws IOException {
    Path options = Files.writeString(directory.resolve("OPTIONS"), "[Version]\nnonsense\n");
    assertRefused("2", "explore", "paced-writes", "--options", options.toString());
  }

  @Test
  void methodThatIsNotThereIsRefused() throws IOException {
    assertRefused("no static method nope()", "explore", "--main", "dev.lasso.workloads.bugs.Reorder", "--method",
        "nope",
        "--classpath", System.getProperty("java.class.path", ""), "--out", directory.resolve("out").toString());
  }

  // Seeds ------------------------------------------------------------------------------------------------------------

  private Path seed() {
    Path seed = directory.resolve("seed");
    Called.ending(ExitCode.VIOLATION, "explore", "ab-ba-monitors", "--out", seed.toString());
    return seed.resolve("seed.json");
  }

  private void assertSeedRefused(String expected, Consumer<ObjectNode> damage) throws IOException {
    Path file = seed();
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) mapper.readTree(file.toFile());
    damage.accept(json);
    mapper.writeValue(file.toFile(), json);
    assertRefused(expected, "replay", file.toString());
  }

  private static ObjectNode part(ObjectNode json, String name) {
    return (ObjectNode) json.get(name);
  }

  @Test
  void seedOfAnotherVersionIsRefused() throws IOException {
    assertSeedRefused("version 2", json -> json.put("version", 2));
  }

  @Test
  void seedOfAnUnknownWorkloadIsRefused() throws IOException {
    assertSeedRefused("unknown workload nope", json -> part(json, "spec").put("workload", "nope"));
  }

  @Test
  void seedWithWrongFieldsIsRefusedByTheirNames() throws IOException {
    List<Consumer<ObjectNode>> damages = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    damages.add(json -> part(json, "spec").remove("strategy"));
    expected.add("spec.strategy is missing");
    damages.add(json -> part(json, "spec").put("seed", "one"));
    expected.add("spec.seed is no whole number");
    damages.add(json -> part(json, "spec").put("points", "nope"));
    expected.add("spec.points");
    damages.add(json -> part(json, "spec").put("startAt", "nope"));
    expected.add("nope");
    damages.add(json -> part(json, "spec").put("extra", 1));
    expected.add("spec.extra");
    damages.add(json -> part(part(json, "spec"), "parameters").put("nope", "1"));
    expected.add("no parameter nope");
    damages.add(json -> part(json, "spec").putObject("faults").put("nope", "1"));
    expected.add("no fault nope");
    damages.add(json -> part(json, "spec").putObject("faults").put("spawn.nth", "0"));
    expected.add("fault spawn.nth takes a number from 1, not 0");
    damages.add(json -> part(json, "spec").putObject("faults").put("spawn.nth", 1));
    expected.add("spec.faults.spawn.nth is no text");
    damages.add(json -> part(json, "outcome").put("verdict", "nope"));
    expected.add("outcome.verdict");
    damages.add(json -> part(json, "outcome").put("traceHash", "nope"));
    expected.add("outcome.traceHash");
    damages.add(json -> part(json, "log").put("deflated", "nope"));
    expected.add("decision log");
    damages.add(json -> part(json, "log").put("deflated", "not base64"));
    expected.add("base64");
    damages.add(json -> part(json, "log").put("kept", 1));
    expected.add("log.kept");
    for (int i = 0; i < damages.size(); i++) {
      assertSeedRefused(expected.get(i), damages.get(i));
      Files.delete(directory.resolve("seed/seed.json"));
    }
  }

  @Test
  void everyTruncationOfASeedIsRefused() throws IOException {
    Path file = seed();
    String text = Files.readString(file).strip();
    for (int length = 0; length < text.length(); length += 7) {
      Files.writeString(file, text.substring(0, length));
      assertRefused("seed.json", "replay", file.toString());
    }
  }

  @Test
  void directoryWithoutASeedIsRefused() throws IOException {
    assertRefused("there is no file", "replay", directory.toString());
  }

  @Test
  void seedIsNotWrittenOver() throws IOException {
    Path file = seed();
    String before = Files.readString(file);
    assertRefused("holds a seed already", "explore", "ab-ba-monitors", "--out", String.valueOf(file.getParent()));
    assertEquals(before, Files.readString(file));
  }

  @Test
  void replayIsOneRun() throws IOException {
    assertRefused("--fault spawn.every stands for many runs, and explore alone takes it", "replay", seed().toString(),
        "--fault", "spawn.every");
  }

  @Test
  void debuggingTakesAFreePortAndTheWholeRun() throws IOException {
    String seed = seed().toString();
    assertRefused("0..65535, as --debug=5005, not x", "replay", seed, "--debug=x");
    assertRefused("0..65535, as --debug=5005, not 65536", "replay", seed, "--debug=65536");
    assertRefused("neither --until nor --refresh", "replay", seed, "--debug=0", "--until", "3");
    assertRefused("neither --until nor --refresh", "replay", seed, "--debug", "--refresh");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused("at port " + taken.getLocalPort(), "replay", seed, "--debug=" + taken.getLocalPort());
    }
  }

  @Test
  void refreshGoesWithNoChange() throws IOException {
    assertRefused("--refresh", "replay", seed().toString(), "--refresh", "--points", "sync");
  }
}
