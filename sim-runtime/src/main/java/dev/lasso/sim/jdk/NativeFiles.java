package dev.lasso.sim.jdk;

import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jdk.internal.misc.Unsafe;

/** The fields through which the JDK's native methods for files speak with its classes. */
public final class NativeFiles {

  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private static final Class<?> ATTRIBUTES = named("UnixFileAttributes");
  private static final Class<?> STORE = named("UnixFileStoreAttributes");
  private static final Class<?> MOUNT = named("UnixMountEntry");
  private static final Class<?> CONSTANTS = named("UnixConstants");

  private static final long FD = offset(FileDescriptor.class, "fd");
  private static final long FD_APPENDS = offset(FileDescriptor.class, "append");

  private static final long MODE = offset(ATTRIBUTES, "st_mode");
  private static final long NUMBER = offset(ATTRIBUTES, "st_ino");
  private static final long DEVICE = offset(ATTRIBUTES, "st_dev");
  private static final long LINKS = offset(ATTRIBUTES, "st_nlink");
  private static final long OWNER = offset(ATTRIBUTES, "st_uid");
  private static final long GROUP = offset(ATTRIBUTES, "st_gid");
  private static final long SIZE = offset(ATTRIBUTES, "st_size");
  private static final Time ACCESSED = Time.of("atime");
  private static final Time MODIFIED = Time.of("mtime");
  private static final Time CHANGED = Time.of("ctime");
  private static final Time CREATED = Time.of("birthtime");
  private static final long HAS_CREATED = offset(ATTRIBUTES, "birthtime_available");

  private static final long BLOCK_SIZE = offset(STORE, "f_frsize");
  private static final long BLOCKS = offset(STORE, "f_blocks");
  private static final long FREE = offset(STORE, "f_bfree");
  private static final long AVAILABLE = offset(STORE, "f_bavail");

  private static final Class<?> CALLERS = named("sun.nio.ch.", "NativeThreadSet");
  private static final long NATIVE = offset(CALLERS, "used");
  private static final long OTHERS = offset(CALLERS, "otherThreads");

  private NativeFiles() {}

  /** Whether a {@code sun.nio.ch.NativeThreadSet} holds a thread. */
  public static boolean areInCalls(Object set) {
    return UNSAFE.getInt(set, NATIVE) > 0 || UNSAFE.getInt(set, OTHERS) > 0;
  }

  /** What {@code stat(2)} tells of a file; times in nanoseconds since the epoch. */
  public record Status(long device, long number, int mode, int links, int owner, int group, long size, long accessed,
      long modified, long changed, long created) {

    /** Writes it into a {@code sun.nio.fs.UnixFileAttributes}. */
    public void into(Object attributes) {
      UNSAFE.putInt(attributes, MODE, mode);
      UNSAFE.putLong(attributes, NUMBER, number);
      UNSAFE.putLong(attributes, DEVICE, device);
      UNSAFE.putInt(attributes, LINKS, links);
      UNSAFE.putInt(attributes, OWNER, owner);
      UNSAFE.putInt(attributes, GROUP, group);
      UNSAFE.putLong(attributes, SIZE, size);
      ACCESSED.set(attributes, accessed);
      MODIFIED.set(attributes, modified);
      CHANGED.set(attributes, changed);
      CREATED.set(attributes, created);
      UNSAFE.putBoolean(attributes, HAS_CREATED, true);
    }
  }

  /** Seconds and nanoseconds of one time. */
  private record Time(long seconds, long nanos) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    static Time of(String name) {
      return new Time(offset(ATTRIBUTES, "st_" + name + "_sec"), offset(ATTRIBUTES, "st_" + name + "_nsec"));
    }

    void set(Object attributes, long time) {
      UNSAFE.putLong(attributes, seconds, Math.floorDiv(time, NANOS_PER_SECOND));
      UNSAFE.putLong(attributes, nanos, Math.floorMod(time, NANOS_PER_SECOND));
    }
  }

  /** The number of a descriptor. */
  public static int number(FileDescriptor file) {
    return UNSAFE.getInt(file, FD);
  }

  /** Gives a descriptor its number, and whether what it writes goes to the end. */
  public static void set(FileDescriptor file, int number, boolean appends) {
    UNSAFE.putInt(file, FD, number);
    UNSAFE.putBoolean(file, FD_APPENDS, appends);
  }

  /** Writes sizes in blocks into a {@code sun.nio.fs.UnixFileStoreAttributes}. */
  public static void setSpace(Object attributes, long blockSize, long blocks, long free) {
    UNSAFE.putLong(attributes, BLOCK_SIZE, blockSize);
    UNSAFE.putLong(attributes, BLOCKS, blocks);
    UNSAFE.putLong(attributes, FREE, free);
    UNSAFE.putLong(attributes, AVAILABLE, free);
  }

  /** One mounted file system: a list of one {@code sun.nio.fs.UnixMountEntry}. */
  public static List<Object> mounted(String name, String directory, String type, long device) {
    try {
      Object entry = UNSAFE.allocateInstance(MOUNT);
      setBytes(entry, "name", name);
      setBytes(entry, "dir", directory);
      setBytes(entry, "fstype", type);
      setBytes(entry, "opts", "rw");
      UNSAFE.putLong(entry, offset(MOUNT, "dev"), device);
      return List.of(entry);
    } catch (InstantiationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void setBytes(Object entry, String field, String text) {
    UNSAFE.putReference(entry, offset(MOUNT, field), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A constant of {@code sun.nio.fs.UnixConstants}. */
  public static int constant(String name) {
    Field field = field(CONSTANTS, name);
    return UNSAFE.getInt(UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field));
  }

  private static Class<?> named(String name) {
    return named("sun.nio.fs.", name);
  }

  private static Class<?> named(String of, String name) {
    try {
      return Class.forName(of + name, true, null);
    } catch (ClassNotFoundException absent) {
      throw new IllegalStateException("this JDK has no " + of + name, absent);
    }
  }

  private static long offset(Class<?> owner, String name) {
    return UNSAFE.objectFieldOffset(field(owner, name));
  }

  private static Field field(Class<?> owner, String name) {
    try {
      return owner.getDeclaredField(name);
    } catch (NoSuchFieldException absent) {
      throw new IllegalStateException("this JDK has no " + owner.getName() + "." + name, absent);
    }
  }
}
