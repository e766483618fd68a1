package dev.lasso.workloads.contract.file;

import dev.lasso.workloads.contract.Actor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Paths that are odd, and what every operation makes of them. */
@SuppressWarnings("StreamResourceLeak") // closed at once
public final class PathContract {

  /** What can be done to one path, by name. */
  private static Map<String, Actor.Body> operations(Path path, Path other) {
    Map<String, Actor.Body> all = new LinkedHashMap<>();
    all.put("read", () -> Files.readString(path));
    all.put("write", () -> Files.writeString(path, ""));
    all.put("size", () -> Files.size(path));
    all.put("attributes", () -> Files.readAttributes(path, "*"));
    all.put("createFile", () -> Files.createFile(path));
    all.put("createDirectory", () -> Files.createDirectory(path));
    all.put("delete", Actor.Deed.body(() -> Files.delete(path)));
    all.put("real", path::toRealPath);
    all.put("list", Actor.Deed.body(() -> Files.list(path).close()));
    all.put("set time", () -> Files.setLastModifiedTime(path, FileTime.fromMillis(0)));
    all.put("readSymbolicLink", () -> Files.readSymbolicLink(path));
    all.put("createSymbolicLink", () -> Files.createSymbolicLink(path, other));
    return all;
  }

  /** What every operation on one path throws, but for some. */
  private static void all(Directory dir, Path path, String told, String reason, Map<String, String> others) {
    operations(path, dir.path("a")).forEach((name, body) -> dir.call(name, body,
        "threw " + others.getOrDefault(name, "FileSystemException") + ": " + told
            + (others.containsKey(name) ? "" : ": " + reason)));
    dir.call("move to it", () -> Files.move(dir.path("a"), path),
        "threw FileSystemException: a -> " + told + ": " + reason);
    dir.call("link to it", () -> Files.createLink(path, dir.path("a")),
        "threw FileSystemException: " + told + " -> a: " + reason);
    dir.call("copy to it", () -> Files.copy(dir.path("a"), path), "threw FileSystemException: " + told + ": " + reason);
  }

  public void throughAFileNothingIsFound(Directory dir) throws Exception {
    dir.file("a", "text");
    all(dir, dir.path("a/b"), "a/b", "Not a directory",
        Map.of("size", "NoSuchFileException", "attributes", "NoSuchFileException",
            "list", "NotDirectoryException"));
    dir.saw("exists, or not", Files.exists(dir.path("a/b")) + " " + Files.notExists(dir.path("a/b")), "false true");
  }

  public void aNameHas255BytesAtMost(Directory dir) throws Exception {
    dir.file("a", "text");
    String most = "x".repeat(255);
    dir.saw("255", Files.readString(dir.file(most, "text")), "text");
    dir.saw("renamed", Files.readString(Files.move(dir.path(most), dir.path("y".repeat(255)))), "text");
    all(dir, dir.path("x".repeat(256)), "x".repeat(256), "File name too long", Map.of());
    all(dir, dir.path("x".repeat(256) + "/a"), "x".repeat(256) + "/a", "File name too long", Map.of());
  }

  public void aPathHas4095BytesAtMost(Directory dir) throws Exception {
    dir.file("a", "text");
    Path far = dir.path("./".repeat(2_100) + "a");
    dir.call("read", () -> Files.readString(far),
        "threw FileSystemException: " + "./".repeat(2_100) + "a: File name too long");
    dir.saw("normalized", Files.readString(far.normalize()), "text");
    dir.call("a link's", () -> Files.createSymbolicLink(dir.path("link"), Path.of("x/".repeat(2_100))).getFileName(),
        "threw FileSystemException: link: File name too long");
  }

  public void slashesAtTheEndAndTwiceAreDropped(Directory dir) throws Exception {
    dir.sub("d");
    dir.file("d/a", "text");
    dir.saw("a file", Files.readString(Path.of(dir.path("d/a") + "/")), "text");
    dir.saw("twice", Files.readString(Path.of(dir.path("") + "//d///a//")), "text");
    dir.saw("made with one", Files.createDirectory(Path.of(dir.path("e") + "/")), "e");
    dir.saw("tree", dir.tree(), "[d/, d/a, e/]");
  }

  public void dotsAreDirectoriesAndMustExist(Directory dir) throws Exception {
    dir.sub("d");
    dir.file("a", "text");
    dir.saw("a dot", Files.readString(dir.path("./d/.././a")), "text");
    dir.saw("above the root", Files.isSameFile(Path.of("/../.."), Path.of("/")), true);
    dir.call("up out of nothing", () -> Files.readString(dir.path("x/../a")), "threw NoSuchFileException: x/../a");
    dir.call("up out of a file", () -> Files.readString(dir.path("a/../a")),
        "threw FileSystemException: a/../a: Not a directory");
    dir.call("delete .", () -> Files.delete(dir.path("d/.")), "threw FileSystemException: d/.: Invalid argument");
    dir.call("delete ..", () -> Files.delete(dir.path("d/..")), "threw DirectoryNotEmptyException: d/..");
    dir.call("make .", () -> Files.createDirectory(dir.path("d/.")), "threw FileAlreadyExistsException: d/.");
    dir.call("move .", () -> Files.move(dir.path("d/."), dir.path("e")),
        "threw FileSystemException: d/. -> e: Device or resource busy");
  }

  public void theEmptyPathIsWhereTheProgramStands(Directory dir) throws Exception {
    Path empty = Path.of("");
    dir.saw("directory", Files.isDirectory(empty), true);
    dir.saw("the same", Files.isSameFile(empty, Path.of(".")), true);
    dir.saw("absolute", empty.toAbsolutePath(), Path.of(System.getProperty("user.dir")));
    dir.call("make it", () -> Files.createDirectory(empty), "threw FileAlreadyExistsException: ");
    dir.call("delete it", () -> Files.delete(empty), "threw FileSystemException: : Invalid argument");
  }

  public void namesOfEveryCharacterButSlashAndZero(Directory dir) throws Exception {
    for (String name : List.of(" ", "a b", "*?", "\\", "new\nline", "'\"", "-rf", "...", "~", "a:b")) {
      dir.call("made", () -> Files.readString(dir.file(name, "text")), "returned text");
    }
    dir.saw("count", dir.path("").toFile().list().length, 10);
    dir.call("zero", () -> dir.path("a\0b"), "threw InvalidPathException");
    dir.saw("case counts", Files.exists(dir.file("A", "").resolveSibling("a")), false);
  }
}
