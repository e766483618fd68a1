package dev.lasso.workloads.cli;

import dev.lasso.workloads.seed.BadInput;
import dev.lasso.workloads.store.StoreBenchmark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The engine beside its peers, on real threads and files. Each is measured by a process of its own, one after the
 * other, so that only their ratios mean anything: the goal is half of what the better of the Java ones does.
 */
final class EngineTable {

  static final String ENGINE = "lasso";
  private static final List<String> JAVA_PEERS = List.of("leveldb", "mvstore");
  private static final List<String> PEERS = List.of("leveldb", "mvstore", "rocksdb");
  private static final double GOAL = 0.5;
  private static final long MEBIBYTE = 1 << 20;
  private static final long MEMORY_GOAL = (StoreBenchmark.BUFFERS_AND_CACHE_BYTES + 64 * MEBIBYTE) / MEBIBYTE;

  private final Path peers;
  private final int keys;
  private final Consumer<String> remarks;

  /**
   * @param peers the directory of the jars of all peers
   * @param remarks gets a line for each peer that is not there
   */
  EngineTable(Path peers, int keys, Consumer<String> remarks) {
    this.peers = peers;
    this.keys = keys;
    this.remarks = remarks;
  }

  /** Measures all that are there. */
  List<Row> measure() {
    Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
    figures.put(ENGINE, figures(ENGINE));
    for (String peer : available()) {
      figures.put(peer, figures(peer));
    }
    List<Row> rows = new ArrayList<>();
    for (String name : figures.getOrDefault(ENGINE, Map.of()).keySet()) {
      Map<String, Double> row = new LinkedHashMap<>();
      figures.forEach((store, all) -> row.put(store, all.getOrDefault(name, Double.NaN)));
      rows.add(new Row(name, row));
    }
    return rows;
  }

  private List<String> available() {
    if (Files.isDirectory(peers)) {
      return PEERS;
    }
    remarks.accept("no peers: " + peers + " is not there; mvn -pl workloads -am package copies them to it");
    return List.of();
  }

  private Map<String, Double> figures(String store) {
    Path directory = null;
    try {
      directory = Files.createTempDirectory("lasso-bench");
      Process process = new ProcessBuilder(command(store, directory)).redirectError(ProcessBuilder.Redirect.DISCARD)
          .start();
      Map<String, Double> figures = new LinkedHashMap<>();
      try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          int tab = line.indexOf('\t');
          figures.put(line.substring(0, tab), Double.parseDouble(line.substring(tab + 1)));
        }
      }
      if (process.waitFor() != 0) {
        remarks.accept(store + " cannot be measured: its process ends with exit code " + process.exitValue());
      }
      return figures;
    } catch (IOException e) {
      throw new BadInput("a benchmark of " + store + " cannot be run: " + e, e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a benchmark", e);
    } finally {
      delete(directory);
    }
  }

  private List<String> command(String store, Path directory) {
    String classPath = System.getProperty("java.class.path") + System.getProperty("path.separator")
        + peers.resolve("*");
    return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED", "-cp", classPath, StoreBenchmark.class.getName(), store,
        directory.toString(), Integer.toString(keys));
  }

  private static void delete(@Nullable Path directory) {
    if (directory == null) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new BadInput(directory + " cannot be removed: " + e, e);
    }
  }

  /**
   * One row: operations a second of each store, by its name, or for memory their bytes.
   */
  record Row(String name, Map<String, Double> figures) {

    boolean isMemory() {
      return name.equals(StoreBenchmark.MEMORY);
    }

    String unit() {
      return isMemory() ? "MiB" : "operations/s";
    }

    double figure(String store) {
      return figures.getOrDefault(store, Double.NaN) / (isMemory() ? MEBIBYTE : 1);
    }

    /** How often the figure of the better Java peer goes into that of the engine; NaN if there is no such peer. */
    double ratio() {
      return figure(ENGINE) / JAVA_PEERS.stream().filter(figures::containsKey).mapToDouble(this::figure)
          .filter(figure -> !Double.isNaN(figure)).max().orElse(Double.NaN);
    }

    /** Whether the goal is met; null without anything to compare with. */
    @Nullable
    Boolean isMet() {
      if (isMemory()) {
        return figure(ENGINE) <= MEMORY_GOAL;
      }
      return Double.isNaN(ratio()) ? null : ratio() >= GOAL;
    }

    String goal() {
      return isMemory() ? "<= " + MEMORY_GOAL + " MiB" : ">= " + GOAL + " of the better Java peer";
    }
  }
}
