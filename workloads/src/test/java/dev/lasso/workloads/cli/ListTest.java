package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lasso.engine.options.Catalogue;
import dev.lasso.engine.options.DynamicOptions;
import dev.lasso.engine.options.OptionSection;
import dev.lasso.sim.Workload;
import dev.lasso.sim.Workloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ListTest {

  private static String golden(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(ListTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void strategiesAreListedAsInTheGoldenFile() throws IOException {
    assertEquals(golden("list-strategies.txt"), Called.ending(ExitCode.FINE, "list", "strategies").out());
  }

  @Test
  void workloadIsListedWithItsParameters() {
    String out = Called.ending(ExitCode.FINE, "list", "workloads").out();
    assertTrue(out.contains("param.writers=4 (int, 2..20): threads that write\n"), out);
  }

  @Test
  void faultsAreListedAsInTheGoldenFile() throws IOException {
    assertEquals(golden("list-faults.txt"), Called.ending(ExitCode.FINE, "list", "faults").out());
  }

  @Test
  void faultHasKindRangeAndDescriptionInTheJson() throws IOException {
    JsonNode faults = Called.ending(ExitCode.FINE, "list", "faults", "--json").json().get("faults");
    assertEquals(168, faults.size());
    for (JsonNode fault : faults) {
      for (String field : List.of("name", "kind", "range", "description")) {
        assertTrue(fault.get(field).isTextual(), fault::toString);
      }
    }
  }

  @Test
  void seedsOfTheRepositoryAreListed() throws IOException {
    System.setProperty(Session.ROOT_PROPERTY, "..");
    try {
      assertTrue(Called.ending(ExitCode.FINE, "list", "seeds").out().contains("rocksdb-1297\n"));
    } finally {
      System.clearProperty(Session.ROOT_PROPERTY);
    }
  }

  @Test
  void quirkOfSeveralWorkloadsIsListedOnceWithTheirNames() throws IOException {
    List<JsonNode> quirks = new ArrayList<>();
    Called.ending(ExitCode.FINE, "list", "quirks", "--json").json().get("quirks").forEach(quirks::add);
    List<JsonNode> found = quirks.stream()
        .filter(quirk -> quirk.get("name").asText().equals("zero-background-compactions")).toList();
    assertEquals(1, found.size(), quirks::toString);
    List<String> workloads = new ArrayList<>();
    found.getFirst().get("workloads").forEach(name -> workloads.add(name.asText()));
    assertTrue(workloads.containsAll(List.of("async-open", "paced-writes")), workloads::toString);
  }

  @Test
  void strategyHasItsParametersInTheJson() throws IOException {
    JsonNode strategies = Called.ending(ExitCode.FINE, "list", "strategies", "--json").json().get("strategies");
    for (JsonNode strategy : strategies) {
      for (JsonNode parameter : strategy.get("parameters")) {
        for (String field : List.of("name", "default", "range", "description")) {
          assertTrue(parameter.get(field).isTextual(), parameter::toString);
        }
      }
    }
    assertEquals(3, strategies.get(2).get("parameters").size());
  }

  @Test
  void everyWorkloadIsInTheJson() throws IOException {
    List<String> expected = Workloads.of(Main.class.getClassLoader()).all().stream().map(Workload::name).toList();
    JsonNode json = Called.ending(ExitCode.FINE, "list", "--json").json();
    List<String> listed = new ArrayList<>();
    json.get("workloads").forEach(workload -> listed.add(workload.get("name").asText()));
    assertEquals(expected, listed);
    for (String kind : List.of("quirks", "strategies", "faults", "seeds", "options")) {
      assertTrue(json.get(kind).isArray(), kind);
    }
  }

  @Test
  void everyOptionOfTheCatalogueAndOfTheFoundingFileIsListedWithItsEffect() throws IOException {
    Set<String> listed = new TreeSet<>();
    for (JsonNode option : Called.ending(ExitCode.FINE, "list", "options", "--json").json().get("options")) {
      listed.add(option.get("name").asText());
      assertTrue(Set.of("honoured", "accepted", "refused").contains(option.get("effect").asText()), option::toString);
      for (String field : List.of("kind", "default", "range")) {
        assertTrue(option.get(field).isTextual(), option::toString);
      }
    }
    Set<String> known = new TreeSet<>();
    Catalogue.standard().all().stream().filter(spec -> spec.section() != OptionSection.VERSION)
        .forEach(spec -> known.add(spec.name()));
    assertEquals(known, listed);
    try (Stream<String> lines = Files.lines(Path.of("..", "seeds", "rocksdb-1297", "OPTIONS"))) {
      List<String> missing = lines.map(String::strip).filter(line -> line.matches("\\w+\\s*=.*"))
          .map(line -> line.substring(0, line.indexOf('=')).strip()).filter(name -> !name.endsWith("_version"))
          .filter(name -> !listed.contains(name)).toList();
      assertEquals(List.of(), missing);
    }
  }

  @Test
  void optionsThatMayChangeWhileTheEngineIsOpenAreMarked() throws IOException {
    for (JsonNode option : Called.ending(ExitCode.FINE, "list", "options", "--json").json().get("options")) {
      String expected = DynamicOptions.contains(option.get("name").asText()) ? "while open" : "at open";
      assertEquals(expected, option.get("changes").asText(), option::toString);
    }
    String out = Called.ending(ExitCode.FINE, "list", "options").out();
    assertTrue(out.lines().anyMatch(line -> line.matches(" +write_buffer_size .* honoured +while open .*")), out);
    assertTrue(out.lines().anyMatch(line -> line.matches(" +max_background_compactions .* honoured +while open .*")),
        out);
    assertTrue(out.lines().anyMatch(line -> line.matches(" +wal_dir .* honoured +at open .*")), out);
  }

  @Test
  void helpNamesEveryFlagOfTheCommand() {
    String help = Called.ending(ExitCode.FINE, "explore", "--help").out();
    for (String flag : List.of("--options", "--set", "--quirk", "--without-quirk", "--fault", "--strategy", "--points",
        "--seed", "--seeds", "--max-steps", "--max-time", "--start-at", "--keep-going", "--out", "--json", "--main",
        "--method", "--classpath")) {
      assertTrue(help.contains(flag), flag + "\n" + help);
    }
  }
}
