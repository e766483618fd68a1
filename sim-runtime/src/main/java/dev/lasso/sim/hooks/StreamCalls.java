package dev.lasso.sim.hooks;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;

/** What the classes of {@code java.io} ask of the operating system, as their native methods have it. */
public interface StreamCalls extends Answers {

  /** Opens for reading. */
  void openToRead(FileDescriptor file, String path) throws FileNotFoundException;

  /** Opens for writing, and truncates or appends. */
  void openToWrite(FileDescriptor file, String path, boolean append) throws FileNotFoundException;

  /** Opens for random access; {@code mode} as in {@code RandomAccessFile}: 1 to read, 2 and more to write too. */
  void openRandom(FileDescriptor file, String path, int mode) throws FileNotFoundException;

  /** The next byte; -1 at the end. */
  int read(FileDescriptor file) throws IOException;

  /** How many bytes were read; -1 at the end. */
  int read(FileDescriptor file, byte[] bytes, int offset, int length) throws IOException;

  /** {@link #read(FileDescriptor, byte[], int, int)} into all of an array. */
  int read(FileDescriptor file, byte[] bytes) throws IOException;

  /** {@code RandomAccessFile.readLine}: each byte a character; null at the end. */
  String readLine(FileDescriptor file) throws IOException;

  /** Writes one byte. */
  void write(FileDescriptor file, int value) throws IOException;

  /** Writes all that was given. */
  void write(FileDescriptor file, byte[] bytes, int offset, int length) throws IOException;

  /** {@link #write(FileDescriptor, byte[], int, int)} of all of an array. */
  void write(FileDescriptor file, byte[] bytes) throws IOException;

  /** Moves the position by so many bytes: by how many it did. */
  long skip(FileDescriptor file, long count) throws IOException;

  /** How many bytes can be read from the position on. */
  int available(FileDescriptor file) throws IOException;

  /** Whether it is a regular file. */
  boolean isRegularFile(FileDescriptor file);

  /** The position in bytes. */
  long position(FileDescriptor file) throws IOException;

  /** {@code RandomAccessFile.getFilePointer}; -1 if this is not of the simulated disk, or the caller no task. */
  long filePointer(RandomAccessFile file) throws IOException;

  /** Sets the position. */
  void seek(FileDescriptor file, long position) throws IOException;

  /** The size in bytes. */
  long length(FileDescriptor file) throws IOException;

  /** Sets the size. */
  void setLength(FileDescriptor file, long length) throws IOException;

  /** {@code fsync(2)}. */
  void sync(FileDescriptor file) throws SyncFailedException;

  /** {@code close(2)}. */
  void close(FileDescriptor file) throws IOException;

  /** Asked where the JDK would close a descriptor that nothing refers to any longer; a run keeps all it opened. */
  void registerCleanup(FileDescriptor file);

  /** Asked where the JDK would delete a file when the JVM ends, which is after the end of the file's disk. */
  void deleteOnExit(String path);

  /** {@code FileSystem.canonicalize}. */
  String canonicalize(String path) throws IOException;

  /** {@code FileSystem.getBooleanAttributes}: 1 exists, 2 regular, 4 directory, 8 hidden. */
  int attributes(File file);

  /** Whether it has all of these {@link #attributes}. */
  boolean hasAttributes(File file, int attributes);

  /** {@code FileSystem.checkAccess}: 4 read, 2 write, 1 execute. */
  boolean checkAccess(File file, int access);

  /** In milliseconds since the epoch; 0 if there is no such file. */
  long lastModified(File file);

  /** In bytes; 0 if there is no such file. */
  long length(File file);

  /** {@code FileSystem.setPermission}. */
  boolean setPermission(File file, int access, boolean enable, boolean ownerOnly);

  /** Whether it was made now. */
  boolean createFile(String path) throws IOException;

  /** Whether it was deleted. */
  boolean delete(File file);

  /** The names in a directory; null if it is none. */
  String[] list(File directory);

  /** Whether it was made. */
  boolean createDirectory(File directory);

  /** Whether it was renamed. */
  boolean rename(File from, File to);

  /** Whether the time was set. */
  boolean setLastModified(File file, long millis);

  /** Whether the bits were taken away. */
  boolean setReadOnly(File file);

  /** 0 all, 1 free, 2 usable space in bytes. */
  long space(File file, int which);

  /** The longest name in bytes. */
  int nameMax(String path);
}
