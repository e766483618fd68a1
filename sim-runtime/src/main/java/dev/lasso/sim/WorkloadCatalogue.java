package dev.lasso.sim;

import java.util.List;

/**
 * Many small workloads under one provider, for a table of programs that would otherwise need a class each to be found.
 * Implementations have a public no-argument constructor and are found through {@link java.util.ServiceLoader} beside
 * {@link Workload}s. For a run the catalogue is made anew in the run's class loader and asked for one workload by name;
 * the workloads it answers keep no state between runs.
 */
public interface WorkloadCatalogue {

  /** All its workloads, in the order to list them. */
  List<? extends Workload> workloads();

  /**
   * The workload of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  default Workload workload(String name) {
    for (Workload workload : workloads()) {
      if (workload.name().equals(name)) {
        return workload;
      }
    }
    throw new IllegalArgumentException("no workload named " + name);
  }
}
