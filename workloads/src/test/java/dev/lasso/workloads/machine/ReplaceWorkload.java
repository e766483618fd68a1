package dev.lasso.workloads.machine;

import dev.lasso.sim.Machine;
import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A file is replaced again and again by a new one, as a program does it that never wants to lose both. */
public final class ReplaceWorkload implements Workload {

  private static final String WITHOUT = "without";
  private static final int VERSIONS = 3;
  private static final int LENGTH = 600;

  /** The last version that was promised to be there. */
  private int promised;

  @Override
  public String name() {
    return "replace";
  }

  @Override
  public String description() {
    return "replaces a file by renaming another";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter(WITHOUT, "string", "nothing", "nothing, file-sync, directory-sync, rename",
        "which step is left out"));
  }

  @Override
  public void run(Run run) throws Exception {
    Machine machine = run.machine();
    Path directory = run.directory();
    String without = run.parameter(WITHOUT);
    Machine.End end = Machine.End.KILLED;
    while (end != Machine.End.COMPLETED) {
      end = machine.run(() -> {
        for (int version = promised + 1; version <= VERSIONS; version++) {
          replace(directory, version, without);
          promised = version;
        }
      });
      machine.eachCrashState(() -> check(directory.resolve("file")));
    }
  }

  private static void replace(Path directory, int version, String without) throws IOException {
    Path file = directory.resolve("file");
    Path written = without.equals("rename") ? file : directory.resolve("file.new");
    try (FileOutputStream out = new FileOutputStream(written.toFile())) {
      out.write(text(version).getBytes(StandardCharsets.US_ASCII));
      if (!without.equals("file-sync")) {
        out.getFD().sync();
      }
    }
    if (!without.equals("rename")) {
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
    if (!without.equals("directory-sync")) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static String text(int version) {
    return ("version " + version + ";").repeat(LENGTH / 10);
  }

  private void check(Path file) throws IOException {
    String found = Files.exists(file) ? Files.readString(file) : "";
    for (int version = promised; version <= VERSIONS; version++) {
      if (found.equals(version == 0 ? "" : text(version))) {
        return;
      }
    }
    throw new AssertionError("version " + promised + " was promised, and there is "
        + (found.isEmpty() ? "none" : "another"));
  }
}
