package dev.lasso.sim.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.fault.CrashPlan.Order;
import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.jdk.Memory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrashStatesTest {

  private static final int MOST_UNITS = 12;
  private static final int MOST_STATES = 1 << MOST_UNITS;

  /** A disk to which calls are made by text. */
  private static final class Subject {

    private final Disk disk = new Disk(() -> 0);

    Subject(Order order) {
      disk.keepJournal(order);
    }

    /** Whether the call was one that could be made. */
    boolean perform(String text, byte value) {
      String[] words = text.split(" ");
      Directory root = disk.root();
      try {
        switch (words[0]) {
          case "write" -> write(file(words[1]), Integer.parseInt(words[2]), Integer.parseInt(words[3]), value);
          case "cut" -> disk.setSize(file(words[1]), Integer.parseInt(words[2]));
          case "make" -> disk.makeDirectory(root, words[1], 0755);
          case "link" -> {
            if (!(disk.find(root, words[1], true) instanceof RegularFile)) {
              return false;
            }
            disk.link(root, words[1], words[2]);
          }
          case "unlink" -> disk.unlink(root, words[1]);
          case "remove" -> disk.removeDirectory(root, words[1]);
          case "move" -> disk.rename(root, words[1], root, words[2]);
          case "sync" -> disk.sync(disk.find(root, words[1], true));
          default -> throw new IllegalArgumentException(text);
        }
        return true;
      } catch (DiskError refused) {
        return false;
      }
    }

    private RegularFile file(String path) throws DiskError {
      return disk.open(disk.root(), path, OpenFlags.CREATE | OpenFlags.READ_WRITE, 0644).resizable();
    }

    private void write(RegularFile file, long position, int length, byte value) throws DiskError {
      byte[] bytes = new byte[length];
      Arrays.fill(bytes, value);
      disk.write(file, position, bytes, Memory.ARRAY_OFFSET, length);
    }

    CrashStates states() {
      Journal journal = disk.journal();
      assertTrue(journal != null);
      return new CrashStates(disk, journal);
    }
  }

  private static String describe(Disk disk) {
    StringBuilder text = new StringBuilder();
    describe(disk, disk.root(), "", text);
    return text.toString();
  }

  private static void describe(Disk disk, Directory directory, String path, StringBuilder text) {
    for (String name : directory.names()) {
      text.append(path).append(name);
      switch (directory.get(name)) {
        case Directory child -> {
          text.append("/ ");
          describe(disk, child, path + name + "/", text);
        }
        case RegularFile file -> text.append('=').append(NaiveDisk.summary(bytes(disk, file))).append(' ');
        case null, default -> throw new AssertionError(name);
      }
    }
  }

  private static byte[] bytes(Disk disk, RegularFile file) {
    byte[] bytes = new byte[(int) file.size()];
    try {
      assertEquals(bytes.length, disk.read(file, 0, bytes, Memory.ARRAY_OFFSET, bytes.length));
    } catch (DiskError impossible) {
      throw new AssertionError(impossible);
    }
    return bytes;
  }

  private static Set<String> described(CrashStates states) {
    List<CrashStates.State> all = states.all(MOST_STATES);
    assertTrue(all != null);
    Set<String> described = new TreeSet<>();
    all.forEach(state -> described.add(describe(states.disk(state))));
    return described;
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void statesAreThoseOfTheDefinition(Order order) {
    int compared = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = new Random(seed);
      Subject subject = new Subject(order);
      NaiveDisk naive = new NaiveDisk(order);
      StringBuilder made = new StringBuilder();
      byte value = 1;
      for (String call : DrawnCalls.draw(random, 25)) {
        if (subject.perform(call, value)) {
          naive.perform(call, value);
          made.append("\n").append(call);
        }
        value++;
        if (naive.pending() > MOST_UNITS) {
          break;
        }
      }
      if (naive.pending() <= MOST_UNITS) {
        compared++;
        String context = "seed " + seed + ", " + order + made;
        Set<String> expected = naive.states();
        CrashStates states = subject.states();
        assertEquals(String.join("\n", expected), String.join("\n", described(states)), context);
        for (int i = 0; i < 20; i++) {
          String drawn = describe(states.disk(states.draw(random)));
          assertTrue(expected.contains(drawn), () -> drawn + " was drawn; " + context);
        }
      }
    }
    assertTrue(compared > 50, "only " + compared + " were small enough");
  }

  @Test
  void drawsComeToEveryState() {
    Subject subject = new Subject(Order.ARBITRARY);
    subject.perform("write a 0 600", (byte) 1);
    subject.perform("sync a", (byte) 0);
    subject.perform("sync /", (byte) 0);
    subject.perform("write a 100 600", (byte) 2);
    subject.perform("move a b", (byte) 0);
    CrashStates states = subject.states();
    Set<String> drawn = new TreeSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      drawn.add(describe(states.disk(states.draw(random))));
    }
    assertEquals(described(states), drawn);
    assertEquals(2 * (2 * 2 + 2 * 2), drawn.size(), drawn::toString);
  }

  @Test
  void moreStatesThanTheLimitAreNotWalked() {
    Subject subject = new Subject(Order.ARBITRARY);
    subject.perform("write a 0 512", (byte) 1);
    assertEquals(4, described(subject.states()).size());
    assertNull(subject.states().all(3));
    for (int i = 0; i < 100; i++) {
      subject.perform("write a " + i * 512 + " 512", (byte) 2);
    }
    assertNull(subject.states().all(MOST_STATES));
  }

  @Test
  void noHashAndNoNumberTellsWhichDirectoriesWereGiven() throws DiskError {
    Disk here = new Disk(() -> 0, "/tmp", "/home/a/b/c");
    Disk there = new Disk(() -> 0, "/var/tmp", "/z");
    for (Disk disk : List.of(here, there)) {
      disk.makeDirectories("/run");
      disk.open(disk.root(), "/run/file", OpenFlags.CREATE | OpenFlags.READ_WRITE, 0644);
    }
    assertEquals(here.contentHash(), there.contentHash());
    assertEquals(here.allocated(), there.allocated());
    assertEquals(here.find(here.root(), "/run/file", true).number(),
        there.find(there.root(), "/run/file", true).number());
  }

  @Test
  void theHashTellsTheNamesOfAllOtherDirectories() throws DiskError {
    Disk one = new Disk(() -> 0, "/tmp");
    Disk other = new Disk(() -> 0, "/tmp");
    one.makeDirectory(one.root(), "/tmp/one", 0755);
    other.makeDirectory(other.root(), "/tmp/other", 0755);
    assertNotEquals(one.contentHash(), other.contentHash());
  }
}
