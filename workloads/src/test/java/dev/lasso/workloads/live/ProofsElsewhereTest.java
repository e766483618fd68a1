package dev.lasso.workloads.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.workloads.OtherJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A loop is proved in every JVM, to the last word of the dump: in one that interprets, whose frames hold all their
 * variables, as in those that compile, whose frames do without what is not used any more.
 */
@Timeout(1800)
final class ProofsElsewhereTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"threeThreadsWithLocks", "deadlinesOfItsOwn", "aWriterThatStarves"})
  void interpretingAJvmComesToTheSameProof(String program) throws Exception {
    assertSameProof(List.of("-Xint"), program);
  }

  @Test
  void aJvmThatHasLookedForRacesComesToTheSameProof() throws Exception {
    List<String> elsewhere = new OtherJvm(directory, List.of()).linesOf(Proofs.class,
        List.of("threeThreadsWithLocks", "races"));
    assertEquals(Proofs.of("threeThreadsWithLocks"), String.join("\n", elsewhere) + "\n");
  }

  static Stream<List<String>> otherJvms() {
    return Stream.of(List.of("-Xint"), List.of("-XX:TieredStopAtLevel=1"), List.of("-XX:-TieredCompilation"),
        List.of("-XX:+UseZGC", "-Xmx512m"));
  }

  @ParameterizedTest
  @MethodSource("otherJvms")
  @Tag("soak")
  void everyLoopIsProvedInEveryJvm(List<String> flags) throws Exception {
    for (String program : LivelocksTest.livelockedPrograms().toList()) {
      assertSameProof(flags, program);
    }
  }

  private void assertSameProof(List<String> flags, String program) throws Exception {
    List<String> elsewhere = new OtherJvm(directory, flags).linesOf(Proofs.class, List.of(program));
    assertEquals(Proofs.of(program), String.join("\n", elsewhere) + "\n");
  }
}
