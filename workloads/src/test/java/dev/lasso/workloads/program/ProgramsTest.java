package dev.lasso.workloads.program;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lasso.sim.Workload;
import dev.lasso.sim.WorkloadCatalogue;
import dev.lasso.workloads.bugs.KnownBug;
import dev.lasso.workloads.bugs.KnownBugs;
import dev.lasso.workloads.correct.CorrectProgram;
import dev.lasso.workloads.correct.CorrectPrograms;
import dev.lasso.workloads.tour.JucTour;
import dev.lasso.workloads.tour.JucTourWorkload;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The twins and the correct programs end with their line on a plain JVM, and the tables hold together. */
final class ProgramsTest {

  private static final int REPETITIONS = 3;

  static Stream<KnownBug> bugs() {
    return new KnownBugs().workloads().stream();
  }

  static Stream<KnownBug> twins() {
    return bugs().filter(KnownBug::fixed);
  }

  static Stream<CorrectProgram> correct() {
    return new CorrectPrograms().workloads().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("twins")
  void twinEndsWithItsLine(KnownBug twin) throws Exception {
    String expected = expectedResult(twin.name());
    for (int i = 0; i < REPETITIONS; i++) {
      assertEquals(expected, resultOf(twin.program()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("correct")
  void correctProgramEndsWithItsLine(CorrectProgram program) throws Exception {
    assertEquals(expectedResult(program.name()), resultOf(program.program()));
  }

  @Test
  void tourSaysTheSameEveryTime() throws Exception {
    String first = resultOf(new JucTour());
    for (int i = 0; i < REPETITIONS; i++) {
      assertEquals(first, resultOf(new JucTour()));
    }
    assertTrue(first.lines().count() > 30, first);
  }

  private static String resultOf(Program program) throws Exception {
    program.run();
    return program.result();
  }

  private static String expectedResult(String name) throws IOException {
    try (InputStream in = ProgramsTest.class.getResourceAsStream("results.properties")) {
      Properties results = new Properties();
      results.load(Objects.requireNonNull(in));
      return Objects.requireNonNull(results.getProperty(name), () -> "no result is written down for " + name);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bugs")
  void mainTakesWhatTheTableSays(KnownBug bug) throws Exception {
    assertEquals(bug.fixed(), Program.fixed(bug.mainArguments().toArray(new String[0])));
    bug.program().getClass().getMethod("main", String[].class);
  }

  @Test
  void everyBugIsFollowedByItsTwin() {
    List<KnownBug> bugs = bugs().toList();
    assertTrue(bugs.size() >= 26);
    for (int i = 0; i < bugs.size(); i += 2) {
      assertEquals(bugs.get(i).name() + KnownBug.TWIN, bugs.get(i + 1).name());
      assertEquals(bugs.get(i).program().getClass(), bugs.get(i + 1).program().getClass());
    }
  }

  @Test
  void workloadsAreFoundByNameAndNamesAreUnique() {
    List<String> names = new ArrayList<>();
    for (WorkloadCatalogue catalogue : ServiceLoader.load(WorkloadCatalogue.class)) {
      for (Workload workload : catalogue.workloads()) {
        names.add(workload.name());
        assertEquals(workload, catalogue.workload(workload.name()));
      }
      assertThrows(IllegalArgumentException.class, () -> catalogue.workload("no-such-workload"));
    }
    ServiceLoader.load(Workload.class).forEach(workload -> names.add(workload.name()));
    assertTrue(names.containsAll(List.of("ab-ba-monitors-fixed", "correct-backoff", new JucTourWorkload().name())));
    assertEquals(names.size(), new HashSet<>(names).size(), names::toString);
    assertTrue(names.stream().allMatch(name -> name.matches("[a-z]+(-[a-z0-9]+)*")), names::toString);
  }

  @Test
  void programsKnowNothingOfLasso() {
    var imported = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("dev.lasso.workloads");
    assertTrue(imported.stream().filter(ProgramsTest::isProgram).count() > 20);
    classes().that(describe("are programs", ProgramsTest::isProgram))
        .should()
        .onlyDependOnClassesThat(
            describe("are no part of the simulation", type -> !type.getPackageName().startsWith("dev.lasso.sim")))
        .check(imported);
  }

  private static boolean isProgram(JavaClass type) {
    return type.isAssignableTo(Program.class);
  }
}
