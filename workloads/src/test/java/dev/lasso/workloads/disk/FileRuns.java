package dev.lasso.workloads.disk;

import dev.lasso.sim.RunSpec;
import dev.lasso.sim.fault.FaultPlan;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs of programs that use files. */
final class FileRuns {

  private FileRuns() {}

  /** A run of a static method. @param faults settings with blanks between them */
  static RunSpec spec(Class<?> programs, String program, String faults) {
    Map<String, String> settings = new TreeMap<>();
    for (String setting : faults.split(" ")) {
      settings.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
    }
    return RunSpec.of(new RunSpec.Program.OfMain(programs.getName(), program,
        System.getProperty("java.class.path"), List.of())).withFaults(FaultPlan.of(settings));
  }
}
