package dev.lasso.workloads.cli;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.ScriptedRun;
import dev.lasso.sim.Workloads;
import dev.lasso.sim.shrink.Trials;
import dev.lasso.workloads.seed.BadInput;
import java.util.function.Predicate;

/** Has shrinking's runs made by a {@link Runner}, and what a workload refuses not made at all. */
final class RunnerTrials implements Trials {

  private final Runner runner;
  private final Workloads workloads;

  RunnerTrials(Runner runner, Workloads workloads) {
    this.runner = runner;
    this.workloads = workloads;
  }

  @Override
  public boolean canRun(RunSpec spec) {
    if (!(spec.program() instanceof RunSpec.Program.OfWorkload program)) {
      return true;
    }
    try {
      new Settings(workloads.named(program.name()), spec).check(spec.optionsFile());
      return true;
    } catch (BadInput refused) {
      return false;
    }
  }

  @Override
  public void search(RunSpec template, long first, long last, Predicate<Outcome> goesOn) {
    runner.explore(template, first, last, goesOn);
  }

  @Override
  public Outcome run(RunSpec spec) {
    return runner.run(spec, null, false);
  }

  @Override
  public ScriptedRun script(RunSpec spec) {
    return runner.script(spec, null);
  }
}
