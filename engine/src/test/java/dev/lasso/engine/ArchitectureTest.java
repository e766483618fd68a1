package dev.lasso.engine;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  private final JavaClasses engine = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
      .importPackages("dev.lasso.engine");

  @Test
  void theEngineDependsOnNothingButTheJdk() {
    noClasses().should().dependOnClassesThat(are(resideOutsideOfPackages("dev.lasso.engine..", "java..",
        "org.jspecify.annotations"))).check(engine);
  }

  @Test
  void packagesHaveNoCycle() {
    slices().matching("dev.lasso.(engine..)").should().beFreeOfCycles().check(engine);
  }

  @Test
  void theFacadeIsSeenFromConnectionsAlone() {
    classes().that().resideInAPackage("dev.lasso.engine").should().onlyBeAccessed()
        .byAnyPackage("dev.lasso.engine", "dev.lasso.engine.connection").check(engine);
  }
}
