package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lasso.sim.trace.DecisionLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

  @TempDir private Path directory;

  private int seeds;

  private Path seedOf(int code, String... arguments) {
    Path seed = directory.resolve("seed" + seeds++);
    List<String> all = new ArrayList<>(List.of("explore", "--out", seed.toString()));
    all.addAll(List.of(arguments));
    Called.ending(code, all.toArray(new String[0]));
    return seed;
  }

  private static void edit(Path seed, Consumer<ObjectNode> change) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) mapper.readTree(seed.resolve("seed.json").toFile());
    change.accept(json);
    mapper.writeValue(seed.resolve("seed.json").toFile(), json);
  }

  @Test
  void stuckSeedIsExactAndItsProofCheckedTwice() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "ab-ba-monitors");
    Called called = Called.ending(ExitCode.FINE, "replay", seed.toString());
    assertTrue(called.out().contains("\nSTUCK, deadlock"), called.out());
    assertTrue(called.out().contains("proof checked twice"), called.out());
    assertTrue(called.out().endsWith("\nexact\n"), called.out());
    JsonNode json = Called.ending(ExitCode.FINE, "replay", seed.resolve("seed.json").toString(), "--json").json();
    assertEquals("exact", json.get("replay").asText());
  }

  @Test
  void stopsBeforeAStepWithTheDumpOfThatMoment() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "reorder", "--set", "writers=6");
    Called called = Called.ending(ExitCode.FINE, "replay", seed.toString(), "--until", "10");
    assertTrue(called.out().contains("\nSUSPECTED: stopped at step 10, as asked\n"), called.out());
    assertTrue(called.out().contains(" could go on\n"), called.out());
    assertTrue(called.out().endsWith("\nexact so far\n"), called.out());
    JsonNode json = Called.ending(ExitCode.FINE, "replay", seed.toString(), "--until", "10", "--json").json();
    assertEquals(10, json.get("steps").asLong());
    assertEquals("exact", json.get("replay").asText());
  }

  @Test
  void stopsACounterfactualToo() {
    Path seed = seedOf(ExitCode.VIOLATION, "reorder", "--set", "writers=6");
    Called called = Called.ending(ExitCode.UNDECIDED, "replay", seed.toString(), "--set", "writers=7", "--until", "12");
    assertTrue(called.out().contains("\nSUSPECTED: stopped at step 12, as asked\n"), called.out());
    assertTrue(called.out().contains("a counterfactual"), called.out());
  }

  @Test
  void aStepThatTheRunDoesNotHaveIsBadInput() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "reorder", "--set", "writers=6");
    long last = new ObjectMapper().readTree(seed.resolve("seed.json").toFile()).at("/outcome/steps").asLong();
    Called.ending(ExitCode.FINE, "replay", seed.toString(), "--until", "" + last);
    for (String step : List.of("0", "-1", "" + (last + 1))) {
      Called called = Called.ending(ExitCode.BAD_INPUT, "replay", seed.toString(), "--until", step);
      assertTrue(called.err().contains("--until " + step + ": the run has steps 1 to " + last), called.err());
    }
    Called counterfactual = Called.ending(ExitCode.BAD_INPUT, "replay", seed.toString(), "--set", "writers=2",
        "--until",
        "100000");
    assertTrue(counterfactual.err().contains("--until 100000: the run has steps 1 to "), counterfactual.err());
  }

  @Test
  void failedAndLiveSeedsAreExactToo() {
    Path failed = seedOf(ExitCode.VIOLATION, "reorder", "--set", "writers=6");
    Called.ending(ExitCode.FINE, "replay", failed.toString());
    Path live = seedOf(ExitCode.FINE, "juc-tour", "--seed", "5");
    Called.ending(ExitCode.FINE, "replay", live.toString());
  }

  @Test
  void seedOfAProgramKeepsItsArgumentsAndShowsItsOutput() {
    Path seed = seedOf(ExitCode.FINE, "--main", "dev.lasso.workloads.bugs.AbBaMonitors", "--classpath",
        System.getProperty("java.class.path", ""), "--seed", "3", "--", "fixed");
    Called called = Called.ending(ExitCode.FINE, "replay", seed.toString());
    assertEquals("checking 12, savings 8\n", called.out());
    assertTrue(called.err().endsWith("\nexact\n"), called.err());
  }

  @Test
  void refreshOfAnExactSeedChangesNothing() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "two-stage");
    String before = Files.readString(seed.resolve("seed.json"));
    Called.ending(ExitCode.FINE, "replay", seed.toString(), "--refresh");
    assertEquals(before, Files.readString(seed.resolve("seed.json")));
  }

  @Test
  void tamperedDecisionDivergesAtItsStep() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "reorder");
    long[] step = new long[1];
    edit(seed, json -> {
      DecisionLog log = decisions(json);
      DecisionLog tampered = new DecisionLog();
      int victim = log.size() / 2;
      for (int i = 0; i < log.size(); i++) {
        DecisionLog.Decision decision = log.get(i);
        tampered.add(decision.step(), decision.kind(), decision.bound(), decision.answer() + (i == victim ? 1 : 0),
            decision.hash());
      }
      step[0] = log.get(victim).step();
      put(json, tampered);
    });
    Called called = Called.ending(ExitCode.DIVERGED, "replay", seed.toString());
    assertTrue(called.out().contains("diverged at step " + step[0] + ": recorded "), called.out());
    JsonNode json = Called.ending(ExitCode.DIVERGED, "replay", seed.toString(), "--json").json();
    assertEquals("diverged", json.get("replay").asText());
  }

  private static DecisionLog decisions(ObjectNode json) {
    byte[] deflated = Base64.getDecoder().decode(json.get("log").get("deflated").asText());
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
      return DecisionLog.fromBytes(in.readAllBytes());
    } catch (IOException damaged) {
      throw new AssertionError(damaged);
    }
  }

  private static void put(ObjectNode json, DecisionLog log) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(log.toBytes(Integer.MAX_VALUE));
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    ((ObjectNode) json.get("log")).put("deflated", Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  @Test
  void changedParameterDiverges() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "reorder");
    edit(seed, json -> ((ObjectNode) json.get("spec").get("parameters")).put("writers", "7"));
    assertDiverged(seed);
  }

  @Test
  void otherTraceHashDivergesAtTheEnd() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "ab-ba-monitors");
    edit(seed, json -> ((ObjectNode) json.get("outcome")).put("traceHash", "0123456789abcdef"));
    assertDiverged(seed);
  }

  @Test
  void otherVerdictOnTheSameTraceDiverges() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "ab-ba-monitors");
    edit(seed, json -> ((ObjectNode) json.get("outcome")).put("verdict", "LIVE"));
    assertDiverged(seed);
  }

  private static void assertDiverged(Path seed) {
    Called called = Called.ending(ExitCode.DIVERGED, "replay", seed.toString());
    assertTrue(called.out().contains("diverged at step "), called.out());
  }

  @Test
  void refreshMakesAStaleSeedExact() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "ab-ba-monitors");
    edit(seed, json -> ((ObjectNode) json.get("outcome")).put("traceHash", "0123456789abcdef"));
    Called called = Called.ending(ExitCode.FINE, "replay", seed.toString(), "--refresh");
    assertTrue(called.out().contains("was STUCK, trace 0123456789abcdef; rewritten"), called.out());
    Called.ending(ExitCode.FINE, "replay", seed.toString());
  }

  @Test
  void counterfactualEndsByItsVerdictAndComparesNothing() throws IOException {
    Path seed = seedOf(ExitCode.VIOLATION, "reorder", "--set", "writers=6");
    String before = Files.readString(seed.resolve("seed.json"));
    JsonNode json = Called.lasso("replay", seed.toString(), "--set", "writers=2", "--json").json();
    assertTrue(json.get("counterfactual").asBoolean());
    assertEquals(null, json.get("replay"));
    assertNotEquals(json.get("traceHash"), new ObjectMapper().readTree(before).get("outcome").get("traceHash"));
    assertEquals(before, Files.readString(seed.resolve("seed.json")));
    Called.ending(ExitCode.UNDECIDED, "replay", seed.toString(), "--max-steps", "3");
  }

  @Test
  void seedCanBeExploredFurther() throws IOException {
    Path seed = seedOf(ExitCode.FINE, "correct-locked-counter", "--seed", "1", "--set", "increments=3");
    JsonNode json = Called.ending(ExitCode.FINE, "explore", seed.toString(), "--seed", "1", "--json").json();
    assertEquals(new ObjectMapper().readTree(seed.resolve("seed.json").toFile()).get("outcome").get("traceHash"),
        json.get("traceHash"));
  }
}
