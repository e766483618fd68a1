package dev.lasso.sim.disk;

import dev.lasso.sim.hooks.DiskError;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An inode: what a name in a directory stands for. */
abstract sealed class Node permits Device, Directory, RegularFile, SymbolicLink {

  /** The bits of a mode that are no file type. */
  static final int PERMISSIONS = 0xfff;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long number;
  private final Type type;
  private int permissions;
  private int owner;
  private int group;
  private int links;
  private long accessed;
  private long modified;
  private long changed;
  private final long created;
  private @Nullable TreeMap<String, byte[]> attributes;

  /** The file types, as in the mode of {@code stat(2)}. */
  enum Type {
    DEVICE(0x2000), DIRECTORY(0x4000), REGULAR(0x8000), LINK(0xa000);

    private final int bits;

    Type(int bits) {
      this.bits = bits;
    }
  }

  /** @param now in nanoseconds since the epoch */
  Node(long number, Type type, int permissions, long now) {
    this.number = number;
    this.type = type;
    this.permissions = permissions;
    accessed = now;
    modified = now;
    changed = now;
    created = now;
  }

  /** The same, and without a name yet. */
  Node(Node original) {
    number = original.number;
    type = original.type;
    created = original.created;
    like(original);
  }

  /** Takes over all that is not its contents. */
  final void like(Node original) {
    permissions = original.permissions;
    owner = original.owner;
    group = original.group;
    accessed = original.accessed;
    modified = original.modified;
    changed = original.changed;
    attributes = original.attributes == null ? null : new TreeMap<>(original.attributes);
  }

  long number() {
    return number;
  }

  int mode() {
    return type.bits | permissions;
  }

  int owner() {
    return owner;
  }

  int group() {
    return group;
  }

  /** How many names it has. */
  int links() {
    return links;
  }

  /** Nanoseconds since the epoch, as the three below. */
  long accessed() {
    return accessed;
  }

  long modified() {
    return modified;
  }

  long changed() {
    return changed;
  }

  long created() {
    return created;
  }

  /** In bytes. */
  abstract long size();

  /** In bytes, of the disk. */
  abstract long allocated();

  void link(int more, long now) {
    links += more;
    changed = now;
  }

  /** Its contents change. */
  void touch(long now) {
    modified = now;
    changed = now;
  }

  void setPermissions(int mode, long now) {
    permissions = mode & PERMISSIONS;
    changed = now;
  }

  /** Whether anybody may execute it. */
  boolean isExecutable() {
    return (permissions & 0111) != 0;
  }

  /** Of negative numbers the old ones are kept. */
  void setOwner(int newOwner, int newGroup, long now) {
    owner = newOwner < 0 ? owner : newOwner;
    group = newGroup < 0 ? group : newGroup;
    changed = now;
  }

  /** @throws DiskError EINVAL for a fraction of a second before the epoch, which the JDK hands over as a negative one */
  void setTimes(long newAccessed, long newModified, long now) throws DiskError {
    if (newAccessed % NANOS_PER_SECOND < 0 || newModified % NANOS_PER_SECOND < 0) {
      throw Errno.EINVAL.error();
    }
    accessed = newAccessed;
    modified = newModified;
    changed = now;
  }

  /** Its extended attributes, by name. */
  TreeMap<String, byte[]> attributes() {
    if (attributes == null) {
      attributes = new TreeMap<>();
    }
    return attributes;
  }
}
