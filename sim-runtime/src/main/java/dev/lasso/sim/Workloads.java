package dev.lasso.sim;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The workloads on the class path, by name, as their {@link Workload} and {@link WorkloadCatalogue} providers say. */
public final class Workloads {

  private final Map<String, Workload> byName = new TreeMap<>();
  private final Map<String, RunSpec.Program.OfWorkload> programs = new TreeMap<>();

  private Workloads(ClassLoader loader) {
    for (Workload workload : ServiceLoader.load(Workload.class, loader)) {
      add(workload.getClass(), workload);
    }
    for (WorkloadCatalogue catalogue : ServiceLoader.load(WorkloadCatalogue.class, loader)) {
      catalogue.workloads().forEach(workload -> add(catalogue.getClass(), workload));
    }
  }

  /**
   * The workloads that a loader finds.
   *
   * @throws IllegalStateException if two have the same name
   */
  public static Workloads of(ClassLoader loader) {
    return new Workloads(loader);
  }

  private void add(Class<?> provider, Workload workload) {
    if (byName.put(workload.name(), workload) != null) {
      throw new IllegalStateException("two workloads are named " + workload.name());
    }
    programs.put(workload.name(), new RunSpec.Program.OfWorkload(provider.getName(), workload.name()));
  }

  /** All of them, by name. */
  public Collection<Workload> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /**
   * The workload of that name.
   *
   * @throws IllegalArgumentException in one line, if there is none
   */
  public Workload named(String name) {
    Workload workload = byName.get(name);
    if (workload == null) {
      throw new IllegalArgumentException("unknown workload " + name + "; ./lasso list workloads shows what there is");
    }
    return workload;
  }

  /** {@link #named} as a {@link RunSpec} takes it. */
  public RunSpec.Program.OfWorkload program(String name) {
    return Objects.requireNonNull(programs.get(named(name).name()));
  }
}
