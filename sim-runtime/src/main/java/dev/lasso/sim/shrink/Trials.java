package dev.lasso.sim.shrink;

import dev.lasso.sim.Outcome;
import dev.lasso.sim.RunSpec;
import dev.lasso.sim.ScriptedRun;
import java.util.function.Predicate;

/** Makes the runs that shrinking asks for. */
public interface Trials {

  /** Whether a description can be run at all; one that cannot is not tried. */
  boolean canRun(RunSpec spec);

  /**
   * Runs a range of seeds, of which no dump is made.
   *
   * @param goesOn asked after every run; false stops
   */
  void search(RunSpec template, long first, long last, Predicate<Outcome> goesOn);

  /** One run, judged with a dump. */
  Outcome run(RunSpec spec);

  /** The same, written down as a script. */
  ScriptedRun script(RunSpec spec);
}
