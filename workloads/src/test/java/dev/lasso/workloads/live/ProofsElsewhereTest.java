package dev.lasso.workloads.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.workloads.OtherJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A loop is proved in every JVM, to the last word of the dump: in one that interprets, whose frames hold all their
 * variables, as in those that compile, whose frames do without what is not used any more.
 */
@Timeout(600)
final class ProofsElsewhereTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"threeThreadsWithLocks", "deadlinesOfItsOwn", "aWriterThatStarves"})
  void interpretingAJvmComesToTheSameProof(String program) throws Exception {
    assertSameProofs(List.of("-Xint"), List.of(program));
  }

  static Stream<List<String>> otherJvms() {
    return Stream.of(List.of("-Xint"), List.of("-XX:TieredStopAtLevel=1"), List.of("-XX:-TieredCompilation"),
        List.of("-XX:+UseZGC", "-Xmx512m"));
  }

  @ParameterizedTest
  @MethodSource("otherJvms")
  @Tag("soak")
  void everyLoopIsProvedInEveryJvm(List<String> flags) throws Exception {
    assertSameProofs(flags, LivelocksTest.livelockedPrograms().toList());
  }

  private void assertSameProofs(List<String> flags, List<String> programs) throws Exception {
    List<String> here = programs.stream().flatMap(program -> Proofs.of(program).lines()).toList();
    assertEquals(String.join("\n", here),
        String.join("\n", new OtherJvm(directory, flags).linesOf(Proofs.class, programs)));
  }
}
