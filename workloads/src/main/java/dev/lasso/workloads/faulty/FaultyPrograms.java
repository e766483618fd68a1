package dev.lasso.workloads.faulty;

import dev.lasso.sim.WorkloadCatalogue;
import dev.lasso.sim.fault.FaultKind;
import java.util.List;
import java.util.stream.Stream;

/** The table of programs with a defective error path, each followed by its correct twin. */
public final class FaultyPrograms implements WorkloadCatalogue {

  @Override
  public List<FaultyProgram> workloads() {
    return Stream.of(
        new FaultyProgram("async-workers", false, FaultKind.SPAWN,
            "a pool that gives up waits for the workers it was to start"),
        new FaultyProgram("request-gate", false, FaultKind.ALLOCATION,
            "a request that runs out of memory keeps its permit"))
        .flatMap(program -> Stream.of(program,
            new FaultyProgram(program.defect(), true, program.fault(), program.summary())))
        .toList();
  }
}
