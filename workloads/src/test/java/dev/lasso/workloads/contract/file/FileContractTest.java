package dev.lasso.workloads.contract.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.lasso.workloads.contract.Arm;
import dev.lasso.workloads.contract.ContractCase;
import dev.lasso.workloads.contract.Contracts;
import dev.lasso.workloads.contract.Observations;
import dev.lasso.workloads.contract.SimulatedArm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both arms: files do on the host's disk what the contracts say, and do the same under simulation. */
final class FileContractTest {

  private static final Arm SIMULATED = new SimulatedArm(5);

  static Stream<ContractCase> contracts() {
    return Contracts.in(FileContractTest.class.getPackage());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contracts")
  void realFilesDoWhatIsDocumented(ContractCase contract) throws Exception {
    Observations observations = contract.run();
    assertFalse(observations.all().isEmpty(), "a contract that observes nothing can say nothing");
    assertEquals(List.of(), observations.wrong());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("contracts")
  void simulatedFilesDoWhatRealOnesDo(ContractCase contract) throws Exception {
    SIMULATED.assertSameAsReal(contract);
  }

  @Test
  void aDirectoryIsFreshAndCleanedUp() throws Exception {
    Path path;
    try (Directory directory = new Directory(); Directory other = new Directory()) {
      path = directory.path("");
      Files.createDirectories(directory.path("a/b"));
      Files.createSymbolicLink(directory.path("a/link"), other.file("kept", "text"));
      Files.createFile(directory.path("a/b/c"));
      directory.saw("link", directory.path("a/link"), "a/link");
      assertEquals(List.of("link: a/link"), directory.all());
      assertEquals("[a/, a/b/, a/b/c, a/link -> " + other.path("kept") + "]", directory.tree());
      assertEquals("[kept]", other.tree());
    }
    assertFalse(Files.exists(path));
  }
}
