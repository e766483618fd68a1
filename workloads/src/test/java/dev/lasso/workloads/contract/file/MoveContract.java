package dev.lasso.workloads.contract.file;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@link Files#move}: plain, replacing and atomic. */
public final class MoveContract {

  private static void move(Directory dir, String from, String to, String documented, CopyOption... options) {
    dir.call(from + " to " + to, () -> Files.move(dir.path(from), dir.path(to), options), documented);
  }

  public void aFileTakesItsContentAlong(Directory dir) throws Exception {
    dir.file("a", "text");
    Object key = Files.readAttributes(dir.path("a"), "fileKey").get("fileKey");
    dir.sub("d");
    move(dir, "a", "d/b", "returned d/b");
    dir.saw("content", Files.readString(dir.path("d/b")), "text");
    dir.holds("the same file", Files.readAttributes(dir.path("d/b"), "fileKey").containsValue(key));
    dir.saw("tree", dir.tree(), "[d/, d/b]");
  }

  public void aDirectoryTakesItsFilesAlong(Directory dir) throws Exception {
    dir.sub("d/e");
    dir.file("d/e/a", "text");
    move(dir, "d", "f", "returned f");
    dir.saw("tree", dir.tree(), "[f/, f/e/, f/e/a]");
  }

  public void plainStopsAtWhatIsThere(Directory dir) throws Exception {
    dir.file("a", "a");
    dir.file("b", "b");
    dir.sub("d");
    Files.createSymbolicLink(dir.path("link"), Path.of("nowhere"));
    move(dir, "a", "b", "threw FileAlreadyExistsException: b");
    move(dir, "a", "d", "threw FileAlreadyExistsException: d");
    move(dir, "a", "link", "threw FileAlreadyExistsException: link");
    move(dir, "d", "a", "threw FileAlreadyExistsException: a");
    move(dir, "a", "x/a", "threw NoSuchFileException: a -> x/a");
    move(dir, "x", "y", "threw NoSuchFileException: x");
    move(dir, "a", "b/c", "threw FileSystemException: a -> b/c: Not a directory");
    dir.saw("tree", dir.tree(), "[a, b, d/, link -> nowhere]");
  }

  public void replacingTakesAwayWhatIsThereUnlessFull(Directory dir) throws Exception {
    dir.file("a", "a");
    dir.file("b", "b");
    move(dir, "a", "b", "returned b", REPLACE_EXISTING);
    dir.saw("content", Files.readString(dir.path("b")), "a");
    dir.sub("empty");
    move(dir, "b", "empty", "returned empty", REPLACE_EXISTING);
    dir.sub("full/d");
    move(dir, "empty", "full", "threw DirectoryNotEmptyException: full", REPLACE_EXISTING);
    dir.sub("d");
    move(dir, "d", "full", "threw DirectoryNotEmptyException: full", REPLACE_EXISTING);
    move(dir, "d", "empty", "returned empty", REPLACE_EXISTING);
    dir.saw("tree", dir.tree(), "[empty/, full/, full/d/]");
  }

  public void replacingALinkLeavesWhatItNames(Directory dir) throws Exception {
    dir.file("a", "a");
    Files.createSymbolicLink(dir.path("link"), dir.file("b", "kept"));
    move(dir, "a", "link", "returned link", REPLACE_EXISTING);
    dir.saw("link", Files.readString(dir.path("link")), "a");
    dir.saw("what it named", Files.readString(dir.path("b")), "kept");
    dir.saw("tree", dir.tree(), "[b, link]");
  }

  public void aLinkIsMovedItself(Directory dir) throws Exception {
    dir.file("a", "text");
    dir.sub("d");
    Files.createSymbolicLink(dir.path("link"), Path.of("a"));
    move(dir, "link", "d/link", "returned d/link");
    dir.saw("tree", dir.tree(), "[a, d/, d/link -> a]");
    dir.saw("it dangles now", Files.exists(dir.path("d/link")), false);
  }

  public void atomicReplacesAsRenameDoes(Directory dir) throws Exception {
    dir.file("a", "a");
    dir.file("b", "b");
    move(dir, "a", "b", "returned b", ATOMIC_MOVE);
    dir.saw("content", Files.readString(dir.path("b")), "a");
    dir.sub("d");
    dir.sub("empty");
    move(dir, "d", "empty", "returned empty", ATOMIC_MOVE);
    dir.saw("tree", dir.tree(), "[b, empty/]");
  }

  public void atomicFailsAsRenameDoes(Directory dir) throws Exception {
    dir.file("a", "a");
    dir.sub("d");
    dir.sub("full/d");
    move(dir, "x", "y", "threw NoSuchFileException: x -> y", ATOMIC_MOVE);
    move(dir, "a", "x/a", "threw NoSuchFileException: a -> x/a", ATOMIC_MOVE);
    move(dir, "a", "d", "threw FileSystemException: a -> d: Is a directory", ATOMIC_MOVE);
    move(dir, "d", "a", "threw FileSystemException: d -> a: Not a directory", ATOMIC_MOVE);
    move(dir, "d", "full", "threw FileSystemException: d -> full: Directory not empty", ATOMIC_MOVE);
    move(dir, "d", "d/e", "threw FileSystemException: d -> d/e: Invalid argument", ATOMIC_MOVE);
    dir.saw("tree", dir.tree(), "[a, d/, full/, full/d/]");
  }

  public void aDirectoryDoesNotGoIntoItself(Directory dir) throws Exception {
    dir.sub("d");
    move(dir, "d", "d/e", "threw FileSystemException: d -> d/e: Invalid argument");
    move(dir, "d", "d/e", "threw FileSystemException: d -> d/e: Invalid argument", REPLACE_EXISTING);
    dir.sub("d/e/f");
    move(dir, "d/e", "d", "threw DirectoryNotEmptyException: d", REPLACE_EXISTING);
    dir.saw("tree", dir.tree(), "[d/, d/e/, d/e/f/]");
  }

  public void ontoItselfNothingHappens(Directory dir) throws Exception {
    dir.file("a", "text");
    Files.createLink(dir.path("b"), dir.path("a"));
    move(dir, "a", "a", "returned a");
    move(dir, "a", "a", "returned a", ATOMIC_MOVE);
    move(dir, "a", "b", "returned b");
    dir.saw("two names of one file both stay", dir.tree(), "[a, b]");
  }

  public void copyingAttributesIsNoWayToMove(Directory dir) throws Exception {
    dir.file("a", "text");
    move(dir, "a", "b", "threw UnsupportedOperationException", COPY_ATTRIBUTES);
    dir.saw("tree", dir.tree(), "[a]");
  }
}
