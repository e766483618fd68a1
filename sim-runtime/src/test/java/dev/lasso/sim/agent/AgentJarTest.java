package dev.lasso.sim.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lasso.sim.hooks.Hooks;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What must lie where in the jar that {@code -javaagent} names. */
class AgentJarTest {

  private static JarFile agentJar() throws IOException {
    String flag = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("sim-runtime")).findFirst()
        .orElseThrow();
    return new JarFile(Path.of(flag.substring("-javaagent:".length())).toFile());
  }

  @Test
  void manifestNamesAnAgentThatMayRetransform() throws IOException {
    try (JarFile jar = agentJar()) {
      var attributes = jar.getManifest().getMainAttributes();
      assertEquals(Agent.class.getName(), attributes.getValue("Premain-Class"));
      assertEquals("true", attributes.getValue("Can-Retransform-Classes"));
      assertEquals("true", attributes.getValue("Can-Redefine-Classes"));
    }
  }

  @Test
  void hooksAreResources() throws IOException {
    try (JarFile jar = agentJar()) {
      assertNotNull(jar.getEntry("dev/lasso/sim/agent/Hooks.class.bin"));
      assertFalse(jar.stream().anyMatch(entry -> entry.getName().startsWith("dev/lasso/sim/hooks/")));
    }
  }

  @Test
  void hooksAreOfTheBootLoader() {
    assertNull(Hooks.class.getClassLoader());
  }

  @Test
  void classesForJavaLangAreResources() throws IOException {
    try (JarFile jar = agentJar()) {
      assertNotNull(jar.getEntry("dev/lasso/sim/jdk/TaskThreads.class.bin"));
    }
  }

  @Test
  void noClassKeepsTheNameOfAShadedLibrary() throws IOException {
    try (JarFile jar = agentJar()) {
      assertFalse(jar.stream().anyMatch(entry -> entry.getName().startsWith("it/unimi/")));
    }
  }
}
