package dev.lasso.engine;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A file system in front of the real one that notes what is synced and renamed, and how much of each file, and lets one
 * of these steps fail, or the closing of a file. It can be full, or closed to writes. Nothing is really synced, since
 * the machine outlives the test.
 */
final class FaultyDisk extends FileSystem {
  final List<String> steps = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Long> synced = new ConcurrentSkipListMap<>();
  private final FileSystem real;
  private final Provider provider;
  private volatile int failing = -1;
  private volatile String closing = "";
  private volatile boolean readOnly;
  private final AtomicLong room = new AtomicLong(Long.MAX_VALUE);

  FaultyDisk(FileSystem real) {
    this.real = real;
    this.provider = new Provider(real.provider());
  }

  /** Lets the step of that index in {@link #steps} fail. */
  void fail(int step) {
    failing = step;
  }

  /** The size up to which the file of that name survives a loss of power. */
  long synced(Path file) {
    return synced.getOrDefault(file.getFileName().toString(), 0L);
  }

  /** Lets every close of the file of that name fail, although it is closed. */
  void failToClose(String name) {
    closing = name;
  }

  /** Lets {@code bytes} more be written; a write that does not fit is cut short and fails. */
  void setRoom(long bytes) {
    room.set(bytes);
  }

  /** Refuses, or allows again, to open any file for writing. */
  void setReadOnly(boolean refuses) {
    readOnly = refuses;
  }

  /** The step that failed, or null if it never came. */
  @Nullable
  String failed() {
    return failing >= 0 && failing < steps.size() ? steps.get(failing) : null;
  }

  /** The same path on this file system. */
  Path wrap(Path path) {
    return (Path) Proxy.newProxyInstance(Wrapped.class.getClassLoader(), new Class<?>[]{Path.class, Wrapped.class},
        (proxy, method, arguments) -> {
          if (method.getName().equals("getFileSystem")) {
            return this;
          }
          if (method.getDeclaringClass() == Wrapped.class) {
            return path;
          }
          Object[] unwrapped = arguments == null ? new Object[0] : arguments.clone();
          for (int i = 0; i < unwrapped.length; i++) {
            unwrapped[i] = unwrapped[i] instanceof Wrapped wrapped ? wrapped.real() : unwrapped[i];
          }
          try {
            Object result = method.invoke(path, unwrapped);
            return result instanceof Path found ? wrap(found) : result;
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }

  private static Path unwrap(Path path) {
    return path instanceof Wrapped wrapped ? wrapped.real() : path;
  }

  private void step(String what, Path path) throws IOException {
    String step = what + " " + path.getFileName();
    synchronized (steps) {
      steps.add(step);
      if (steps.size() - 1 == failing) {
        throw new IOException("injected at " + step);
      }
    }
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return real.getRootDirectories();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return wrap(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = real.getPathMatcher(pattern);
    return path -> matcher.matches(unwrap(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return real.newWatchService();
  }

  /** A path of this file system. */
  interface Wrapped {
    Path real();
  }

  private final class Provider extends FileSystemProvider {
    private final FileSystemProvider to;

    private Provider(FileSystemProvider to) {
      this.to = to;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      if (readOnly && options.contains(StandardOpenOption.WRITE)) {
        throw new AccessDeniedException(path.toString());
      }
      return new Channel(unwrap(path), to.newFileChannel(unwrap(path), options, attributes));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
      step("move", target);
      to.move(unwrap(source), unwrap(target), options);
    }

    @Override
    public void delete(Path path) throws IOException {
      to.delete(unwrap(path));
    }

    @Override
    public String getScheme() {
      return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      return FaultyDisk.this;
    }

    @Override
    public Path getPath(URI uri) {
      return wrap(to.getPath(uri));
    }

    @Override
    public SeekableByteChannel newByteChannel(Path path, Set<? extends OpenOption> options,
        FileAttribute<?>... attributes) throws IOException {
      return to.newByteChannel(unwrap(path), options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
        throws IOException {
      DirectoryStream<Path> entries = to.newDirectoryStream(unwrap(directory), path -> filter.accept(wrap(path)));
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          List<Path> wrapped = new ArrayList<>();
          entries.forEach(path -> wrapped.add(wrap(path)));
          return wrapped.iterator();
        }

        @Override
        public void close() throws IOException {
          entries.close();
        }
      };
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
      to.createDirectory(unwrap(directory), attributes);
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
      to.copy(unwrap(source), unwrap(target), options);
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
      return to.isSameFile(unwrap(path), unwrap(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return to.isHidden(unwrap(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return to.getFileStore(unwrap(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      to.checkAccess(unwrap(path), modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(Path path, Class<V> type,
        LinkOption... options) {
      return to.getFileAttributeView(unwrap(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
        throws IOException {
      return to.readAttributes(unwrap(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
        throws IOException {
      return to.readAttributes(unwrap(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
      to.setAttribute(unwrap(path), attribute, value, options);
    }
  }

  private final class Channel extends FileChannel {
    private final Path path;
    private final FileChannel to;

    private Channel(Path path, FileChannel to) {
      this.path = path;
      this.to = to;
    }

    @Override
    public void force(boolean metadata) throws IOException {
      step("sync", path);
      synced.put(path.getFileName().toString(), to.size());
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return to.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
      return to.read(targets, offset, length);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      int wanted = source.remaining();
      long left = room.getAndUpdate(free -> Math.max(0, free - wanted));
      if (left >= wanted) {
        return to.write(source);
      }
      to.write(source.slice().limit((int) left));
      throw new IOException("No space left on device");
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
      return to.write(sources, offset, length);
    }

    @Override
    public long position() throws IOException {
      return to.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
      to.position(position);
      return this;
    }

    @Override
    public long size() throws IOException {
      return to.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      to.truncate(size);
      return this;
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
      return to.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
      return to.transferFrom(source, position, count);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return to.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      return to.write(source, position);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
      return to.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
      return to.lock(position, size, shared);
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return to.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      to.close();
      if (path.getFileName().toString().equals(closing)) {
        throw new IOException("injected at the close of " + closing);
      }
    }
  }
}
