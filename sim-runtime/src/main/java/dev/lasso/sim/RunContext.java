package dev.lasso.sim;

import dev.lasso.sim.disk.RunFiles;
import dev.lasso.sim.fault.FaultReport;
import dev.lasso.sim.live.Describers;
import dev.lasso.sim.live.OpenObligations;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What a workload sees of its run. */
final class RunContext implements Run {

  private final RunSpec spec;
  private final Workload workload;
  private final Function<String, RandomGenerator> makesStream;
  private final OpenObligations obligations;
  private final Describers describers;
  private final Map<String, RandomGenerator> streams = new HashMap<>();
  private final Supplier<Machine> machine;
  private final Supplier<FaultReport> faults;

  /**
   * @param makesStream makes the stream of a name
   * @param machine the machine of the run, made when it is first asked for
   * @param faults what has come of the fault plan so far
   */
  RunContext(RunSpec spec, Workload workload, Function<String, RandomGenerator> makesStream,
      OpenObligations obligations, Describers describers, Supplier<Machine> machine, Supplier<FaultReport> faults) {
    this.spec = spec;
    this.workload = workload;
    this.makesStream = makesStream;
    this.obligations = obligations;
    this.describers = describers;
    this.machine = machine;
    this.faults = faults;
  }

  @Override
  public String parameter(String name) {
    for (Workload.Parameter parameter : workload.parameters()) {
      if (parameter.name().equals(name)) {
        return spec.parameters().getOrDefault(name, parameter.defaultValue());
      }
    }
    throw new IllegalArgumentException("workload " + workload.name() + " has no parameter " + name);
  }

  @Override
  public String optionsFile() {
    return spec.optionsFile();
  }

  @Override
  public Map<String, String> options() {
    return spec.options();
  }

  @Override
  public Set<String> quirks() {
    return spec.quirks();
  }

  @Override
  public Path directory() {
    return Path.of(RunFiles.DIRECTORY);
  }

  @Override
  public RandomGenerator random(String stream) {
    return streams.computeIfAbsent(stream, makesStream);
  }

  @Override
  public Machine machine() {
    return machine.get();
  }

  @Override
  public FaultReport faults() {
    return faults.get();
  }

  @Override
  public Obligations obligations() {
    return what -> obligations.owe(what)::pay;
  }

  @Override
  public <T> void describe(Class<T> type, Function<? super T, String> describer) {
    describers.register(type, describer);
  }
}
