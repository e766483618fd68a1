package dev.lasso.sim;

import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.jdk.IdentityHashes;
import dev.lasso.sim.sync.Reads;
import dev.lasso.sim.sync.RestartWatch;
import dev.lasso.sim.weave.ProgramForm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The program that this JVM has loaded, of which there is one at a time, made ready for run after run. One whose
 * initialisers cannot run again to the same effect is known from then on as one that needs fresh classes.
 */
final class LoadedPrograms {

  private final Supplier<IdentityHashes> identityHashes;
  private final RestartWatch restarts;
  private final Reads reads;
  private @Nullable LoadedProgram loaded;
  private RunSpec.@Nullable Program loadedAs;
  private RunSpec.@Nullable Program needsFreshClasses;
  private String whyFreshClasses = "";

  /**
   * @param identityHashes of the carrier, on which alone programs are loaded
   * @param restarts says of a run whether its program could be restarted
   * @param reads is told which program it watches
   */
  LoadedPrograms(Supplier<IdentityHashes> identityHashes, RestartWatch restarts, Reads reads) {
    this.identityHashes = identityHashes;
    this.restarts = restarts;
    this.reads = reads;
  }

  /**
   * The program of a run, its statics as fresh as asked for.
   *
   * @param fieldReads whether it is to tell which fields it reads
   * @param races whether it is to tell of its accesses, and of what orders them
   */
  LoadedProgram ready(RunSpec spec, Freshness freshness, boolean fieldReads, boolean races) {
    LoadedProgram kept = isLoaded(spec, fieldReads, races) ? loaded : null;
    if (freshness == Freshness.SHARED && kept != null) {
      return kept;
    }
    IdentityHashes hashes = identityHashes.get();
    hashes.stop();
    try {
      if (freshness == Freshness.RESTARTED && kept != null && kept.loader().isRestartable()) {
        if (kept.restart()) {
          return kept;
        }
        needFreshClasses("");
      }
      boolean restartable = freshness != Freshness.FRESH && !spec.program().equals(needsFreshClasses);
      return load(spec, new ProgramForm(restartable, hasAllocationSites(spec), fieldReads, races));
    } finally {
      hashes.restart();
    }
  }

  private LoadedProgram load(RunSpec spec, ProgramForm form) {
    unload();
    reads.programLoaded();
    LoadedProgram made = LoadedProgram.load(spec.program(), form);
    loaded = made;
    loadedAs = spec.program();
    return made;
  }

  private void unload() {
    if (loaded == null) {
      return;
    }
    try {
      loaded.loader().close();
    } catch (IOException failure) {
      throw new UncheckedIOException("a class path entry cannot be closed", failure);
    } finally {
      loaded = null;
      loadedAs = null;
    }
  }

  private boolean isLoaded(RunSpec spec, boolean fieldReads, boolean races) {
    return loaded != null && spec.program().equals(loadedAs)
        && loaded.loader().form().allocationSites() == hasAllocationSites(spec)
        && loaded.loader().form().fieldReads() == fieldReads
        && loaded.loader().form().races() == races;
  }

  private static boolean hasAllocationSites(RunSpec spec) {
    return spec.faults().plans(FaultKind.ALLOCATION);
  }

  /**
   * Whether the run just made, of a program that was to serve many, shows that it must not: such a run does not count.
   *
   * @param aborted why it could not go on, which fresh classes may mend; null if it could
   */
  boolean mustBeFresh(@Nullable String aborted) {
    boolean fails = loaded != null && loaded.loader().isRestartable()
        && (aborted != null || restarts.refusal() != null);
    if (fails) {
      needFreshClasses(aborted == null ? "" : aborted);
    }
    return fails;
  }

  private void needFreshClasses(String otherwise) {
    String refusal = restarts.refusal();
    needsFreshClasses = loadedAs;
    whyFreshClasses = refusal == null ? otherwise : refusal;
  }

  /** Whether bulk search of this program restarts it, for all that is known by now. */
  boolean isRestarting(RunSpec.Program program) {
    return loaded != null && program.equals(loadedAs) && loaded.loader().isRestartable();
  }

  /** Why the last program that could not be restarted could not, or an empty string. */
  String whyFreshClasses() {
    return whyFreshClasses;
  }
}
