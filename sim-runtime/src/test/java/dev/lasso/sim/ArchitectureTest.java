package dev.lasso.sim;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** Imports run one way, and what is dangerous stands in one place. */
class ArchitectureTest {

  private static final JavaClasses RUNTIME = new ClassFileImporter()
      .importUrl(Workload.class.getProtectionDomain().getCodeSource().getLocation());

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(new Chapters()).should().beFreeOfCycles().check(RUNTIME);
  }

  @Test
  void onlyTheJdkPackageTouchesPrivatePartsOfTheJdk() {
    noClasses().that(resideOutsideOfPackages("dev.lasso.sim.jdk..")).should().dependOnClassesThat()
        .resideInAnyPackage("jdk.internal..", "sun..").check(RUNTIME);
  }

  @Test
  void onlyTheWeaverKnowsByteCode() {
    noClasses().that(resideOutsideOfPackages("dev.lasso.sim.weave..")).should().dependOnClassesThat()
        .resideInAPackage("java.lang.classfile..").check(RUNTIME);
  }

  /** The boot loader sees nothing else. */
  @Test
  void hooksDependOnJavaLangAndFilesAlone() {
    classes().that(resideInAPackage("dev.lasso.sim.hooks..")).should().onlyDependOnClassesThat()
        .resideInAnyPackage("dev.lasso.sim.hooks", "java.lang", "java.io").check(RUNTIME);
  }

  /** A chapter is a package below {@code dev.lasso.sim}, with all below it; the top package is one of its own. */
  private static final class Chapters implements SliceAssignment {

    private static final String TOP = "dev.lasso.sim";

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      String name = type.getPackageName();
      if (name.equals(TOP)) {
        return SliceIdentifier.of(TOP);
      }
      if (!name.startsWith(TOP + ".")) {
        return SliceIdentifier.ignore();
      }
      return SliceIdentifier.of(TOP + "." + name.substring(TOP.length() + 1).split("\\.", 2)[0]);
    }

    @Override
    public String getDescription() {
      return "packages of " + TOP;
    }
  }
}
