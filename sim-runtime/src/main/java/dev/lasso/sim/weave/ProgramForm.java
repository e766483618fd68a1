package dev.lasso.sim.weave;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of its forms a program is woven into; they differ in what their runs can be asked for, and pay for that.
 *
 * @param restartable whether static initialisers can run again: see {@link Restarts}
 * @param allocationSites whether each allocation can fail
 * @param fieldReads whether it is told which fields are read
 * @param races whether it is told of each access to a field or an array, and of what orders them
 */
public record ProgramForm(boolean restartable, boolean allocationSites, boolean fieldReads, boolean races) {

  /** Classes that serve one run, in which no allocation fails. */
  public static final ProgramForm PLAIN = new ProgramForm(false, false, false, false);

  /** What every edit has a part in. */
  public static final ProgramForm FULL = new ProgramForm(true, true, true, true);

  /** All of them. */
  public static List<ProgramForm> all() {
    List<ProgramForm> all = new ArrayList<>();
    for (int bits = 0; bits < 16; bits++) {
      all.add(new ProgramForm((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0));
    }
    return all;
  }
}
