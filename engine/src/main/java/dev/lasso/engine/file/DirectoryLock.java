package dev.lasso.engine.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The claim of one open engine on its directory: a lock on the file LOCK, which ends with the process at the latest.
 */
public final class DirectoryLock implements Closeable {
  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws IOException if another engine has it, in this process or another, or the directory cannot be written
   */
  public static DirectoryLock take(Path directory) throws IOException {
    FileChannel channel = open(directory);
    boolean taken = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw new IOException("the database in " + directory + " is open already, in another process; end that one"
            + " first");
      }
      DirectoryLock claim = new DirectoryLock(channel);
      taken = true;
      return claim;
    } catch (OverlappingFileLockException e) {
      throw new IOException("the database in " + directory + " is open already, in this process; close it there"
          + " first", e);
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  private static FileChannel open(Path directory) throws IOException {
    try {
      return FileChannel.open(directory.resolve("LOCK"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      String reason = e instanceof AccessDeniedException ? "access is denied" : e.getMessage();
      throw new IOException("LOCK cannot be opened for writing in " + directory + ": " + reason
          + "; a database can be opened only where this process may write", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
