package dev.lasso.workloads.seed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.explore.Strategies;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.sim.trace.DecisionLog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.InflaterInputStream;

/** Reads {@code seed.json} and checks all it says. */
final class SeedReader {

  private final String name;
  private final Workloads workloads;

  SeedReader(String name, Workloads workloads) {
    this.name = name;
    this.workloads = workloads;
  }

  /** @param texts reads a file that lies beside */
  Seed read(String text, Function<String, String> texts) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      return seed(JsonObject.parse(parser), texts);
    } catch (JsonProcessingException malformed) {
      throw new BadInput(name + " is no well-formed JSON: line " + malformed.getLocation().getLineNr() + ", column "
          + malformed.getLocation().getColumnNr(), malformed);
    } catch (BadInput | IllegalArgumentException | DateTimeException wrong) {
      throw new BadInput("seed " + name + ": " + wrong.getMessage(), wrong);
    } catch (IOException impossible) {
      throw new IllegalStateException("a text in memory cannot be read", impossible);
    }
  }

  private Seed seed(JsonObject json, Function<String, String> texts) throws IOException {
    long version = json.number("version");
    if (version != SeedWriter.VERSION) {
      throw new BadInput("it is of version " + version + ", this Lasso reads version " + SeedWriter.VERSION);
    }
    RunSpec spec = spec(json.object("spec"), texts);
    Seed.Result result = result(json.object("outcome"));
    JsonObject log = json.object("log");
    json.end();
    DecisionLog decisions = decisions(log.string("deflated"));
    if (decisions.size() != log.number("kept")) {
      throw new BadInput("log.kept is " + log.number("kept") + ", but there are " + decisions.size() + " decisions");
    }
    long taken = log.number("decisions");
    log.end();
    return new Seed(spec, result, decisions, taken);
  }

  private RunSpec spec(JsonObject json, Function<String, String> texts) {
    RunSpec.Program program = json.has("main") ? main(json.object("main")) : workloads.program(json.string("workload"));
    String optionsFile = json.string("optionsFile");
    RunSpec spec = new RunSpec(program, json.strings("parameters"),
        optionsFile.isEmpty() ? "" : texts.apply(optionsFile),
        json.strings("options"), new HashSet<>(json.list("quirks")),
        json.has("faults") ? FaultPlan.of(json.strings("faults")) : FaultPlan.NONE, json.string("strategy"),
        points(json.string("points")),
        json.number("seed"), Instant.parse(json.string("startAt")), json.number("maxSteps"),
        Duration.parse(json.string("maxTime")));
    json.end();
    Strategies.check(spec.strategy());
    return spec;
  }

  private static RunSpec.Program main(JsonObject json) {
    RunSpec.Program.OfMain main = new RunSpec.Program.OfMain(json.string("class"), json.string("method"),
        json.string("classPath"), json.list("arguments"));
    json.end();
    return main;
  }

  private static RunSpec.Points points(String label) {
    for (RunSpec.Points points : RunSpec.Points.values()) {
      if (points.label().equals(label)) {
        return points;
      }
    }
    throw new BadInput("spec.points is " + label + ", not sync, fields or drawn");
  }

  private static Seed.Result result(JsonObject json) {
    Seed.Result result = new Seed.Result(verdict(json.string("verdict")), json.string("proof"), json.number("steps"),
        json.number("switches"), json.number("virtualNanos"), hash(json.string("traceHash")),
        json.string("fingerprint"));
    json.end();
    return result;
  }

  private static Verdict verdict(String text) {
    for (Verdict verdict : Verdict.values()) {
      if (verdict.name().equals(text)) {
        return verdict;
      }
    }
    throw new BadInput("outcome.verdict is " + text.toUpperCase(Locale.ROOT) + ", which is no verdict");
  }

  private static long hash(String text) {
    if (!text.matches("[0-9a-f]{16}")) {
      throw new BadInput("outcome.traceHash is no 16 hexadecimal digits");
    }
    return Long.parseUnsignedLong(text, 16);
  }

  private static DecisionLog decisions(String deflated) {
    try (InflaterInputStream in = new InflaterInputStream(
        new ByteArrayInputStream(Base64.getDecoder().decode(deflated)))) {
      return DecisionLog.fromBytes(in.readAllBytes());
    } catch (IOException damaged) {
      throw new BadInput("the decision log is damaged: " + damaged.getMessage(), damaged);
    }
  }
}
