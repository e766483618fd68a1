package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lasso.workloads.bugs.KnownBug;
import dev.lasso.workloads.bugs.KnownBugs;
import dev.lasso.workloads.correct.CorrectPrograms;
import dev.lasso.workloads.program.Program;
import dev.lasso.workloads.tour.JucTour;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program whose result does not depend on the schedule prints under simulation what it prints without. */
class MainOutputTest {

  private static final int SEEDS = 3;

  /**
   * A program to call by its {@code main}.
   *
   * @param name what the test is called
   */
  private record Main(String name, Class<? extends Program> type, List<String> arguments) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Main> programs() {
    Stream<Main> twins = new KnownBugs().workloads().stream().filter(KnownBug::fixed)
        .map(twin -> new Main(twin.name(), twin.program().getClass(), twin.mainArguments()));
    Stream<Main> correct = new CorrectPrograms().workloads().stream()
        .map(program -> new Main(program.name(), program.program().getClass(), program.mainArguments()));
    Main tour = new Main("tour", JucTour.class, List.of());
    return Stream.concat(Stream.concat(twins, correct), Stream.of(tour));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void isThatOfAPlainJvm(Main program) throws Exception {
    String plain = plainOutput(program);
    for (int seed = 1; seed <= SEEDS; seed++) {
      List<String> call = new ArrayList<>(List.of("explore", "--main", program.type.getName(), "--classpath",
          System.getProperty("java.class.path"), "--seed", Integer.toString(seed), "--"));
      call.addAll(program.arguments);
      assertEquals(plain, Called.ending(ExitCode.FINE, call.toArray(new String[0])).out());
    }
  }

  private static String plainOutput(Main program) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      program.type.getMethod("main", String[].class).invoke(null, (Object) program.arguments.toArray(new String[0]));
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
