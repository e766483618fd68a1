package dev.lasso.sim.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FileFaults;
import dev.lasso.sim.hooks.DiskError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunFilesTest {

  /** Asks for a file of the machine whenever it is asked, as one does who must load a class first. */
  private static final class LoadsClasses implements FileFaults {

    private final List<String> asked = new ArrayList<>();
    private @Nullable RunFiles files;

    @Override
    public boolean strike(FaultKind kind, Supplier<String> path) {
      asked.add(kind + " " + path.get());
      assertFalse(files != null && files.looksAt(System.getProperty("java.home")));
      return false;
    }
  }

  @Test
  void aCallIsAnsweredWhateverIsReadToDecideWhetherItFails() throws DiskError {
    LoadsClasses faults = new LoadsClasses();
    RunFiles files = new RunFiles(() -> true, () -> 0, bytes -> {}, () -> {}, nanos -> {}, faults);
    faults.files = files;
    files.begin("");
    int fd = files.paths().open("/run/file".getBytes(StandardCharsets.US_ASCII),
        OpenFlags.CREATE | OpenFlags.READ_WRITE, 0666);
    assertTrue(files.isAnswered());
    files.paths().unlink("/run/file".getBytes(StandardCharsets.US_ASCII));
    assertTrue(files.isAnswered());
    files.paths().close(fd);
    assertEquals(List.of("OPEN /run/file", "DESCRIPTOR /run/file", "SPACE /run/file", "NAME /run/file"), faults.asked);
  }
}
