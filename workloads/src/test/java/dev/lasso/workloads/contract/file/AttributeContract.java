package dev.lasso.workloads.contract.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.attribute.PosixFilePermissions.fromString;

import dev.lasso.workloads.contract.Actor;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Attributes: sizes, times, permissions, owners and keys. Times are compared with each other only. */
@SuppressWarnings("StreamResourceLeak") // closed at once
public final class AttributeContract {

  /** Long ago, so that whatever sets a time to the present is seen. */
  private static final FileTime PAST = FileTime.from(Instant.parse("1999-12-31T23:59:58.123456789Z"));

  private static Path aged(Path path) throws Exception {
    return Files.setLastModifiedTime(path, PAST);
  }

  private static boolean aged(Directory dir, String name) throws Exception {
    return Files.getLastModifiedTime(dir.path(name)).equals(PAST);
  }

  private static BasicFileAttributes basic(Path path) throws Exception {
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  public void kindsExcludeEachOther(Directory dir) throws Exception {
    Path link = Files.createSymbolicLink(dir.path("link"), dir.file("a", "text"));
    dir.saw("file", kind(basic(dir.path("a"))), "true false false false");
    dir.saw("directory", kind(basic(dir.sub("d"))), "false true false false");
    dir.saw("link, followed", kind(basic(link)), "true false false false");
    dir.saw("link", kind(Files.readAttributes(link, BasicFileAttributes.class, NOFOLLOW_LINKS)),
        "false false true false");
    dir.saw("device", kind(basic(Path.of("/dev/null"))), "false false false true");
    dir.call("nothing", () -> basic(dir.path("x")), "threw NoSuchFileException: x");
  }

  private static String kind(BasicFileAttributes is) {
    return is.isRegularFile() + " " + is.isDirectory() + " " + is.isSymbolicLink() + " " + is.isOther();
  }

  public void theSizeIsThatOfTheContent(Directory dir) throws Exception {
    Path a = dir.file("a", "");
    for (int size : new int[]{0, 1, 4_096, 4_097, 70_000, 3}) {
      Files.write(a, new byte[size]);
      dir.saw("size", basic(a).size() + " " + Files.size(a) + " " + a.toFile().length(),
          size + " " + size + " " + size);
    }
  }

  public void aTimeIsKeptToTheNanosecond(Directory dir) throws Exception {
    Path a = dir.file("a", "");
    for (String time : List.of("1999-12-31T23:59:58.123456789Z", "1970-01-01T00:00:00Z", "1969-07-20T20:17:40Z",
        "2033-05-18T03:33:20.999999999Z")) {
      FileTime set = FileTime.from(Instant.parse(time));
      dir.call("set", () -> Files.setLastModifiedTime(a, set), "returned a");
      dir.saw("time", Files.getLastModifiedTime(a), time);
      dir.saw("in the attributes", basic(a).lastModifiedTime(), time);
    }
    dir.call("of nothing", () -> aged(dir.path("x")), "threw NoSuchFileException: x");
    dir.call("get of nothing", () -> Files.getLastModifiedTime(dir.path("x")), "threw NoSuchFileException: x");
  }

  /** The kernel refuses nanoseconds below zero, and the JDK then sets the epoch. */
  public void aFractionBeforeTheEpochIsTheEpoch(Directory dir) throws Exception {
    Path a = Files.setLastModifiedTime(dir.file("a", ""), FileTime.from(Instant.ofEpochSecond(-7, 5)));
    dir.saw("time", Files.getLastModifiedTime(a), "1970-01-01T00:00:00Z");
  }

  public void bothTimesAreSetApart(Directory dir) throws Exception {
    Path a = dir.file("a", "");
    BasicFileAttributeView view = Files.getFileAttributeView(a, BasicFileAttributeView.class);
    FileTime other = FileTime.fromMillis(1_000_000_000_000L);
    view.setTimes(PAST, other, null);
    dir.saw("modified", basic(a).lastModifiedTime(), PAST);
    dir.saw("accessed", basic(a).lastAccessTime(), other);
    view.setTimes(null, PAST, null);
    dir.saw("accessed only", basic(a).lastAccessTime(), PAST);
    view.setTimes(null, null, null);
    dir.saw("nothing set", basic(a).lastModifiedTime(), PAST);
    Files.setAttribute(a, "lastAccessTime", other);
    dir.saw("by name", Files.getAttribute(a, "basic:lastAccessTime"), other);
  }

  public void aLinksTimeIsItsOwn(Directory dir) throws Exception {
    Path a = aged(dir.file("a", ""));
    Path link = Files.createSymbolicLink(dir.path("link"), a);
    FileTime other = FileTime.fromMillis(1_000_000_000_000L);
    Files.getFileAttributeView(link, BasicFileAttributeView.class, NOFOLLOW_LINKS).setTimes(other, null, null);
    dir.saw("link", Files.getLastModifiedTime(link, NOFOLLOW_LINKS), other);
    dir.saw("target", Files.getLastModifiedTime(link), PAST);
    Files.setLastModifiedTime(link, other);
    dir.saw("set through it", Files.getLastModifiedTime(a), other);
  }

  public void writingMakesAFileNew(Directory dir) throws Exception {
    Path a = aged(dir.file("a", "text"));
    Files.readString(a);
    dir.saw("reading does not", aged(dir, "a"), true);
    Files.newOutputStream(a, StandardOpenOption.APPEND).close();
    dir.saw("opening does not", aged(dir, "a"), true);
    Files.setPosixFilePermissions(a, fromString("rw-r-----"));
    dir.saw("permissions do not", aged(dir, "a"), true);
    Files.createLink(dir.path("hard"), a);
    Files.move(a, dir.path("b"));
    dir.saw("names do not", aged(dir, "b") && aged(dir, "hard"), true);
    Files.writeString(dir.path("b"), "other");
    dir.saw("writing does, by any name", aged(dir, "b") || aged(dir, "hard"), false);
    aged(dir.path("b"));
    Files.newOutputStream(dir.path("b")).close();
    dir.saw("truncating does", aged(dir, "b"), false);
  }

  public void aDirectoryIsNewWhenItsNamesChange(Directory dir) throws Exception {
    Path d = dir.sub("d");
    List<Actor.Deed> changes = List.of(() -> dir.file("d/a", ""), () -> Files.move(dir.path("d/a"), dir.path("d/b")),
        () -> Files.createLink(dir.path("d/c"), dir.path("d/b")), () -> Files.delete(dir.path("d/c")),
        () -> Files.move(dir.path("d/b"), dir.path("b")), () -> Files.createDirectory(dir.path("d/e")),
        () -> Files.createSymbolicLink(dir.path("d/link"), d), () -> Files.delete(dir.path("d/e")));
    for (Actor.Deed change : changes) {
      aged(d);
      change.run();
      dir.saw("changed by " + changes.indexOf(change), aged(dir, "d"), false);
    }
    aged(d);
    Files.writeString(dir.path("d/link/../b"), "text");
    Files.list(d).close();
    dir.saw("changed by what is inside of a file", aged(dir, "d"), true);
  }

  public void timesAreNeverBackwards(Directory dir) throws Exception {
    Path a = dir.file("a", "text");
    BasicFileAttributes first = basic(a);
    dir.holds("created not after it was written", first.creationTime().compareTo(first.lastModifiedTime()) <= 0);
    Path b = dir.file("b", "text");
    dir.holds("a later file", basic(b).lastModifiedTime().compareTo(first.lastModifiedTime()) >= 0);
    Files.writeString(a, "again");
    dir.holds("a later write", basic(a).lastModifiedTime().compareTo(basic(b).lastModifiedTime()) >= 0);
    dir.holds("created once", basic(a).creationTime().equals(first.creationTime()));
  }

  public void whatChangesTheFileMovesItsChangeTime(Directory dir) throws Exception {
    Path a = dir.file("a", "text");
    List<Actor.Deed> changes = List.of(() -> Files.setPosixFilePermissions(a, fromString("rw-------")), () -> aged(a),
        () -> Files.writeString(a, "text"), () -> Files.deleteIfExists(Files.createLink(dir.path("b"), a)));
    for (Actor.Deed change : changes) {
      Object before = Files.getAttribute(a, "unix:ctime");
      dir.saw("moves", Actor.outcomeOf(() -> {
        while (Files.getAttribute(a, "unix:ctime").equals(before)) {
          Thread.sleep(1);
          change.run();
        }
        return ((FileTime) before).compareTo((FileTime) Files.getAttribute(a, "unix:ctime")) < 0;
      }), "returned true");
    }
  }

  public void permissionsAreWhatTheyAreSetTo(Directory dir) throws Exception {
    Path a = dir.file("a", "");
    for (String set : List.of("---------", "rwxrwxrwx", "r--r--r--", "rw-r-----", "--x-w-r--")) {
      dir.call("set", () -> Files.setPosixFilePermissions(a, fromString(set)), "returned a");
      dir.saw("get", PosixFilePermissions.toString(Files.getPosixFilePermissions(a)), set);
      dir.saw("mode", (int) Files.getAttribute(a, "unix:mode") & 0777, mode(set));
    }
    Files.setPosixFilePermissions(dir.sub("d"), fromString("rwx--x--x"));
    dir.saw("directory", new TreeSet<>(Files.getPosixFilePermissions(dir.path("d"))),
        "[OWNER_READ, OWNER_WRITE, OWNER_EXECUTE, GROUP_EXECUTE, OTHERS_EXECUTE]");
    dir.call("of nothing", () -> Files.setPosixFilePermissions(dir.path("x"), fromString("---------")),
        "threw NoSuchFileException: x");
  }

  private static int mode(String permissions) {
    return permissions.chars().map(c -> c == '-' ? 0 : 1).reduce(0, (mode, bit) -> mode * 2 + bit);
  }

  public void accessFollowsFromPermissions(Directory dir) throws Exception {
    Path a = Files.setPosixFilePermissions(dir.file("a", ""), fromString("rw-------"));
    dir.saw("owned", access(a), "true true false");
    Files.setPosixFilePermissions(a, fromString("rwx------"));
    dir.saw("executable", access(a), "true true true");
    dir.saw("nothing", access(dir.path("x")), "false false false");
    dir.saw("directory", access(Files.setPosixFilePermissions(dir.sub("d"), fromString("rwx------"))),
        "true true true");
  }

  private static String access(Path path) {
    return Files.isReadable(path) + " " + Files.isWritable(path) + " " + Files.isExecutable(path);
  }

  public void ownersAreOfOneUser(Directory dir) throws Exception {
    Path a = dir.file("a", "");
    Path d = dir.sub("d");
    dir.holds("the same owner", Files.getOwner(a).equals(Files.getOwner(d)));
    dir.holds("the same name", Files.getOwner(a).getName().equals(Files.getOwner(d).getName()));
    PosixFileAttributes posix = Files.readAttributes(a, PosixFileAttributes.class);
    dir.holds("in the attributes", posix.owner().equals(Files.getOwner(a)));
    dir.call("set to what it is", () -> Files.setOwner(a, posix.owner()), "returned a");
    dir.call("group too", () -> Files.getFileAttributeView(a, PosixFileAttributeView.class).setGroup(posix.group()),
        "returned nothing");
    dir.holds("one user is equal to another of the name",
        a.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(posix.owner().getName())
            .equals(posix.owner()));
    dir.call("a name that nobody has",
        () -> a.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("no such user"),
        "threw UserPrincipalNotFoundException");
  }

  public void keysTellFilesApart(Directory dir) throws Exception {
    Object a = basic(dir.file("a", "")).fileKey();
    dir.holds("another", !a.equals(basic(dir.file("b", "")).fileKey()));
    dir.holds("a link's target", a.equals(basic(Files.createSymbolicLink(dir.path("link"), dir.path("a"))).fileKey()));
    Files.writeString(dir.path("a"), "text");
    dir.holds("written", a.equals(basic(dir.path("a")).fileKey()));
    dir.holds("moved", a.equals(basic(Files.move(dir.path("a"), dir.path("c"))).fileKey()));
    dir.holds("the key is of device and node", a.toString().matches("\\(dev=[0-9a-f]+,ino=\\d+\\)"));
  }

  public void attributesByName(Directory dir) throws Exception {
    Path a = aged(dir.file("a", "text"));
    dir.saw("some", new TreeMap<>(Files.readAttributes(a, "size,isDirectory,lastModifiedTime")),
        "{isDirectory=false, lastModifiedTime=" + PAST + ", size=4}");
    dir.saw("all basic", new TreeSet<>(Files.readAttributes(a, "*").keySet()), "[creationTime, fileKey, isDirectory, "
        + "isOther, isRegularFile, isSymbolicLink, lastAccessTime, lastModifiedTime, size]");
    dir.saw("posix", Files.readAttributes(a, "posix:*").keySet().containsAll(List.of("owner", "group", "permissions")),
        true);
    dir.saw("unix", new TreeMap<>(Files.readAttributes(a, "unix:nlink,size")), "{nlink=1, size=4}");
    dir.saw("a directory's links", Files.getAttribute(dir.sub("d"), "unix:mode") instanceof Integer, true);
    dir.call("unknown", () -> Files.getAttribute(a, "colour"), "threw IllegalArgumentException");
    dir.call("unknown view", () -> Files.getAttribute(a, "acl:acl"), "threw UnsupportedOperationException");
    dir.call("none", () -> Files.readAttributes(a, ""), "threw IllegalArgumentException");
    dir.call("not to be set", () -> Files.setAttribute(a, "size", 3L), "threw IllegalArgumentException");
    dir.call("of the wrong type", () -> Files.setAttribute(a, "lastModifiedTime", "now"), "threw ClassCastException");
  }

  public void views(Directory dir) throws Exception {
    Path a = dir.file("a", "");
    dir.saw("names", Files.getFileAttributeView(a, BasicFileAttributeView.class).name()
        + Files.getFileAttributeView(a, PosixFileAttributeView.class).name()
        + Files.getFileAttributeView(a, FileOwnerAttributeView.class).name(), "basicposixowner");
    dir.holds("supported",
        a.getFileSystem().supportedFileAttributeViews().containsAll(List.of("basic", "posix", "unix", "owner")));
    BasicFileAttributeView late = Files.getFileAttributeView(dir.path("x"), BasicFileAttributeView.class);
    dir.call("of nothing", late::readAttributes, "threw NoSuchFileException: x");
    dir.file("x", "text");
    dir.saw("once it is there", late.readAttributes().size(), 4);
  }

  public void aStoreHasRoom(Directory dir) throws Exception {
    FileStore store = Files.getFileStore(dir.file("a", ""));
    dir.holds("space", store.getTotalSpace() > 0 && store.getUsableSpace() <= store.getTotalSpace());
    dir.holds("usable", store.getUsableSpace() > 0 && store.getUnallocatedSpace() > 0 && store.getBlockSize() > 0);
    dir.saw("read only", store.isReadOnly(), false);
    dir.holds("views", store.supportsFileAttributeView("basic") && store.supportsFileAttributeView("posix"));
    dir.saw("of a file beside", store.equals(Files.getFileStore(dir.file("b", ""))), true);
    dir.call("of nothing", () -> Files.getFileStore(dir.path("x")), "threw NoSuchFileException: x");
  }
}
