package dev.lasso.sim.disk;

import dev.lasso.sim.disk.PathWalk.Place;
import dev.lasso.sim.fault.CrashPlan.Order;
import dev.lasso.sim.fault.FileFaults;
import dev.lasso.sim.hooks.DiskError;
import dev.lasso.sim.trace.TraceHash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A file system in memory, as Linux has them: directories, regular files, symbolic and hard links. Everything belongs to
 * root and is used by root, whom no permissions stop; times of access are not kept.
 */
final class Disk {

  /** In bytes, where nothing else is said. */
  static final long CAPACITY = 1L << 40;

  private static final long ROOT_NUMBER = 2;

  /** The first number of what is not given, however deep what is given lies. */
  private static final long FIRST_OWN_NUMBER = 1 << 10;

  private static final int UMASK = 022;

  private final LongSupplier clock;
  private final Directory root;
  private long lastNumber;
  private long changes;
  private final long given;
  private @Nullable Journal journal;
  private @Nullable Mishaps mishaps;

  /**
   * A disk that holds no file.
   *
   * @param clock nanoseconds since the epoch
   * @param given paths of directories that are there already, some of them where the machine has them: they take no
   *     space, and neither the hash of the content nor the number of any other file tells what they are called
   */
  Disk(LongSupplier clock, String... given) {
    this.clock = clock;
    root = new Directory(ROOT_NUMBER, 0755, clock.getAsLong());
    lastNumber = ROOT_NUMBER;
    for (String path : given) {
      makeDirectories(path);
    }
    this.given = allocated(root, new HashSet<>());
    lastNumber = FIRST_OWN_NUMBER;
    changes = 0;
  }

  private Disk(Disk predecessor, Directory root) {
    clock = predecessor.clock;
    this.root = root;
    lastNumber = predecessor.lastNumber;
    changes = predecessor.changes + 1;
    given = predecessor.given;
  }

  /** Another disk in place of this one, with other names and files, all of them certain. */
  Disk successor(Directory otherRoot) {
    Disk successor = new Disk(this, otherRoot);
    if (journal != null) {
      successor.keepJournal(journal.order());
    }
    successor.mishaps = mishaps == null ? null : mishaps.on(successor);
    return successor;
  }

  /** From now on calls go wrong where the faults say so. */
  void meet(FileFaults faults) {
    mishaps = faults.arePlanned() ? new Mishaps(this, faults) : null;
  }

  /** All that the disk holds is certain; from now on it is known what of its changes is not. */
  void keepJournal(Order order) {
    Journal kept = new Journal(order);
    journal = kept;
    forEachFile(root, file -> file.content().watch(kept.of(file)));
  }

  /** What may be lost with the power; null if nobody wants to know. */
  @Nullable
  Journal journal() {
    if (journal != null) {
      forEachFile(root, file -> file.content().settle());
    }
    return journal;
  }

  /** How many changes may be lost with the power. */
  int uncertain() {
    return journal == null ? 0 : journal.pending().size();
  }

  /** A hash of all names and contents, but for the names of the directories that were given. */
  long contentHash() {
    return contentHash(root, TraceHash.START);
  }

  private static long contentHash(Directory directory, long start) {
    long hash = start;
    for (String name : directory.names()) {
      if (directory.get(name) instanceof Directory found && found.number() < FIRST_OWN_NUMBER) {
        hash += contentHash(found, TraceHash.START) - TraceHash.START;
        continue;
      }
      hash = TraceHash.mix(hash, name.hashCode());
      hash = switch (directory.get(name)) {
        case Directory child -> TraceHash.mix(contentHash(child, hash), child.number());
        case RegularFile file -> file.content().mix(hash);
        case null, default -> hash;
      };
    }
    return hash;
  }

  private static void forEachFile(Directory directory, Consumer<RegularFile> action) {
    for (String name : directory.names()) {
      switch (directory.get(name)) {
        case Directory child -> forEachFile(child, action);
        case RegularFile file -> action.accept(file);
        case null, default -> {}
      }
    }
  }

  /** All of a file or directory outlives a loss of power from now on. */
  void sync(Node node) throws DiskError {
    if (mishaps != null && !mishaps.isDone(node)) {
      return;
    }
    if (node instanceof RegularFile file && journal != null) {
      file.content().settle();
    }
    if (mishaps != null && mishaps.failsToSync(node)) {
      if (journal != null) {
        journal.drop(node);
      }
      throw Errno.EIO.error();
    }
    if (journal != null) {
      journal.sync(node);
    }
  }

  /** The path of a file that has a name, the first by order; else what {@code /proc} shows of one that is deleted. */
  String path(Node node) {
    String path = node == root ? "/" : path(root, "/", node);
    return path == null ? "(deleted)" : path;
  }

  private static @Nullable String path(Directory directory, String prefix, Node node) {
    for (String name : directory.names()) {
      Node child = directory.get(name);
      if (child == node) {
        return prefix + name;
      }
      String within = child instanceof Directory inner ? path(inner, prefix + name + "/", node) : null;
      if (within != null) {
        return within;
      }
    }
    return null;
  }

  Directory root() {
    return root;
  }

  /** Something changes: now, in nanoseconds since the epoch. */
  long change() {
    changes++;
    return clock.getAsLong();
  }

  /** How often something has changed. */
  long changes() {
    return changes;
  }

  /** Makes a device. @param source see {@link Device} */
  void makeDevice(Directory in, String name, @Nullable Consumer<byte[]> source) {
    in.put(name, new Device(++lastNumber, source, change()), change());
  }

  /** Where a path ends. */
  Place walk(Directory from, String path, boolean follow) throws DiskError {
    return new PathWalk(root).walk(from, path, follow);
  }

  /** What a path stands for. */
  Node find(Directory from, String path, boolean follow) throws DiskError {
    return walk(from, path, follow).existing();
  }

  /** Opens a file, and makes it first if the flags say so. */
  OpenFile open(Directory from, String path, int flags, int mode) throws DiskError {
    boolean creates = (flags & OpenFlags.CREATE) != 0;
    boolean exclusive = creates && (flags & OpenFlags.EXCLUSIVE) != 0;
    Place place = walk(from, path, !exclusive && (flags & OpenFlags.NO_FOLLOW) == 0);
    Node node = place.node();
    if (node == null && creates) {
      opening(place);
      return new OpenFile(create(place, mode), flags);
    }
    if (place.existing() instanceof Directory && OpenFlags.mayChange(flags)) {
      throw (exclusive ? Errno.EEXIST : Errno.EISDIR).error();
    }
    if (exclusive) {
      throw Errno.EEXIST.error();
    }
    if (node instanceof SymbolicLink) {
      throw Errno.ELOOP.error();
    }
    opening(place);
    if (node instanceof RegularFile file && (flags & OpenFlags.TRUNCATE) != 0) {
      setSize(file, 0);
    }
    return new OpenFile(place.existing(), flags);
  }

  private void opening(Place place) throws DiskError {
    if (mishaps != null) {
      mishaps.open(place.path());
    }
  }

  private void naming(Place place) throws DiskError {
    if (mishaps != null) {
      mishaps.name(place.path());
    }
  }

  private RegularFile create(Place place, int mode) throws DiskError {
    if (place.mustBeDirectory()) {
      throw Errno.EISDIR.error();
    }
    RegularFile file = new RegularFile(++lastNumber, mode & Node.PERMISSIONS & ~UMASK, change());
    if (journal != null) {
      file.content().watch(journal.of(file));
    }
    enter(place, file);
    return file;
  }

  private void enter(Place place, Node node) throws DiskError {
    if (place.node() != null) {
      throw Errno.EEXIST.error();
    }
    if (place.parent().isRemoved()) {
      throw Errno.ENOENT.error();
    }
    if (mishaps != null) {
      mishaps.make(place.path());
    }
    place.parent().put(place.name(), node, change());
    named(List.of(new Change.Name(place.parent(), place.name(), null, node)));
  }

  private void named(List<Change.Name> names) {
    if (journal != null) {
      journal.begin();
      journal.named(names);
    }
  }

  private void remove(Place place, Node node) throws DiskError {
    naming(place);
    place.parent().remove(place.name(), node, change());
    named(List.of(new Change.Name(place.parent(), place.name(), node, null)));
  }

  Directory makeDirectory(Directory from, String path, int mode) throws DiskError {
    Place place = walk(from, path, false);
    Directory made = new Directory(++lastNumber, mode & Node.PERMISSIONS & ~UMASK, change());
    linking(place, made);
    return made;
  }

  /** Makes a directory and all that it is in, where there is none. */
  Directory makeDirectories(String path) {
    Directory at = root;
    try {
      for (String name : path.split("/")) {
        if (!name.isEmpty()) {
          at = at.get(name) instanceof Directory there ? there : makeDirectory(at, name, 0755);
        }
      }
    } catch (DiskError impossible) {
      throw new IllegalStateException(path, impossible);
    }
    return at;
  }

  void link(Directory from, String existing, String made) throws DiskError {
    Node node = find(from, existing, false);
    Place place = walk(from, made, false);
    if (node instanceof Directory) {
      throw Errno.EPERM.error();
    }
    if (place.node() == null && place.mustBeDirectory()) {
      throw Errno.ENOENT.error();
    }
    linking(place, node);
  }

  private void linking(Place place, Node node) throws DiskError {
    if (place.node() == null) {
      naming(place);
    }
    enter(place, node);
  }

  void symlink(Directory from, String target, String made) throws DiskError {
    if (target.isEmpty()) {
      throw Errno.ENOENT.error();
    }
    if (target.length() >= PathWalk.PATH_MAX) {
      throw Errno.ENAMETOOLONG.error();
    }
    Place place = walk(from, made, false);
    if (place.node() == null && place.mustBeDirectory()) {
      throw Errno.ENOENT.error();
    }
    linking(place, new SymbolicLink(++lastNumber, target, change()));
  }

  void unlink(Directory from, String path) throws DiskError {
    Place place = walk(from, path, false);
    if (place.existing() instanceof Directory) {
      throw Errno.EISDIR.error();
    }
    remove(place, place.existing());
  }

  void removeDirectory(Directory from, String path) throws DiskError {
    Place place = walk(from, path, false);
    if (!(place.existing() instanceof Directory directory)) {
      throw Errno.ENOTDIR.error();
    }
    if (place.name().isEmpty()) {
      throw (directory == root ? Errno.EBUSY : place.isAbove() ? Errno.ENOTEMPTY : Errno.EINVAL).error();
    }
    if (!directory.isEmpty()) {
      throw Errno.ENOTEMPTY.error();
    }
    remove(place, directory);
  }

  void rename(Directory fromStart, String from, Directory toStart, String to) throws DiskError {
    Place source = walk(fromStart, from, false);
    Place target = walk(toStart, to, false);
    if (source.name().isEmpty() || target.name().isEmpty()) {
      throw Errno.EBUSY.error();
    }
    Node node = source.existing();
    if (target.mustBeDirectory() && !(node instanceof Directory)) {
      throw Errno.ENOTDIR.error();
    }
    if (node == target.node()) {
      return;
    }
    check(node, target);
    if (target.parent().isRemoved()) {
      throw Errno.ENOENT.error();
    }
    naming(source);
    if (target.node() != null) {
      target.parent().remove(target.name(), target.node(), change());
    }
    source.parent().remove(source.name(), node, change());
    target.parent().put(target.name(), node, change());
    named(List.of(new Change.Name(source.parent(), source.name(), node, null),
        new Change.Name(target.parent(), target.name(), target.node(), node)));
  }

  private static void check(Node node, Place target) throws DiskError {
    if (node instanceof Directory directory) {
      if (directory.contains(target.parent())) {
        throw Errno.EINVAL.error();
      }
      if (target.node() != null && !(target.node() instanceof Directory)) {
        throw Errno.ENOTDIR.error();
      }
      if (target.node() instanceof Directory replaced && !replaced.isEmpty()) {
        throw Errno.ENOTEMPTY.error();
      }
    } else if (target.node() instanceof Directory) {
      throw Errno.EISDIR.error();
    }
  }

  /** Reads from a position on: how many bytes there were, at most {@code length}. */
  long read(Node node, long position, byte @Nullable [] to, long toOffset, long length) throws DiskError {
    if (node instanceof Device device) {
      return device.read(to, toOffset, length);
    }
    if (!(node instanceof RegularFile file)) {
      throw Errno.EISDIR.error();
    }
    long count = Math.clamp(file.size() - position, 0, length);
    if (mishaps == null || count == 0) {
      file.content().read(position, to, toOffset, count);
      return count;
    }
    long part = mishaps.read(file, count);
    mishaps.decay(file, position, part);
    file.content().read(position, to, toOffset, part);
    mishaps.change(file, to, toOffset, part);
    return part;
  }

  /** Writes at a position: how many bytes. */
  long write(Node node, long position, byte @Nullable [] from, long fromOffset, long length) throws DiskError {
    if (!(node instanceof RegularFile file)) {
      return length;
    }
    if (length > Content.LIMIT - position) {
      throw Errno.EFBIG.error();
    }
    long part = mishaps == null || length == 0 ? length : mishaps.write(file, position, length);
    long before = file.size();
    if (journal != null) {
      journal.begin();
    }
    file.content().write(position, from, fromOffset, part);
    if (journal != null) {
      journal.resized(file, before, file.size());
    }
    file.touch(change());
    return part;
  }

  void setSize(RegularFile file, long size) throws DiskError {
    if (size < 0) {
      throw Errno.EINVAL.error();
    }
    if (size > Content.LIMIT) {
      throw Errno.EFBIG.error();
    }
    if (mishaps != null) {
      mishaps.resize(file);
    }
    if (journal == null) {
      file.content().setSize(size);
    } else {
      resize(file, size, journal);
    }
    file.touch(change());
  }

  private static void resize(RegularFile file, long size, Journal journal) {
    long before = file.size();
    journal.begin();
    file.content().settle();
    journal.cutsOff();
    file.content().setSize(size);
    file.content().settle();
    journal.resized(file, before, size);
  }

  /** As {@code statvfs(3)} shows it, in bytes. */
  long capacity() {
    return mishaps == null ? CAPACITY : mishaps.capacity();
  }

  /** How many bytes all files take, in blocks. */
  long allocated() {
    return allocated(root, new HashSet<>()) - given;
  }

  private static long allocated(Directory directory, Set<Long> counted) {
    long sum = directory.allocated();
    for (String name : directory.names()) {
      Node node = directory.get(name);
      if (node instanceof Directory child) {
        sum += allocated(child, counted);
      } else if (node != null && counted.add(node.number())) {
        sum += node.allocated();
      }
    }
    return sum;
  }
}
