package dev.lasso.workloads.cli;

import dev.lasso.sim.Run;
import dev.lasso.sim.Workload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What {@code bench} measures the simulated disk with: blocks of 4 KiB, written and read at places all over a file. */
public final class FileLoop implements Workload {

  private static final int BLOCK = 4096;
  private static final int BLOCKS = 4096;

  /** Coprime to the number of blocks, so that each is met once before any is met again. */
  private static final int STRIDE = 1021;

  @Override
  public String name() {
    return "file-loop";
  }

  @Override
  public String description() {
    return "blocks of a file are written, or read";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("writes", "int", "0", "0..1000000000", "how many blocks are written"),
        new Parameter("reads", "int", "0", "0..1000000000", "how many blocks are read, behind that"));
  }

  @Override
  public void run(Run run) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel file = FileChannel.open(run.directory().resolve("file"), StandardOpenOption.CREATE,
        StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(1), (long) BLOCK * BLOCKS - 1);
      for (int i = 0; i < run.intParameter("writes"); i++) {
        file.write(block.clear(), position(i));
      }
      for (int i = 0; i < run.intParameter("reads"); i++) {
        file.read(block.clear(), position(i));
      }
    }
  }

  private static long position(int number) {
    return (long) BLOCK * (number * STRIDE & BLOCKS - 1);
  }
}
