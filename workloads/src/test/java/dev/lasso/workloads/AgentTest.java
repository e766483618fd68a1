package dev.lasso.workloads;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Tests of workloads run beside the agent, as the command line does. */
class AgentTest {

  @Test
  void agentIsOnTheCommandLineOfTheTests() {
    var flags = ManagementFactory.getRuntimeMXBean().getInputArguments();
    assertTrue(flags.stream().anyMatch(flag -> flag.matches("-javaagent:.*sim-runtime.*\\.jar.*")), flags::toString);
  }
}
