package dev.lasso.workloads.contract.file;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@link AsynchronousFileChannel}: futures and handlers, on a pool of its own and on the JDK's. */
public final class AsynchronousChannelContract {

  private static final class Handler implements CompletionHandler<Integer, String> {

    private final CompletableFuture<String> end = new CompletableFuture<>();

    @Override
    public void completed(Integer count, String what) {
      end.complete(what + " " + count);
    }

    @Override
    public void failed(Throwable error, String what) {
      end.complete(what + " failed with " + error.getClass().getSimpleName());
    }
  }

  public void futuresAreOfCounts(Directory dir) throws Exception {
    try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(dir.file("a", "abc"), READ, WRITE)) {
      ByteBuffer buffer = ByteBuffer.allocate(9);
      dir.saw("read", channel.read(buffer, 1).get() + Bytes.filled(buffer), "2bc");
      dir.saw("at the end", channel.read(buffer, 3).get(), -1);
      dir.saw("written", channel.write(Bytes.of("xyz"), 5).get() + " " + channel.size(), "3 8");
      channel.truncate(6);
      channel.force(true);
      dir.saw("file", Files.readString(dir.path("a")), "abc..x");
      dir.call("before the start", () -> channel.read(buffer, -1), "threw IllegalArgumentException");
      try (FileLock lock = channel.lock().get()) {
        dir.call("locked", () -> channel.tryLock(), "threw OverlappingFileLockException");
        dir.saw("valid", lock.isValid(), true);
      }
    }
  }

  public void handlersAreCalledOnThePool(Directory dir) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(dir.file("a", "abc"), Set.of(READ), pool)) {
      Handler read = new Handler();
      channel.read(ByteBuffer.allocate(2), 0, "read", read);
      dir.saw("read", read.end.get(), "read 2");
      Handler end = new Handler();
      channel.read(ByteBuffer.allocate(2), 3, "end", end);
      dir.saw("end", end.end.get(), "end -1");
      dir.call("write", () -> channel.write(Bytes.of("x"), 0), "threw NonWritableChannelException");
      channel.close();
      Handler closed = new Handler();
      channel.read(ByteBuffer.allocate(2), 0, "closed", closed);
      dir.saw("closed", closed.end.get(), "closed failed with ClosedChannelException");
    } finally {
      pool.shutdown();
    }
  }
}
