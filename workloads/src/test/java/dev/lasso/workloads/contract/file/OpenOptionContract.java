package dev.lasso.workloads.contract.file;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.SPARSE;
import static java.nio.file.StandardOpenOption.SYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.lasso.workloads.contract.Actor;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** How a channel is opened, with every set of options. */
public final class OpenOptionContract {

  private static final List<StandardOpenOption> OPTIONS = List.of(READ, WRITE, APPEND, TRUNCATE_EXISTING, CREATE,
      CREATE_NEW);

  private static List<Set<StandardOpenOption>> combinations() {
    return IntStream.range(0, 1 << OPTIONS.size()).mapToObj(bits -> {
      Set<StandardOpenOption> chosen = EnumSet.noneOf(StandardOpenOption.class);
      OPTIONS.stream().filter(option -> (bits >> OPTIONS.indexOf(option) & 1) == 1).forEach(chosen::add);
      return chosen;
    }).toList();
  }

  /** What the documentation of {@link FileChannel#open} says, for a file that holds {@code text} or is not there. */
  private static String documented(Set<StandardOpenOption> options, boolean there) {
    boolean append = options.contains(APPEND);
    boolean write = append || options.contains(WRITE);
    boolean read = options.contains(READ) || !write;
    if (append && (options.contains(READ) || options.contains(TRUNCATE_EXISTING))) {
      return "threw IllegalArgumentException";
    }
    if (!there && !(write && (options.contains(CREATE) || options.contains(CREATE_NEW)))) {
      return "threw NoSuchFileException: a";
    }
    if (there && write && options.contains(CREATE_NEW)) {
      return "threw FileAlreadyExistsException: a";
    }
    String before = there && !(write && options.contains(TRUNCATE_EXISTING)) ? "text" : "";
    String after = append ? before + "XY" : write ? "XY" + before.substring(Math.min(2, before.length())) : before;
    return "returned " + (read ? before.isEmpty() ? "end" : before : "not readable") + ", "
        + (write ? after : "not writable");
  }

  private static String opened(FileChannel channel, Path path) throws Exception {
    try (channel) {
      String read = Actor.outcomeOf(() -> Bytes.read(channel, 9, 0)).replace("returned ", "")
          .replace("threw NonReadableChannelException", "not readable");
      String write = Actor.outcomeOf(() -> channel.write(Bytes.of("XY")));
      return read + ", " + (write.equals("returned 2")
          ? Files.readString(path)
          : write.replace("threw NonWritableChannelException", "not writable"));
    }
  }

  public void everyCombinationOnAFileThatIsThere(Directory dir) throws Exception {
    for (Set<StandardOpenOption> options : combinations()) {
      Path a = dir.file("a", "text");
      dir.call(options.toString(), () -> opened(FileChannel.open(a, options), a), documented(options, true));
    }
  }

  public void everyCombinationOnAFileThatIsNot(Directory dir) throws Exception {
    Path a = dir.path("a");
    for (Set<StandardOpenOption> options : combinations()) {
      dir.call(options.toString(), () -> opened(FileChannel.open(a, options), a), documented(options, false));
      Files.deleteIfExists(a);
    }
  }

  public void byteChannelsOpenAlike(Directory dir) throws Exception {
    for (Set<StandardOpenOption> options : combinations()) {
      Path a = dir.file("a", "text");
      dir.call(options.toString(), () -> opened((FileChannel) Files.newByteChannel(a, options), a),
          documented(options, true));
    }
  }

  public void syncAndSparseChangeNoResult(Directory dir) throws Exception {
    for (StandardOpenOption extra : List.of(SYNC, DSYNC, SPARSE)) {
      for (Set<StandardOpenOption> options : List.of(Set.of(WRITE, CREATE_NEW), Set.of(READ, WRITE), Set.of(APPEND),
          Set.of(WRITE, TRUNCATE_EXISTING), Set.of(READ))) {
        boolean there = !options.contains(CREATE_NEW);
        Set<StandardOpenOption> all = EnumSet.of(extra, options.toArray(StandardOpenOption[]::new));
        Path a = there ? dir.file("a", "text") : dir.path("a");
        dir.call(all.toString(), () -> opened(FileChannel.open(a, all), a), documented(options, there));
      }
      Files.delete(dir.path("a"));
    }
  }

  public void deleteOnCloseLeavesNoName(Directory dir) throws Exception {
    Path a = dir.path("a");
    try (FileChannel channel = FileChannel.open(a, CREATE, READ, WRITE, DELETE_ON_CLOSE)) {
      channel.write(Bytes.of("text"));
      dir.saw("readable", Bytes.read(channel, 9, 0), "text");
    }
    dir.saw("tree", dir.tree(), "[]");
    Files.newInputStream(dir.file("b", "text"), DELETE_ON_CLOSE).close();
    dir.saw("after a stream", dir.tree(), "[]");
    Files.createSymbolicLink(dir.path("link"), dir.file("c", "text"));
    dir.call("through a link", () -> FileChannel.open(dir.path("link"), DELETE_ON_CLOSE).close(),
        "threw IOException: Too many levels of symbolic links (NOFOLLOW_LINKS specified)");
    dir.saw("both stay", dir.tree(), "[c, link -> c]");
  }

  public void linksAreFollowedUnlessAskedNotTo(Directory dir) throws Exception {
    Path link = Files.createSymbolicLink(dir.path("link"), dir.file("a", "text"));
    Set<OpenOption> options = Set.of(READ, WRITE, LinkOption.NOFOLLOW_LINKS);
    dir.call("followed", () -> opened(FileChannel.open(link, READ, WRITE), link), "returned text, XYxt");
    dir.call("not followed", () -> FileChannel.open(link, options),
        "threw IOException: Too many levels of symbolic links (NOFOLLOW_LINKS specified)");
    dir.call("no link", () -> opened(FileChannel.open(dir.path("a"), options), dir.path("a")), "returned XYxt, XYxt");
    dir.call("create what a link says", () -> FileChannel.open(link, WRITE, CREATE_NEW),
        "threw FileAlreadyExistsException: link");
    Path dangling = Files.createSymbolicLink(dir.path("dangling"), dir.path("b"));
    dir.call("or what is not there", () -> FileChannel.open(dangling, WRITE, CREATE_NEW),
        "threw FileAlreadyExistsException: dangling");
    dir.call("unless all the same", () -> opened(FileChannel.open(dangling, WRITE, CREATE), dangling),
        "returned not readable, XY");
    dir.saw("tree", dir.tree(), "[a, b, dangling -> b, link -> a]");
  }

  public void aDirectoryIsOpenedToBeForcedOnly(Directory dir) throws Exception {
    Path d = dir.sub("d");
    try (FileChannel channel = FileChannel.open(d, READ)) {
      dir.call("force", () -> channel.force(true), "returned nothing");
      dir.call("read", () -> Bytes.read(channel, 1), "threw IOException: Is a directory");
      dir.call("read at", () -> Bytes.read(channel, 1, 0), "threw IOException: Is a directory");
      dir.call("write", () -> channel.write(Bytes.of("x")), "threw NonWritableChannelException");
      dir.call("map", () -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1), "threw IOException: No such device");
    }
    for (Set<StandardOpenOption> options : List.of(Set.of(WRITE), Set.of(READ, WRITE), Set.of(APPEND),
        Set.of(WRITE, CREATE), Set.of(WRITE, TRUNCATE_EXISTING))) {
      dir.call("open " + EnumSet.copyOf(options), () -> FileChannel.open(d, options),
          "threw FileSystemException: d: Is a directory");
    }
    dir.call("make", () -> FileChannel.open(d, WRITE, CREATE_NEW), "threw FileAlreadyExistsException: d");
  }

  public void wherePathsFailOpeningDoes(Directory dir) throws Exception {
    dir.file("a", "");
    dir.call("in nothing", () -> FileChannel.open(dir.path("x/y"), WRITE, CREATE), "threw NoSuchFileException: x/y");
    dir.call("in a file", () -> FileChannel.open(dir.path("a/b"), WRITE, CREATE),
        "threw FileSystemException: a/b: Not a directory");
    dir.call("a long name", () -> FileChannel.open(dir.path("x".repeat(300)), WRITE, CREATE),
        "threw FileSystemException: " + "x".repeat(300) + ": File name too long");
    dir.call("an option that is none", () -> FileChannel.open(dir.path("a"), Set.of(new OpenOption() {})),
        "threw UnsupportedOperationException");
    dir.saw("tree", dir.tree(), "[a]");
  }

  public void attributesAreOfAFileThatIsMade(Directory dir) throws Exception {
    var wanted = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("r-x------"));
    try (SeekableByteChannel channel = Files.newByteChannel(dir.path("a"), Set.of(WRITE, CREATE), wanted)) {
      dir.saw("writable all the same", channel.write(Bytes.of("text")), 4);
    }
    dir.saw("permissions", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.path("a"))), "r-x------");
    Files.setPosixFilePermissions(dir.path("a"), PosixFilePermissions.fromString("rwx------"));
    FileChannel.open(dir.path("a"), Set.of(WRITE, CREATE), wanted).close();
    dir.saw("not of one that is there", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.path("a"))),
        "rwx------");
  }
}
