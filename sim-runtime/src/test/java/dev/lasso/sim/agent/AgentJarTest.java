package dev.lasso.sim.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
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
  void hooksAndNothingElseLieInTheBootJar() throws IOException {
    try (JarFile jar = agentJar()) {
      ZipEntry boot = jar.getEntry("dev/lasso/sim/agent/boot.jar");
      assertNotNull(boot);
      Set<String> classes = new HashSet<>();
      try (InputStream in = jar.getInputStream(boot); JarInputStream entries = new JarInputStream(in)) {
        for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
          if (entry.getName().endsWith(".class")) {
            classes.add(entry.getName());
          }
        }
      }
      assertTrue(classes.contains("dev/lasso/sim/hooks/Hooks.class"));
      assertTrue(classes.stream().allMatch(name -> name.startsWith("dev/lasso/sim/hooks/")), classes::toString);
      assertFalse(jar.stream().anyMatch(entry -> entry.getName().startsWith("dev/lasso/sim/hooks/")));
    }
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
