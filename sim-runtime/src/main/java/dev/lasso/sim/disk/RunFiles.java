package dev.lasso.sim.disk;

import dev.lasso.sim.disk.PathWalk.Place;
import dev.lasso.sim.fault.CrashPlan.Order;
import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FileFaults;
import dev.lasso.sim.hooks.ChannelCalls;
import dev.lasso.sim.hooks.DiskDoor;
import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.hooks.PathCalls;
import dev.lasso.sim.hooks.StreamCalls;
import dev.lasso.sim.jdk.NativeFiles.Status;
import dev.lasso.sim.jdk.ZipFiles;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The files of the run in progress: its disk, what it has open, and what it may read of the machine. The disk is made
 * when the run first asks for it and gone at its end.
 */
public final class RunFiles implements DiskDoor {

  /** The directory of a workload, empty at first. */
  public static final String DIRECTORY = "/run/lasso";

  /** Far above what the JVM has open itself. */
  private static final int FIRST_DESCRIPTOR = 1 << 24;

  private static final int MOST_DESCRIPTORS = 1 << 20;

  private static final StackWalker STACK = StackWalker.getInstance();
  private static final String PROVIDERS = "sun.security.provider.";

  /** No address of memory. */
  private static final long FIRST_STREAM = Long.MIN_VALUE;

  static final long DEVICE = 0x4c61;

  private final BooleanSupplier inTask;
  private final LongSupplier clock;
  private final Consumer<byte[]> random;
  private final Runnable outside;
  private final LongConsumer pause;
  private final FileFaults faults;
  private final FileFaults undisturbed = new Undisturbed();
  private final String workingDirectory = System.getProperty("user.dir");
  private final HostPaths hostPaths = new HostPaths(workingDirectory);
  private final MappedFiles mapped = new MappedFiles();
  private Descriptors<OpenFile> descriptors = new Descriptors<>(FIRST_DESCRIPTOR, MOST_DESCRIPTORS);
  private Descriptors<Listing> streams = new Descriptors<>(FIRST_STREAM, MOST_DESCRIPTORS);
  private @Nullable Disk disk;
  private @Nullable Directory working;
  private @Nullable ExecutorService executor;
  private boolean answered;
  private long process;

  private final SimulatedPaths paths = new SimulatedPaths(this);
  private final SimulatedChannels channels = new SimulatedChannels(this);
  private final SimulatedStreams javaIo = new SimulatedStreams(this);

  /**
   * The files of all runs of this JVM, one after the other.
   *
   * @param inTask whether the calling thread is a task
   * @param clock what time it is in the run, in nanoseconds since the epoch
   * @param random fills an array with the run's random numbers
   * @param outside is called where a task acts on a file of the machine
   * @param pause has the running task wait for so many virtual nanoseconds, in the middle of a call
   * @param faults what goes wrong with the calls
   */
  public RunFiles(BooleanSupplier inTask, LongSupplier clock, Consumer<byte[]> random, Runnable outside,
      LongConsumer pause, FileFaults faults) {
    this.pause = pause;
    this.inTask = inTask;
    this.clock = clock;
    this.random = random;
    this.outside = outside;
    this.faults = faults;
    Rehearsal.play();
  }

  /**
   * A run begins.
   *
   * @param classPath of its program, beside that of this JVM; both may be read
   */
  public void begin(String classPath) {
    mapped.unmapNow();
    hostPaths.allow(classPath);
    process++;
  }

  /** The run is over. */
  public void end() {
    if (disk != null) {
      processEnds();
      disk = null;
      working = null;
    }
    mapped.unmapNow();
  }

  /** The process that uses the files has ended: nothing of it is open or locked any more. */
  public void processEnds() {
    ZipFiles.forget(file -> !hostPaths.hold(file.getPath()));
    descriptors = new Descriptors<>(FIRST_DESCRIPTOR, MOST_DESCRIPTORS);
    streams = new Descriptors<>(FIRST_STREAM, MOST_DESCRIPTORS);
    executor = null;
    process++;
  }

  /** From now on the disk may lose its power; all that it holds is certain. */
  public void mayLosePower(Order order) {
    disk().keepJournal(order);
  }

  /** The power is lost. What was open is not any more, and the disk is in any of the states that this leaves it in. */
  public PowerLoss losePower() {
    Disk lost = disk();
    processEnds();
    return new PowerLoss(lost, this);
  }

  /** Puts another disk in place of this one. */
  void replace(Disk other) {
    disk = other;
    working = other.makeDirectories(workingDirectory);
  }

  /** Tells by name all that decides how calls of the run are answered from now on. */
  public void readState(ObjLongConsumer<String> reader) {
    if (disk != null) {
      reader.accept("changes of the disk", disk.changes());
      reader.accept("changes that are not certain", disk.uncertain());
      faults.readState(reader);
      descriptors.forEach((number, file) -> {
        reader.accept("an open file", number);
        reader.accept("which file is open", file.node().number());
        reader.accept("the position in an open file", file.position());
      });
      streams.forEach((number, names) -> {
        reader.accept("an open directory", number);
        reader.accept("how many names of an open directory are left", names.left());
      });
    }
  }

  @Override
  public PathCalls paths() {
    return paths;
  }

  @Override
  public ChannelCalls channels() {
    return channels;
  }

  @Override
  public StreamCalls streams() {
    return javaIo;
  }

  // For the three kinds of calls ---------------------------------------------------------------------------------------

  boolean inTask() {
    return inTask.getAsBoolean();
  }

  boolean isAnswered() {
    return answered;
  }

  /** Says whether a call is answered. What is not acts on the machine, whose state is unknown. */
  void answer(boolean whether) {
    answered = whether;
    if (!whether) {
      outside.run();
    }
  }

  Disk disk() {
    if (disk == null) {
      Disk made = new Disk(clock, DIRECTORY, "/dev", System.getProperty("java.io.tmpdir"), workingDirectory);
      Directory devices = made.makeDirectories("/dev");
      made.makeDevice(devices, "null", null);
      made.makeDevice(devices, "zero", bytes -> {});
      made.makeDevice(devices, "random", random);
      made.makeDevice(devices, "urandom", random);
      working = made.makeDirectories(workingDirectory);
      disk = made;
      made.meet(undisturbed);
    }
    return disk;
  }

  /**
   * The faults of the run, asked in the middle of a call on a file. To answer, classes may be loaded and listeners told,
   * which make calls of their own.
   */
  private final class Undisturbed implements FileFaults {

    @Override
    public boolean arePlanned() {
      return faults.arePlanned();
    }

    @Override
    public long capacity() {
      return faults.capacity();
    }

    @Override
    public boolean strike(FaultKind kind, Supplier<String> path) {
      boolean before = answered;
      boolean strikes = faults.strike(kind, path);
      answered = before;
      return strikes;
    }

    @Override
    public int draw(int bound) {
      return faults.draw(bound);
    }

    @Override
    public void request(Supplier<String> path, long bytes) {
      boolean before = answered;
      faults.request(path, bytes);
      answered = before;
    }
  }

  /** What relative paths are relative to. */
  Directory working() {
    Disk present = disk();
    return working == null ? present.root() : working;
  }

  Descriptors<OpenFile> descriptors() {
    return descriptors;
  }

  Descriptors<Listing> directoryStreams() {
    return streams;
  }

  MappedFiles mapped() {
    return mapped;
  }

  /** The pool of asynchronous channels that were given none: threads that nobody waits for, as many as are needed. */
  ExecutorService executor() {
    if (executor == null) {
      executor = Executors.newCachedThreadPool(new Daemons());
    }
    return executor;
  }

  private static final class Daemons implements ThreadFactory {

    @Override
    public Thread newThread(Runnable task) {
      Thread thread = new Thread(task);
      thread.setDaemon(true);
      return thread;
    }
  }

  /** A number of the process in progress that no other of this JVM has. */
  long process() {
    return process;
  }

  /** The absolute path of a file, whether there is one or not, without links and dots. */
  String canonical(String path) {
    return new Canonical(disk()).of(working(), path);
  }

  /** Says whether a call that only looks at a path is answered here: not if it is one of the machine's. */
  boolean looksAt(String path) {
    answer((!hostPaths.hold(path) || exists(path)) && !isForTheJdk(path));
    return answered;
  }

  /**
   * Whether the JDK opens its own source of random numbers, which it keeps for all of this JVM; what it gives a run is
   * the run's.
   */
  static boolean isForTheJdk(String path) {
    return path.endsWith("random") && path.startsWith("/dev/")
        && STACK.walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(PROVIDERS)));
  }

  /** The path of a call that changes what it stands for. @throws DiskError EROFS if it is one of the machine's */
  String changes(String path) throws DiskError {
    answered = true;
    if (hostPaths.hold(path) && !exists(path) && !exists(parent(path))) {
      throw Errno.EROFS.error();
    }
    return path;
  }

  private static String parent(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    int slash = path.lastIndexOf('/', end - 1);
    return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }

  private boolean exists(String path) {
    try {
      return walk(path, false).node() != null;
    } catch (DiskError absent) {
      return false;
    }
  }

  /** Opens a file. @return its descriptor; less than 0 if it is the machine's and only to be read */
  int open(Directory from, String path, int flags, int mode) throws DiskError {
    if (OpenFlags.mayChange(flags)) {
      changes(path);
    } else if (!looksAt(path)) {
      return -1;
    }
    return (int) descriptors.add(disk().open(from, path, flags, mode));
  }

  Place walk(String path, boolean follow) throws DiskError {
    return disk().walk(working(), path, follow);
  }

  Node find(String path, boolean follow) throws DiskError {
    return walk(path, follow).existing();
  }

  /** Reads at the position of an open file, which moves: how many bytes; 0 at the end. */
  long read(OpenFile file, byte @Nullable [] to, long toOffset, long length) throws DiskError {
    request(file.node(), length);
    long count = disk().read(file.readable(), file.position(), to, toOffset, length);
    file.seek(file.position() + count);
    return count;
  }

  /** Reads at a position: how many bytes; 0 at the end. */
  long read(OpenFile file, long position, byte @Nullable [] to, long toOffset, long length) throws DiskError {
    request(file.node(), length);
    return disk().read(file.readable(), position, to, toOffset, length);
  }

  /** Writes at the position of an open file, which moves, or at its end: how many bytes. */
  long write(OpenFile file, byte @Nullable [] from, long fromOffset, long length) throws DiskError {
    request(file.node(), length);
    if (file.appends()) {
      file.seek(file.writable().size());
    }
    long count = store(file, file.position(), from, fromOffset, length);
    file.seek(file.position() + count);
    return count;
  }

  /** Writes at a position, or at the end if the file was opened so: how many bytes. */
  long write(OpenFile file, long position, byte @Nullable [] from, long fromOffset, long length) throws DiskError {
    request(file.node(), length);
    return store(file, file.appends() ? file.node().size() : position, from, fromOffset, length);
  }

  /** Bytes of a file that was opened so are certain at once. */
  private long store(OpenFile file, long position, byte @Nullable [] from, long fromOffset, long length)
      throws DiskError {
    long count = disk().write(file.writable(), position, from, fromOffset, length);
    if (file.isSynchronous()) {
      disk().sync(file.node());
    }
    return count;
  }

  /** All of a file or directory outlives a loss of power from now on. */
  void sync(Node node) throws DiskError {
    request(node, 0);
    disk().sync(node);
  }

  /** The running task waits, in the middle of a call. */
  void await(long nanos) {
    pause.accept(nanos);
  }

  private void request(Node node, long bytes) {
    if (!(node instanceof Device)) {
      undisturbed.request(path(disk(), node), bytes);
    }
  }

  static Supplier<String> path(Disk disk, Node node) {
    return () -> disk.path(node);
  }

  /** What {@code stat(2)} tells. */
  static Status status(Node node) {
    return new Status(DEVICE, node.number(), node.mode(), node.links(), node.owner(), node.group(), node.size(),
        node.accessed(), node.modified(), node.changed(), node.created());
  }
}
