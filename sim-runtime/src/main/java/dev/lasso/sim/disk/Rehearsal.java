package dev.lasso.sim.disk;

import dev.lasso.sim.fault.CrashPlan.Order;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FileFaults;
import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.jdk.Memory;
import dev.lasso.sim.jdk.NativeFiles;
import java.io.FileDescriptor;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Loads all that answering a call takes, before there is a call: the JDK reads files while it loads classes, and so must
 * not load classes while it reads files.
 */
final class Rehearsal {

  private Rehearsal() {}

  static void play() {
    try {
      play(new Disk(() -> 0));
      playLoss(new Disk(() -> 0), new byte[]{1, 2});
      for (FaultKind kind : FaultKind.values()) {
        playFault(new Disk(() -> 0), kind);
      }
    } catch (DiskError unexpected) {
      throw new IllegalStateException("the simulated disk fails at once", unexpected);
    }
  }

  private static void playLoss(Disk disk, byte[] bytes) throws DiskError {
    Directory root = disk.root();
    disk.keepJournal(Order.ARBITRARY);
    RegularFile file = disk.open(root, "file", OpenFlags.CREATE | OpenFlags.READ_WRITE, 0).resizable();
    disk.write(file, 0, bytes, Memory.ARRAY_OFFSET, bytes.length);
    disk.setSize(file, 1);
    disk.rename(root, "file", root, "moved");
    disk.sync(root);
    disk.write(file, 0, bytes, Memory.ARRAY_OFFSET, bytes.length);
    Journal journal = disk.journal();
    if (journal != null) {
      CrashStates states = new CrashStates(disk, journal);
      states.disk(states.draw(new SplittableRandom(0))).contentHash();
      states.all(1);
    }
  }

  private static void playFault(Disk disk, FaultKind kind) throws DiskError {
    byte[] bytes = new byte[2];
    RegularFile file = disk.open(disk.root(), "file", OpenFlags.CREATE | OpenFlags.READ_WRITE, 0).resizable();
    disk.write(file, 0, bytes, Memory.ARRAY_OFFSET, 1);
    disk.meet(new Always(kind));
    try {
      disk.open(disk.root(), "file", 0, 0);
      disk.rename(disk.root(), "file", disk.root(), "moved");
      disk.read(file, 0, bytes, Memory.ARRAY_OFFSET, bytes.length);
      disk.write(file, 0, bytes, Memory.ARRAY_OFFSET, bytes.length);
      disk.setSize(file, 0);
      disk.sync(file);
    } catch (DiskError wanted) {
      disk.find(disk.root(), "/", true);
    }
  }

  /** Everything of one kind goes wrong. */
  private record Always(FaultKind kind) implements FileFaults {

    @Override
    public long capacity() {
      return Content.PAGE;
    }

    @Override
    public boolean strike(FaultKind asked, Supplier<String> path) {
      return asked == kind && path.get().startsWith("/");
    }
  }

  private static void play(Disk disk) throws DiskError {
    Directory directory = disk.makeDirectories("/directory");
    RegularFile file = disk.open(directory, "file", OpenFlags.CREATE | OpenFlags.READ_WRITE, 0).resizable();
    disk.makeDevice(directory, "device", bytes -> {});
    disk.read(disk.find(directory, "device", true), 0, new byte[1], Memory.ARRAY_OFFSET, 1);
    byte[] bytes = new byte[2];
    disk.write(file, 0, bytes, Memory.ARRAY_OFFSET, bytes.length);
    disk.read(file, 0, bytes, Memory.ARRAY_OFFSET, bytes.length);
    disk.setSize(file, 1);
    MappedFiles mapped = new MappedFiles();
    mapped.unmap(mapped.share(file, 0, 1));
    disk.symlink(directory, "file", "link");
    disk.link(directory, "link", "other");
    disk.rename(directory, "link", directory, "moved");
    new Canonical(disk).of(directory, "../directory/moved");
    disk.unlink(directory, "moved");
    Descriptors<OpenFile> open = new Descriptors<>(0, 1);
    open.remove(open.add(new OpenFile(file, 0)));
    file.attributes().put("name", bytes);
    NativeFiles.set(new FileDescriptor(), -1, false);
    RunFiles.status(file);
    disk.find(directory, RunFiles.path(disk, file).get(), true);
    if (RunFiles.isForTheJdk("/dev/random")) {
      throw new IllegalStateException("the JDK reads random numbers while an agent starts");
    }
    disk.allocated();
    try {
      disk.removeDirectory(directory, "/directory");
    } catch (DiskError notEmpty) {
      disk.removeDirectory(directory, disk.makeDirectories("/directory/inner").path());
    }
  }
}
