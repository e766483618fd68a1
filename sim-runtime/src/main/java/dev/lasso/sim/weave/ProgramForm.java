package dev.lasso.sim.weave;

import java.util.List;

/**
 * Which of its forms a program is woven into; they differ in what their runs can be asked for, and pay for that.
 *
 * @param restartable whether static initialisers can run again: see {@link Restarts}
 * @param allocationSites whether each allocation can fail
 */
public record ProgramForm(boolean restartable, boolean allocationSites) {

  /** Classes that serve one run, in which no allocation fails. */
  public static final ProgramForm PLAIN = new ProgramForm(false, false);

  /** What every edit has a part in. */
  public static final ProgramForm FULL = new ProgramForm(true, true);

  /** All of them. */
  public static List<ProgramForm> all() {
    return List.of(PLAIN, new ProgramForm(true, false), new ProgramForm(false, true), FULL);
  }
}
