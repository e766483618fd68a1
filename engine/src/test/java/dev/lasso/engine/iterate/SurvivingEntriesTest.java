package dev.lasso.engine.iterate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.engine.memtable.MemTable;
import dev.lasso.engine.options.BufferLimits;
import dev.lasso.engine.table.Entry;
import dev.lasso.engine.table.EntryKind;
import dev.lasso.engine.table.KeyOrder;
import dev.lasso.engine.table.ValueMerge;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Entries are written as kind (P, D or M), key, sequence and, behind an equals sign, value. */
final class SurvivingEntriesTest {
  private static final ValueMerge JOIN = new ValueMerge() {
    @Override
    public byte[] merge(byte[] key, byte @Nullable [] existing, List<byte[]> operands) {
      StringBuilder joined = new StringBuilder(existing == null ? "" : text(existing));
      operands.forEach(operand -> joined.append(text(operand)));
      return joined.toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] partialMerge(byte[] key, List<byte[]> operands) {
      return merge(key, null, operands);
    }
  };

  @Test
  void ofEachKeyTheNewestIsKept() throws IOException {
    assertEquals("Pa3=z Pb2=y", survivors(false, JOIN, "Pa3=z", "Pa1=x", "Pb2=y"));
  }

  @Test
  void eachSnapshotKeepsTheNewestThatItSees() throws IOException {
    assertEquals("Pa9=9 Pa5=5 Pa2=2", survivors(true, JOIN, "Pa9=9", "Pa8=8", "Pa5=5", "Pa4=4", "Pa2=2", "Pa1=1", 3, 6,
        7));
  }

  @Test
  void aDeletionGoesWhereNothingLiesBelow() throws IOException {
    assertEquals("", survivors(true, JOIN, "Da3=", "Pa1=x"));
    assertEquals("Da3=", survivors(false, JOIN, "Da3=", "Pa1=x"));
  }

  @Test
  void aDeletionThatASnapshotDoesNotSeeStays() throws IOException {
    assertEquals("Da3= Pa1=x", survivors(true, JOIN, "Da3=", "Pa1=x", 2));
    assertEquals("", survivors(true, JOIN, "Da3=", "Pa1=x", 3));
  }

  @Test
  void operandsAreAppliedToTheValueBeneath() throws IOException {
    assertEquals("Pa4=xyz", survivors(false, JOIN, "Ma4=z", "Ma3=y", "Pa2=x", "Pa1=w"));
    assertEquals("Pa4=yz", survivors(false, JOIN, "Ma4=z", "Ma3=y", "Da2=", "Pa1=w"));
  }

  @Test
  void operandsWithoutAValueWaitForItUnlessThereIsNone() throws IOException {
    assertEquals("Ma4=yz", survivors(false, JOIN, "Ma4=z", "Ma3=y"));
    assertEquals("Pa4=yz", survivors(true, JOIN, "Ma4=z", "Ma3=y"));
  }

  @Test
  void operandsThatDoNotCombineAllStay() throws IOException {
    ValueMerge fullOnly = JOIN::merge;
    assertEquals("Ma4=z Ma3=y", survivors(false, fullOnly, "Ma4=z", "Ma3=y"));
    assertEquals("Pa4=xyz", survivors(false, fullOnly, "Ma4=z", "Ma3=y", "Pa1=x"));
  }

  @Test
  void aSnapshotSeparatesOperands() throws IOException {
    assertEquals("Ma4=z Pa3=xy", survivors(true, JOIN, "Ma4=z", "Ma3=y", "Pa1=x", 3));
    assertEquals("Ma4=yz Pa1=x", survivors(true, JOIN, "Ma4=z", "Ma3=y", "Pa1=x", 2));
  }

  @Test
  void withoutAnOperatorOperandsAndWhatTheyApplyToStay() throws IOException {
    assertEquals("Ma4=z Ma3=y Pa2=x Pb1=w", survivors(true, null, "Ma4=z", "Ma3=y", "Pa2=x", "Pa1=v", "Pb1=w"));
  }

  /** What is left of entries, the sequences of the snapshots behind them. */
  private static String survivors(boolean bottommost, @Nullable ValueMerge merge, Object... entries)
      throws IOException {
    MemTable memTable = new MemTable(1, new BufferLimits(1 << 20, 1 << 16, 1), KeyOrder.bytewise());
    List<Long> snapshots = new ArrayList<>();
    for (Object entry : entries) {
      if (entry instanceof String text) {
        memTable.add(entry(text));
      } else if (entry instanceof Integer sequence) {
        snapshots.add((long) sequence);
      }
    }
    Retention retention = new Retention(snapshots.stream().mapToLong(Long::longValue).toArray(), merge, 2);
    SurvivingEntries survivors = new SurvivingEntries(memTable.iterator(), KeyOrder.bytewise(), retention,
        key -> bottommost);
    List<String> kept = new ArrayList<>();
    for (Entry entry = survivors.next(); entry != null; entry = survivors.next()) {
      kept.add(entry.kind().name().charAt(0) + text(entry.key()) + entry.sequence() + "=" + text(entry.value()));
    }
    assertEquals(entries.length - snapshots.size(), survivors.read());
    return String.join(" ", kept);
  }

  private static Entry entry(String text) {
    EntryKind kind = switch (text.charAt(0)) {
      case 'P' -> EntryKind.PUT;
      case 'D' -> EntryKind.DELETE;
      default -> EntryKind.MERGE;
    };
    int equals = text.indexOf('=');
    return new Entry(text.substring(1, 2).getBytes(StandardCharsets.US_ASCII),
        Long.parseLong(text.substring(2, equals)), kind,
        text.substring(equals + 1).getBytes(StandardCharsets.US_ASCII));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
