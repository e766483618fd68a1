package dev.lasso.workloads.contract.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Symbolic links, hard links, and where a path really leads. */
@SuppressWarnings("StreamResourceLeak") // closed at once
public final class LinkContract {

  /** The reason that the JDK gives for ELOOP. */
  private static final String LOOP = ": Too many levels of symbolic links or unable to access attributes of symbolic"
      + " link";

  private static Path link(Directory dir, String name, String target) throws Exception {
    return Files.createSymbolicLink(dir.path(name), Path.of(target));
  }

  public void aLinkSaysWhatItWasTold(Directory dir) throws Exception {
    for (String target : List.of("a", "../a", "./x/../a", "/nowhere/at/all", "..", ".", "x//y/")) {
      Path link = link(dir, "link", target);
      dir.saw("says", Files.readSymbolicLink(link), Path.of(target));
      dir.saw("size of " + target, Files.readAttributes(link, "size", NOFOLLOW_LINKS).get("size"),
          Path.of(target).toString().length());
      Files.delete(link);
    }
    dir.call("over a file", () -> link(dir, dir.file("a", "").getFileName().toString(), "b"),
        "threw FileAlreadyExistsException: a");
    dir.call("in nothing", () -> link(dir, "x/y", "a"), "threw NoSuchFileException: x/y");
    dir.call("read a file", () -> Files.readSymbolicLink(dir.path("a")), "threw NotLinkException: a");
    dir.call("read nothing", () -> Files.readSymbolicLink(dir.path("x")), "threw NoSuchFileException: x");
  }

  public void aLinkStandsForItsTarget(Directory dir) throws Exception {
    dir.sub("d/e");
    dir.file("d/a", "text");
    link(dir, "d/e/up", "../a");
    link(dir, "absolute", dir.path("d/a").toString());
    link(dir, "directory", "d");
    link(dir, "twice", "directory/e/up");
    for (String name : List.of("d/e/up", "absolute", "directory/a", "twice", "directory/e/../a")) {
      dir.saw(name, Files.readString(dir.path(name)), "text");
    }
    Files.writeString(dir.path("twice"), "other");
    dir.saw("written through", Files.readString(dir.path("d/a")), "other");
    Files.writeString(dir.path("directory/made"), "");
    dir.saw("made through", dir.tree(),
        "[absolute -> d/a, d/, d/a, d/e/, d/e/up -> ../a, d/made, directory -> d, twice -> directory/e/up]");
  }

  public void dotsAfterALinkAreOfItsTarget(Directory dir) throws Exception {
    dir.sub("d/e");
    dir.file("d/a", "in d");
    dir.file("a", "at the top");
    link(dir, "link", "d/e");
    dir.saw("link/..", Files.readString(dir.path("link/../a")), "in d");
    dir.saw("normalized", Files.readString(dir.path("link/../a").normalize()), "at the top");
    dir.saw("real", dir.path("link/../a").toRealPath(), "d/a");
    dir.saw("real, links kept", dir.path("link/./../a").toRealPath(NOFOLLOW_LINKS), "link/../a");
  }

  public void aDanglingLinkIsThereAndIsNot(Directory dir) throws Exception {
    Path link = link(dir, "link", "target");
    dir.call("read", () -> Files.readString(link), "threw NoSuchFileException: link");
    dir.call("size", () -> Files.size(link), "threw NoSuchFileException: link");
    dir.call("real", () -> link.toRealPath(), "threw NoSuchFileException: link");
    dir.call("create", () -> Files.createFile(link), "threw FileAlreadyExistsException: link");
    dir.call("createDirectory", () -> Files.createDirectory(link), "threw FileAlreadyExistsException: link");
    dir.call("createDirectories", () -> Files.createDirectories(link), "threw FileAlreadyExistsException: link");
    dir.saw("tree", dir.tree(), "[link -> target]");
    dir.call("write", () -> Files.writeString(link, "text"), "returned link");
    dir.saw("the target was made", dir.tree() + Files.readString(dir.path("target")), "[link -> target, target]text");
  }

  public void loopsEnd(Directory dir) throws Exception {
    link(dir, "a", "b");
    link(dir, "b", "a");
    Path self = link(dir, "self", "self");
    for (Path path : List.of(dir.path("a"), self, self.resolve("x"))) {
      String loop = "threw FileSystemException: " + dir.path("").relativize(path) + LOOP;
      dir.call("read", () -> Files.readString(path), loop);
      dir.call("size", () -> Files.size(path), loop);
      dir.call("write", () -> Files.writeString(path, ""), loop);
      dir.call("list", () -> Files.list(path).close(), loop);
      dir.call("real", () -> path.toRealPath(), loop);
      dir.saw("exists, or not", Files.exists(path) + " " + Files.notExists(path), "false false");
    }
    dir.call("delete one itself", () -> Files.delete(self), "returned nothing");
    dir.call("delete through one", () -> Files.delete(dir.path("a/x")), "threw FileSystemException: a/x" + LOOP);
  }

  public void fortyLinksAreFollowedAndNoMore(Directory dir) throws Exception {
    dir.file("link0", "text");
    for (int i = 1; i <= 41; i++) {
      link(dir, "link" + i, "link" + (i - 1));
    }
    dir.call("40", () -> Files.readString(dir.path("link40")), "returned text");
    dir.call("41", () -> Files.readString(dir.path("link41")), "threw FileSystemException: link41" + LOOP);
  }

  public void notFollowingRefusesLinks(Directory dir) throws Exception {
    dir.file("a", "text");
    Path link = link(dir, "link", "a");
    LinkOption no = NOFOLLOW_LINKS;
    String refused = "threw IOException: Too many levels of symbolic links (NOFOLLOW_LINKS specified)";
    dir.call("read", () -> Files.newByteChannel(link, StandardOpenOption.READ, no), refused);
    dir.call("write", () -> Files.newOutputStream(link, no), refused);
    dir.saw("kind", Files.isRegularFile(link, no) + " " + Files.isRegularFile(link), "false true");
    dir.saw("only the last name counts", Files.isRegularFile(link(dir, "here", ".").resolve("a"), no), true);
  }

  public void hardLinksAreOneFile(Directory dir) throws Exception {
    Path a = dir.file("a", "text");
    Path b = dir.path("b");
    dir.call("link", () -> Files.createLink(b, a), "returned b");
    dir.saw("count", Files.getAttribute(a, "unix:nlink"), 2);
    dir.holds("one key", Files.getAttribute(a, "fileKey").equals(Files.getAttribute(b, "fileKey")));
    Files.writeString(b, "other");
    Files.delete(a);
    dir.saw("the other name", Files.readString(b) + " " + Files.getAttribute(b, "unix:nlink"), "other 1");
    dir.call("over a file", () -> Files.createLink(dir.file("c", ""), b), "threw FileAlreadyExistsException: c -> b");
    dir.call("to nothing", () -> Files.createLink(dir.path("y"), a), "threw NoSuchFileException: y -> a");
    dir.call("in nothing", () -> Files.createLink(dir.path("x/y"), b), "threw NoSuchFileException: x/y -> b");
  }

  public void aDirectoryHasNoHardLinks(Directory dir) throws Exception {
    Path d = dir.sub("d");
    dir.call("a hard link to one", () -> Files.createLink(dir.path("b"), d),
        "threw FileSystemException: b -> d: Operation not permitted");
    dir.saw("tree", dir.tree(), "[d/]");
  }

  public void aLinkToALinkIsALinkToTheLink(Directory dir) throws Exception {
    dir.file("a", "text");
    Path link = link(dir, "link", "a");
    Files.createLink(dir.path("hard"), link);
    dir.saw("tree", dir.tree(), "[a, hard -> a, link -> a]");
    dir.saw("says", Files.readSymbolicLink(dir.path("hard")), "a");
  }

  public void realPathsHaveNoLinksLeft(Directory dir) throws Exception {
    dir.sub("d/e");
    dir.file("d/a", "");
    link(dir, "link", "d");
    link(dir, "d/e/far", dir.path("link/a").toString());
    dir.saw("file", dir.path("d/./e/../a").toRealPath(), "d/a");
    dir.saw("through a link", dir.path("link/e").toRealPath(), "d/e");
    dir.saw("a link to one through a link", dir.path("d/e/far").toRealPath(), "d/a");
    dir.saw("links kept", dir.path("link/./e").toRealPath(NOFOLLOW_LINKS), "link/e");
    dir.saw("directory", dir.path("d/..").toRealPath(), ".");
    dir.saw("root", Path.of("/..").toRealPath(), "/");
    dir.call("nothing", () -> dir.path("d/x").toRealPath(), "threw NoSuchFileException: d/x");
    dir.call("through a file", () -> dir.path("d/a/x").toRealPath(),
        "threw FileSystemException: d/a/x: Not a directory");
  }
}
