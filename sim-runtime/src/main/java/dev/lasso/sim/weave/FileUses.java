package dev.lasso.sim.weave;

import java.util.Set;

/**
 * Which calls into the JDK act on files, so that a call of them is a point. The point lies before the call and never
 * within: the JDK's file classes hold real monitors, with which no task may be suspended.
 *
 * <p>A stream or a writer that only passes on what it is given has points where it must act, to flush and to close: what
 * it does before may as well go to a buffer.
 */
final class FileUses {

  private static final String IO = "java/io/";
  private static final String CHANNELS = "java/nio/channels/";

  /** Almost every method of these. */
  private static final Set<String> CLASSES = Set.of(
      "java/nio/file/Files",
      "java/nio/file/DirectoryStream",
      CHANNELS + "FileChannel",
      CHANNELS + "AsynchronousFileChannel",
      CHANNELS + "SeekableByteChannel",
      CHANNELS + "ByteChannel",
      CHANNELS + "ReadableByteChannel",
      CHANNELS + "ScatteringByteChannel",
      CHANNELS + "WritableByteChannel",
      CHANNELS + "GatheringByteChannel",
      CHANNELS + "spi/AbstractInterruptibleChannel",
      IO + "RandomAccessFile",
      IO + "FileInputStream",
      IO + "FileOutputStream",
      IO + "FileReader",
      IO + "FileWriter");

  /** Those of their methods that do nothing. */
  private static final Set<String> IDLE = Set.of("isOpen", "getChannel", "getFD");

  private static final Set<String> OF_FILE = Set.of("exists", "isFile", "isDirectory", "length", "lastModified",
      "delete", "renameTo", "mkdir", "mkdirs", "createNewFile", "createTempFile", "list", "listFiles", "setReadOnly",
      "setWritable", "setReadable", "setExecutable", "setLastModified");

  private static final Set<String> AT_ONCE = Set.of("flush", "close");

  private FileUses() {}

  /** Whether a call of {@code owner.name} may act on a file. */
  static boolean isOne(String owner, String name) {
    if (CLASSES.contains(owner)) {
      return !IDLE.contains(name);
    }
    return switch (owner) {
      case IO + "File" -> OF_FILE.contains(name);
      case IO + "FileDescriptor" -> name.equals("sync");
      case "java/nio/MappedByteBuffer" -> name.equals("force");
      default -> AT_ONCE.contains(name) && passesOn(owner);
    };
  }

  /** Whether objects of a class write what they are given to something else. */
  private static boolean passesOn(String owner) {
    return owner.startsWith(IO) && (owner.endsWith("OutputStream") || owner.endsWith("Writer"))
        && !owner.startsWith(IO + "ByteArray") && !owner.startsWith(IO + "CharArray")
        && !owner.startsWith(IO + "String") && !owner.startsWith(IO + "Piped");
  }
}
