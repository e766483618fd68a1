package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineTableTest {

  private static final int KEYS = 1000;

  @TempDir private Path directory;

  @Test
  void everyStoreIsMeasuredInEveryRow() {
    List<String> remarks = new ArrayList<>();
    List<EngineTable.Row> rows = new EngineTable(Path.of("target", "peers"), KEYS, remarks::add).measure();
    assertEquals(List.of(), remarks);
    assertEquals(List.of("fill sequential, 1 writer", "fill random, 1 writer", "fill random, 4 writers",
        "fill random synced, 1 writer", "fill random synced, 4 writers", "read random cold", "read random hot", "scan",
        "memory"), rows.stream().map(EngineTable.Row::name).toList());
    for (EngineTable.Row row : rows) {
      assertEquals(Set.of("lasso", "leveldb", "mvstore", "rocksdb"), row.figures().keySet());
      assertTrue(row.figures().values().stream().allMatch(figure -> figure > 0), row::toString);
    }
  }

  @Test
  void withoutPeersOneLineSaysWhereTheyShouldBe() {
    List<String> remarks = new ArrayList<>();
    List<EngineTable.Row> rows = new EngineTable(directory.resolve("none"), KEYS, remarks::add).measure();
    assertEquals(1, remarks.size(), remarks::toString);
    assertTrue(remarks.getFirst().contains("no peers") && remarks.getFirst().contains("mvn"), remarks::toString);
    assertEquals(Set.of("lasso"), rows.getFirst().figures().keySet());
    assertNull(rows.getFirst().isMet());
  }

  @Test
  void theGoalIsHalfOfTheBetterJavaPeerWhateverRocksDbDoes() {
    Map<String, Double> figures = Map.of("lasso", 50.0, "leveldb", 10.0, "mvstore", 100.0, "rocksdb", 1000.0);
    assertEquals(0.5, new EngineTable.Row("scan", figures).ratio());
    assertEquals(true, new EngineTable.Row("scan", figures).isMet());
    assertEquals(false, new EngineTable.Row("scan", Map.of("lasso", 49.0, "mvstore", 100.0)).isMet());
    assertEquals(true, new EngineTable.Row("memory", Map.of("lasso", 128.0 * (1 << 20))).isMet());
    assertEquals(false, new EngineTable.Row("memory", Map.of("lasso", 129.0 * (1 << 20))).isMet());
  }

  @Test
  void aFigureThatIsMissingLeavesTheOtherPeerToCompareWith() {
    EngineTable.Row row = new EngineTable.Row("scan",
        Map.of("lasso", 50.0, "leveldb", Double.NaN, "mvstore", 50.0));
    assertEquals(1.0, row.ratio());
    assertEquals(true, row.isMet());
  }
}
