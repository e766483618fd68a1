package dev.lasso.workloads.exhaustive;

import dev.lasso.sim.explore.Operations;
import dev.lasso.sim.explore.StepWatch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Does not pass on one kind of what steps do, so that a search takes steps for independent that are not. */
public final class DeafWatch implements StepWatch {

  /** What is not passed on, each with a program whose endings depend on it. */
  public enum Deafness {
    /** That a step writes a volatile field. */
    WRITES("w0", "r0"),
    /** That a step reads one. */
    READS("w0", "r0"),
    /** That a step calls the library. */
    CALLS("i0", "i0"),
    /** That a step takes a monitor. */
    MONITORS("(0 r0 )0", "(0 W0 )0", "(0 n0 )0"),
    /** That a step draws random numbers. */
    DRAWS("d", "d");

    private final List<String> program;

    Deafness(String... program) {
      this.program = List.of(program);
    }

    /** One thread for each element. */
    public List<String> program() {
      return program;
    }

    private boolean covers(int operation) {
      return switch (Operations.kind(operation)) {
        case Operations.VOLATILE_WRITE -> this == WRITES;
        case Operations.VOLATILE_READ -> this == READS;
        case Operations.JUC_CALL -> this == CALLS;
        default -> false;
      };
    }
  }

  private final StepWatch watch;
  private final Deafness deafness;

  /** Passes on to {@code watch} all but that. */
  public DeafWatch(StepWatch watch, Deafness deafness) {
    this.watch = watch;
    this.deafness = deafness;
  }

  @Override
  public void reaches(int task, int operation, @Nullable Object object) {
    watch.reaches(task, operation, object);
  }

  @Override
  public void performs(int task, int operation, @Nullable Object object) {
    watch.performs(task, deafness.covers(operation) ? Operations.YIELD : operation, object);
  }

  @Override
  public void acquires(Object monitor) {
    if (deafness != Deafness.MONITORS) {
      watch.acquires(monitor);
    }
  }

  @Override
  public void findsHeld(Object monitor) {
    watch.findsHeld(monitor);
  }

  @Override
  public void releases(Object monitor) {
    if (deafness != Deafness.MONITORS) {
      watch.releases(monitor);
    }
  }

  @Override
  public void touches(Object object) {
    watch.touches(object);
  }

  @Override
  public void draws() {
    if (deafness != Deafness.DRAWS) {
      watch.draws();
    }
  }

  @Override
  public void actsOutside() {
    watch.actsOutside();
  }

  @Override
  public void touchesAll() {
    watch.touchesAll();
  }

  @Override
  public void starts(int task, Object joined, boolean daemon) {
    watch.starts(task, joined, daemon);
  }

  @Override
  public void wakes(int task) {
    watch.wakes(task);
  }

  @Override
  public void ends(int task, Object joined, boolean daemon) {
    watch.ends(task, joined, daemon);
  }

  @Override
  public void dependsOn(String what) {
    watch.dependsOn(what);
  }

  @Override
  public void suffixBegins() {
    watch.suffixBegins();
  }
}
