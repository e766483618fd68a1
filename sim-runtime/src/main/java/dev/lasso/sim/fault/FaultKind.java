package dev.lasso.sim.fault;

import dev.lasso.sim.trace.DecisionKind;
import java.util.Locale;

/** What can fail. Errors of files are those of {@code errno(3)}, as the JDK reports them. */
public enum FaultKind {
  /** {@link Thread#start()}: the JVM cannot create a thread. */
  SPAWN(DecisionKind.SPAWN, "thread start", "fails", "failed", Target.CODE),
  /** An instruction of the program that makes an object or an array: the heap is full. */
  ALLOCATION(DecisionKind.ALLOCATION, "allocation", "fails", "failed", Target.CODE),
  /** A call that acts on files: the power is lost right before, and with it the machine that the call is made on. */
  POWER(DecisionKind.POWER, "file call", "meets a loss of power", "met a loss of power", Target.CODE),
  /** A call that acts on files: its process is killed right before. */
  KILL(DecisionKind.KILL, "file call", "meets a kill", "met a kill", Target.CODE),
  /** EIO: nothing is read. */
  READ(DecisionKind.READ, "file read", "fails with EIO", "failed with EIO", Target.DEVICE),
  /** EIO: nothing is written, or not cut off. */
  WRITE(DecisionKind.WRITE, "file write", "fails with EIO", "failed with EIO", Target.DEVICE),
  /**
   * EIO, once: what was written is there to be read and takes part in no later sync, as with ext4 and XFS (Rebello and
   * others, "Can applications recover from fsync failures?", ATC 2020). A change of names does take part.
   */
  SYNC(DecisionKind.SYNC, "file sync", "fails with EIO", "failed with EIO", Target.DEVICE),
  /** The sync does nothing, and says that it has. */
  LYING_SYNC(DecisionKind.LYING_SYNC, "file sync", "is not done", "was not done", Target.SILENT),
  /** EIO: a file is neither opened nor made. */
  OPEN(DecisionKind.OPEN, "file open", "fails with EIO", "failed with EIO", Target.DEVICE),
  /** EMFILE: a file is neither opened nor made. */
  DESCRIPTOR(DecisionKind.DESCRIPTOR, "file open", "fails with EMFILE", "failed with EMFILE", Target.DEVICE),
  /** EIO: nothing is renamed, linked or deleted, and no directory made. */
  NAME(DecisionKind.NAME, "name change", "fails with EIO", "failed with EIO", Target.DEVICE),
  /** ENOSPC: a file does not grow, or is not made. */
  SPACE(DecisionKind.SPACE, "space request", "fails with ENOSPC", "failed with ENOSPC", Target.DEVICE),
  /** A part of what is there is read, one byte at least. */
  SHORT_READ(DecisionKind.SHORT_READ, "file read", "is cut short", "was cut short", Target.FILES),
  /** A part is written, one byte at least. */
  SHORT_WRITE(DecisionKind.SHORT_WRITE, "file write", "is cut short", "was cut short", Target.FILES),
  /** One bit is wrong in what is read; where it is stored it is right. */
  BIT_FLIP(DecisionKind.BIT_FLIP, "file read", "has a wrong bit", "had a wrong bit", Target.SILENT),
  /** One bit has changed in what is read, for good. */
  BIT_ROT(DecisionKind.BIT_ROT, "file read", "finds a rotten bit", "found a rotten bit", Target.SILENT),
  /** A read, write or sync of a file takes long: {@link DiskPlan#stall}. */
  STALL(DecisionKind.STALL, "disk request", "stalls", "stalled", Target.FILES),
  /** A read, write or sync of a file never ends, and its thread cannot be interrupted. */
  HANG(DecisionKind.HANG, "disk request", "hangs for ever", "hung for ever", Target.FILES),
  /**
   * {@link Object#wait()} or {@link java.util.concurrent.locks.LockSupport#park()} returns within half a second, though
   * nothing has ended it, as both may. The conditions of the JDK go on waiting by themselves.
   */
  SPURIOUS_WAKEUP(DecisionKind.SPURIOUS_WAKEUP, "wait", "ends without a reason", "ended without a reason",
      Target.CODE),
  /**
   * The clock on the wall was set forward or back, by a drawn power of two in milliseconds, up to 18 hours. Neither {@link
   * System#nanoTime()} nor anything that waits notices.
   */
  CLOCK_JUMP(DecisionKind.CLOCK_JUMP, "reading of the wall clock", "finds it set", "found it set", Target.CODE);

  private enum Target {
    /** The program, wherever it is. */
    CODE,
    /** Calls on files. */
    FILES,
    /** Errors of files, which may last. */
    DEVICE,
    /** Damage of files of which the program is not told. */
    SILENT
  }

  private final DecisionKind decision;
  private final String site;
  private final String effect;
  private final String past;
  private final Target target;

  FaultKind(DecisionKind decision, String site, String effect, String past, Target target) {
    this.decision = decision;
    this.site = site;
    this.effect = effect;
    this.past = past;
    this.target = target;
  }

  /** What names of settings begin with. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where it can happen, for a person. */
  public String site() {
    return site;
  }

  /** What happens there, for a person: goes on after {@link #site}. */
  public String effect() {
    return effect;
  }

  /** What has happened there. */
  public String past() {
    return past;
  }

  /** Whether it happens to a file, which has a path. */
  public boolean isOfFiles() {
    return target != Target.CODE;
  }

  /** Whether it is an error of the disk, of which the program is told, and which may last. */
  public boolean isError() {
    return target == Target.DEVICE;
  }

  /** Whether it does damage of which the program is not told: what was written may be lost or changed. */
  public boolean isSilent() {
    return target == Target.SILENT;
  }

  DecisionKind decision() {
    return decision;
  }
}
