package dev.lasso.workloads.contract.file;

import dev.lasso.workloads.contract.Actor;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Making files and directories, asking for them, and taking them away. */
public final class CreateDeleteContract {

  public void createFileMakesAnEmptyOneOnce(Directory dir) throws Exception {
    Path a = dir.path("a");
    dir.call("the first time", () -> Files.createFile(a), "returned a");
    dir.saw("size", Files.size(a), 0);
    Files.writeString(a, "kept");
    dir.call("the second time", () -> Files.createFile(a), "threw FileAlreadyExistsException: a");
    dir.saw("content", Files.readString(a), "kept");
    dir.call("over a directory", () -> Files.createFile(dir.sub("d")), "threw FileAlreadyExistsException: d");
    dir.call("in a missing one", () -> Files.createFile(dir.path("x/y")), "threw NoSuchFileException: x/y");
  }

  public void createDirectoryWantsTheParentAndNothingThere(Directory dir) throws Exception {
    Path d = dir.path("d");
    dir.call("the first time", () -> Files.createDirectory(d), "returned d");
    dir.call("the second time", () -> Files.createDirectory(d), "threw FileAlreadyExistsException: d");
    dir.call("over a file", () -> Files.createDirectory(dir.file("a", "")), "threw FileAlreadyExistsException: a");
    dir.call("in a missing one", () -> Files.createDirectory(dir.path("x/y")), "threw NoSuchFileException: x/y");
    dir.call("in a file", () -> Files.createDirectory(dir.path("a/y")),
        "threw FileSystemException: a/y: Not a directory");
    dir.saw("tree", dir.tree(), "[a, d/]");
  }

  public void createDirectoriesMakesAllThatAreMissing(Directory dir) throws Exception {
    dir.call("three", () -> Files.createDirectories(dir.path("x/y/z")), "returned x/y/z");
    dir.call("again", () -> Files.createDirectories(dir.path("x/y/z")), "returned x/y/z");
    dir.call("over a file", () -> Files.createDirectories(dir.file("a", "")), "threw FileAlreadyExistsException: a");
    dir.call("in a file", () -> Files.createDirectories(dir.path("a/b/c")),
        "threw FileSystemException: a/b: Not a directory");
    Files.createSymbolicLink(dir.path("link"), Path.of("x"));
    dir.call("over a link to one", () -> Files.createDirectories(dir.path("link")), "returned link");
    dir.call("through a link", () -> Files.createDirectories(dir.path("link/w")), "returned link/w");
    dir.saw("tree", dir.tree(), "[a, link -> x, x/, x/w/, x/y/, x/y/z/]");
  }

  public void createdWithPermissions(Directory dir) throws Exception {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    dir.saw("file", permissions(Files.createFile(dir.path("a"), owner)), "rwx------");
    dir.saw("directory", permissions(Files.createDirectory(dir.path("d"), owner)), "rwx------");
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  public void deleteTakesFilesAndEmptyDirectories(Directory dir) throws Exception {
    dir.call("a file", () -> Files.delete(dir.file("a", "text")), "returned nothing");
    dir.call("a directory", () -> Files.delete(dir.sub("d")), "returned nothing");
    dir.call("nothing", () -> Files.delete(dir.path("a")), "threw NoSuchFileException: a");
    dir.file("b", "");
    dir.call("below a file", () -> Files.delete(dir.path("b/x")), "threw FileSystemException: b/x: Not a directory");
    dir.call("a full directory", () -> Files.delete(dir.sub("e/f").getParent()), "threw DirectoryNotEmptyException: e");
    dir.saw("tree", dir.tree(), "[b, e/, e/f/]");
  }

  public void deleteIfExistsSaysWhetherItDid(Directory dir) throws Exception {
    dir.call("a file", () -> Files.deleteIfExists(dir.file("a", "text")), "returned true");
    dir.call("nothing", () -> Files.deleteIfExists(dir.path("a")), "returned false");
    dir.call("in nothing", () -> Files.deleteIfExists(dir.path("x/y")), "returned false");
    dir.call("a full directory", () -> Files.deleteIfExists(dir.sub("d/e").getParent()),
        "threw DirectoryNotEmptyException: d");
    dir.call("below a file", () -> Files.deleteIfExists(dir.file("b", "").resolve("x")),
        "threw FileSystemException: b/x: Not a directory");
  }

  public void deleteTakesALinkAndNotWhatItNames(Directory dir) throws Exception {
    Files.createSymbolicLink(dir.path("toFile"), dir.file("a", "kept"));
    Files.createSymbolicLink(dir.path("toDirectory"), dir.sub("d/e").getParent());
    Files.createSymbolicLink(dir.path("toNothing"), dir.path("x"));
    for (String link : List.of("toFile", "toDirectory", "toNothing")) {
      dir.call(link, () -> Files.delete(dir.path(link)), "returned nothing");
    }
    dir.saw("tree", dir.tree(), "[a, d/, d/e/]");
  }

  public void existsAndOfWhatKind(Directory dir) throws Exception {
    Path a = dir.file("a", "");
    dir.saw("file", kinds(a), "exists file");
    dir.saw("directory", kinds(dir.sub("d")), "exists directory");
    dir.saw("nothing", kinds(dir.path("x")), "not");
    dir.saw("in nothing", kinds(dir.path("x/y")), "not");
    Path link = Files.createSymbolicLink(dir.path("link"), Path.of("a"));
    dir.saw("link", kinds(link), "exists file link");
    dir.saw("link itself", kinds(link, LinkOption.NOFOLLOW_LINKS), "exists link");
    Files.delete(a);
    dir.saw("dangling link", kinds(link), "not link");
    dir.saw("dangling link itself", kinds(link, LinkOption.NOFOLLOW_LINKS), "exists link");
  }

  private static String kinds(Path path, LinkOption... options) {
    return (Files.exists(path, options) ? "exists" : "") + (Files.notExists(path, options) ? "not" : "")
        + (Files.isRegularFile(path, options) ? " file" : "") + (Files.isDirectory(path, options) ? " directory" : "")
        + (Files.isSymbolicLink(path) ? " link" : "");
  }

  public void hiddenIsWhatBeginsWithADot(Directory dir) throws Exception {
    dir.saw("plain", Files.isHidden(dir.path("a")), false);
    dir.saw("dotted", Files.isHidden(dir.path(".a")), true);
    dir.saw("in a dotted one", Files.isHidden(dir.path(".d/a")), false);
  }

  public void temporaryFilesAreFreshAndTheOwners(Directory dir) throws Exception {
    Path one = Files.createTempFile(dir.path(""), "one", ".txt");
    dir.holds("name", one.getFileName().toString().matches("one\\d+\\.txt"));
    dir.holds("no suffix", Files.createTempFile(dir.path(""), null, null).toString().endsWith(".tmp"));
    dir.holds("another", !one.equals(Files.createTempFile(dir.path(""), "one", ".txt")));
    dir.saw("file", Files.size(one) + " " + permissions(one), "0 rw-------");
    Path made = Files.createTempDirectory(dir.path(""), "made");
    dir.saw("directory", Files.isDirectory(made) + " " + permissions(made), "true rwx------");
    dir.call("a path for a prefix", () -> Files.createTempFile(dir.path(""), "x/y", ""),
        "threw IllegalArgumentException");
    dir.holds("in nothing", Actor.outcomeOf(() -> Files.createTempFile(dir.path("x"), "one", ""))
        .startsWith("threw NoSuchFileException: " + dir.path("x/one")));
    dir.holds("of the system", Files.deleteIfExists(Files.createTempFile("one", "")));
  }
}
