package dev.lasso.workloads.machine;

import dev.lasso.sim.Machine;
import dev.lasso.sim.Machine.End;
import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import dev.lasso.sim.fault.FaultKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Processes of a machine, and what is left of them. Each case ends with an error if something is not as it should be. */
public final class MachineWorkload implements Workload {

  private static final String CASE = "case";

  @Override
  public String name() {
    return "machine";
  }

  @Override
  public String description() {
    return "runs processes that crash";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(CASE, "string", "", "the name of a method here", "what is done"));
  }

  @Override
  public void run(Run run) throws Exception {
    Machine machine = run.machine();
    Path file = run.directory().resolve("file");
    switch (run.parameter(CASE)) {
      case "endsWithItsThreads" -> endsWithItsThreads(machine);
      case "throwsWhatItsProgramThrows" -> throwsWhatItsProgramThrows(machine);
      case "stopsEveryThread" -> stopsEveryThread(machine);
      case "letsGoOfEverything" -> letsGoOfEverything(machine, file);
      case "keepsTheDiskOfAKilledProcess" -> keepsTheDiskOfAKilledProcess(machine, file);
      case "findsEveryState" -> findsEveryState(machine, file);
      case "goesOnFromTheLastCheck" -> goesOnFromTheLastCheck(machine, file);
      case "losesWhatASyncHasFailedToWrite" -> losesWhatASyncHasFailedToWrite(run, machine, file);
      case "keepsWhatWasWrittenAgain" -> keepsWhatWasWrittenAgain(machine, file);
      case "losesWhatALyingSyncWasGiven" -> losesWhatALyingSyncWasGiven(run, machine, file);
      case "losesPowerInACheck" -> losesPowerInACheck(machine, file);
      case "refusesAProcessInAProcess" -> refusesAProcessInAProcess(machine);
      case "failsInAThread" -> machine.run(() -> join(start(() -> {
        throw new IllegalStateException("in a thread");
      })));
      case "hangs" -> machine.run(() -> {
        synchronized (this) {
          wait();
        }
      });
      default -> throw new IllegalArgumentException("no case " + run.parameter(CASE));
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  private static Thread start(Runnable body) {
    Thread thread = new Thread(body);
    thread.start();
    return thread;
  }

  private static void join(Thread thread) throws InterruptedException {
    thread.join();
  }

  private static void sleep() {
    try {
      Thread.sleep(1000);
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void endsWithItsThreads(Machine machine) throws Exception {
    int[] ended = new int[2];
    Thread[] daemon = new Thread[1];
    check(machine.run(() -> {
      start(() -> {
        sleep();
        ended[0]++;
      });
      daemon[0] = new Thread(() -> {
        sleep();
        sleep();
        ended[1]++;
      });
      daemon[0].setDaemon(true);
      daemon[0].start();
    }) == End.COMPLETED, "it has crashed");
    check(ended[0] == 1, "a thread was not waited for");
    check(!daemon[0].isAlive(), "a daemon goes on");
    sleep();
    sleep();
    check(ended[1] == 0, "a daemon went on");
  }

  private static void throwsWhatItsProgramThrows(Machine machine) throws Exception {
    try {
      machine.run(() -> {
        throw new IOException("on purpose");
      });
      check(false, "nothing was thrown");
    } catch (IOException thrown) {
      check("on purpose".equals(thrown.getMessage()), "something else was thrown");
    }
    check(machine.run(() -> {}) == End.COMPLETED, "the next process has not come to its end");
  }

  private static void stopsEveryThread(Machine machine) throws Exception {
    int[] rounds = new int[1];
    boolean[] unwound = new boolean[1];
    Runnable endless = () -> {
      try {
        while (true) {
          sleep();
          rounds[0]++;
        }
      } finally {
        unwound[0] = true;
      }
    };
    End end = machine.run(() -> {
      start(endless);
      start(endless);
      Thread.sleep(5000);
      machine.losePower();
      check(false, "went on without power");
    });
    check(end == End.POWER_LOST, "came to its end");
    int at = rounds[0];
    check(at >= 1, "only " + at + " rounds");
    sleep();
    check(rounds[0] == at && !unwound[0], "a thread went on");
  }

  private void letsGoOfEverything(Machine machine, Path file) throws Exception {
    FileChannel[] opened = new FileChannel[1];
    for (int i = 0; i < 3; i++) {
      End end = machine.run(() -> {
        synchronized (this) {
          start(() -> {
            synchronized (this) {
              check(false, "entered");
            }
          });
          opened[0] = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          check(opened[0].tryLock() != null, "the file is locked");
          check(CompletableFuture.supplyAsync(() -> 5).get() == 5, "the common pool is elsewhere");
          CompletableFuture.runAsync(MachineWorkload::sleep);
          machine.kill();
        }
      });
      check(end == End.KILLED, "came to its end");
      synchronized (this) {
        notifyAll();
      }
      try {
        opened[0].write(ByteBuffer.allocate(1));
        check(false, "a file is open");
      } catch (IOException closed) {
        // as it should be
      }
      check(IntStream.range(0, 100).parallel().sum() == 4950, "the common pool is gone");
    }
  }

  private static void keepsTheDiskOfAKilledProcess(Machine machine, Path file) throws Exception {
    machine.run(() -> {
      Files.writeString(file, "one");
      machine.kill();
    });
    check(Files.readString(file).equals("one"), "a killed process takes its files along");
    int[] checks = new int[1];
    machine.eachCrashState(() -> checks[0]++);
    check(checks[0] == 1, checks[0] + " checks");
  }

  private static void findsEveryState(Machine machine, Path file) throws Exception {
    machine.run(() -> {
      Files.writeString(file, "one");
      machine.losePower();
    });
    Set<String> found = new TreeSet<>();
    machine.eachCrashState(() -> check(found.add(content(file)), "twice the same"));
    check(found.equals(Set.of("none", "", "\0\0\0", "one")), "found " + found);
    machine.eachCrashState(() -> found.add("once"));
    check(found.contains("once"), "not checked");
  }

  private static String content(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "none";
  }

  private static void goesOnFromTheLastCheck(Machine machine, Path file) throws Exception {
    machine.run(() -> {
      Files.createFile(file);
      machine.losePower();
    });
    Path checked = file.resolveSibling("checked");
    machine.eachCrashState(() -> {
      check(!Files.exists(checked), "what a check has left is in another state");
      Files.createFile(checked);
    });
    check(Files.exists(checked), "what the last check has left is gone");
  }

  /** The first sync of the file fails. */
  private static void losesWhatASyncHasFailedToWrite(Run run, Machine machine, Path file) throws Exception {
    Set<String> found = afterSyncs(machine, file, channel -> {
      failToSync(channel);
      channel.force(true);
    });
    check(found.equals(Set.of("\0\0\0", "one")), "found " + found);
    check(run.faults().count(FaultKind.SYNC) == 1, "it is not told");
  }

  /** The first sync of the file fails. */
  private static void keepsWhatWasWrittenAgain(Machine machine, Path file) throws Exception {
    Set<String> found = afterSyncs(machine, file, channel -> {
      failToSync(channel);
      channel.write(ByteBuffer.wrap(new byte[]{'e'}), 2);
      channel.force(true);
    });
    check(found.equals(Set.of("one")), "found " + found);
  }

  /** The first sync of the file lies. */
  private static void losesWhatALyingSyncWasGiven(Run run, Machine machine, Path file) throws Exception {
    Set<String> found = afterSyncs(machine, file, channel -> channel.force(true));
    check(found.equals(Set.of("", "\0\0\0", "one")), "found " + found);
    check(run.faults().counts().keySet().stream().anyMatch(FaultKind::isSilent), "it is not told");
    Files.delete(file);
    check(afterSyncs(machine, file, channel -> channel.force(true)).equals(Set.of("one")), "it lies again");
  }

  private static void failToSync(FileChannel channel) {
    try {
      channel.force(true);
      check(false, "it has not failed");
    } catch (IOException wanted) {
      check("Input/output error".equals(wanted.getMessage()), "it has failed otherwise");
    }
  }

  private interface Syncs {
    void of(FileChannel channel) throws IOException;
  }

  /** What may be found in a file whose name is certain. */
  private static Set<String> afterSyncs(Machine machine, Path file, Syncs syncs) throws Exception {
    machine.run(() -> {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          FileChannel directory = FileChannel.open(file.getParent())) {
        directory.force(true);
        channel.write(ByteBuffer.wrap(new byte[]{'o', 'n', 'e'}));
        syncs.of(channel);
        machine.losePower();
      }
    });
    Set<String> found = new TreeSet<>();
    machine.eachCrashState(() -> found.add(content(file)));
    return found;
  }

  private static void losesPowerInACheck(Machine machine, Path file) throws Exception {
    machine.run(() -> {
      Files.createFile(file);
      machine.losePower();
    });
    int[] counts = new int[2];
    machine.eachCrashState(() -> {
      counts[0]++;
      boolean isThere = Files.exists(file);
      machine.run(() -> {
        Files.writeString(file.resolveSibling("other"), "x");
        machine.losePower();
      });
      machine.eachCrashState(() -> {
        counts[1]++;
        check(Files.exists(file) == isThere, "what was found once is certain");
      });
    });
    check(counts[0] == 2 && counts[1] == 2 * 4, counts[0] + " and " + counts[1]);
  }

  private static void refusesAProcessInAProcess(Machine machine) throws Exception {
    machine.run(() -> {
      try {
        machine.run(() -> {});
        check(false, "not refused");
      } catch (IllegalStateException refused) {
        check(String.valueOf(refused.getMessage()).contains("cannot run a process"), "refused otherwise");
      }
    });
  }
}
