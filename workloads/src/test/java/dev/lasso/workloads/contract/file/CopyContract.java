package dev.lasso.workloads.contract.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;

/** {@link Files#copy}, between files and with streams. */
public final class CopyContract {

  private static void copy(Directory dir, String from, String to, String documented, CopyOption... options) {
    dir.call(from + " to " + to, () -> Files.copy(dir.path(from), dir.path(to), options), documented);
  }

  public void aFileOfAnyLengthIsCopied(Directory dir) throws Exception {
    for (int length : new int[]{0, 1, 8192, 100_003}) {
      Path a = dir.file("a", "x".repeat(length));
      Path b = dir.path("b" + length);
      Files.copy(a, b);
      dir.saw("mismatch of " + length, Files.mismatch(a, b), -1);
      dir.saw("the same file", Files.isSameFile(a, b), false);
    }
  }

  public void aDirectoryIsCopiedWithoutItsFiles(Directory dir) throws Exception {
    dir.file(dir.sub("d").resolve("a").toString(), "text");
    copy(dir, "d", "e", "returned e");
    dir.saw("tree", dir.tree(), "[d/, d/a, e/]");
  }

  public void stopsAtWhatIsThere(Directory dir) throws Exception {
    dir.file("a", "a");
    dir.file("b", "b");
    dir.sub("d");
    copy(dir, "a", "b", "threw FileAlreadyExistsException: b");
    copy(dir, "a", "d", "threw FileAlreadyExistsException: d");
    copy(dir, "d", "a", "threw FileAlreadyExistsException: a");
    copy(dir, "x", "y", "threw NoSuchFileException: x");
    copy(dir, "a", "x/a", "threw NoSuchFileException: x/a");
    copy(dir, "d", "x/a", "threw NoSuchFileException: x/a");
    copy(dir, "a", "b/c", "threw FileSystemException: b/c: Not a directory");
    copy(dir, "a", "a", "returned a");
    dir.saw("content", Files.readString(dir.path("b")), "b");
    dir.saw("tree", dir.tree(), "[a, b, d/]");
  }

  public void replacingTakesAwayWhatIsThereUnlessFull(Directory dir) throws Exception {
    dir.file("a", "a");
    dir.file("b", "longer");
    dir.sub("empty");
    dir.sub("full/d");
    copy(dir, "a", "b", "returned b", REPLACE_EXISTING);
    dir.saw("content", Files.readString(dir.path("b")), "a");
    copy(dir, "a", "empty", "returned empty", REPLACE_EXISTING);
    copy(dir, "a", "full", "threw DirectoryNotEmptyException: full", REPLACE_EXISTING);
    copy(dir, "full", "b", "returned b", REPLACE_EXISTING);
    dir.saw("tree", dir.tree(), "[a, b/, empty, full/, full/d/]");
  }

  public void attributesComeAlongWhenAsked(Directory dir) throws Exception {
    FileTime time = FileTime.fromMillis(1_000_000_000_123L);
    Path a = Files.setPosixFilePermissions(dir.file("a", "text"), PosixFilePermissions.fromString("rwxr----x"));
    Files.setLastModifiedTime(a, time);
    copy(dir, "a", "plain", "returned plain");
    copy(dir, "a", "full", "returned full", COPY_ATTRIBUTES);
    dir.saw("time, not asked", Files.getLastModifiedTime(dir.path("plain")).equals(time), false);
    dir.saw("time", Files.getLastModifiedTime(dir.path("full")), time);
    dir.saw("permissions", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.path("full"))), "rwxr----x");
    Files.setLastModifiedTime(dir.sub("d"), time);
    copy(dir, "d", "e", "returned e", COPY_ATTRIBUTES);
    dir.saw("time of a directory", Files.getLastModifiedTime(dir.path("e")), time);
  }

  public void linksAreFollowedUnlessAskedNotTo(Directory dir) throws Exception {
    dir.file("a", "text");
    Files.createSymbolicLink(dir.path("link"), Path.of("a"));
    Files.createSymbolicLink(dir.path("dangling"), Path.of("nowhere"));
    copy(dir, "link", "file", "returned file");
    copy(dir, "link", "copied", "returned copied", NOFOLLOW_LINKS);
    copy(dir, "dangling", "x", "threw NoSuchFileException: dangling");
    copy(dir, "dangling", "hanging", "returned hanging", NOFOLLOW_LINKS);
    copy(dir, "a", "dangling", "threw FileAlreadyExistsException: dangling");
    copy(dir, "a", "dangling", "returned dangling", REPLACE_EXISTING);
    dir.saw("tree", dir.tree(), "[a, copied -> a, dangling, file, hanging -> nowhere, link -> a]");
  }

  public void movingAtomicallyIsNoWayToCopy(Directory dir) throws Exception {
    dir.file("a", "text");
    copy(dir, "a", "b", "threw UnsupportedOperationException", ATOMIC_MOVE);
    dir.saw("tree", dir.tree(), "[a]");
  }

  public void betweenFilesAndStreams(Directory dir) throws Exception {
    Path a = dir.path("a");
    dir.call("from a stream", () -> Files.copy(stream("text"), a), "returned 4");
    dir.call("over a file", () -> Files.copy(stream("other"), a), "threw FileAlreadyExistsException: a");
    dir.call("replacing it", () -> Files.copy(stream("other"), a, REPLACE_EXISTING), "returned 5");
    dir.call("over a full directory", () -> Files.copy(stream("x"), dir.sub("d/e").getParent(), REPLACE_EXISTING),
        "threw DirectoryNotEmptyException: d");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    dir.call("to a stream", () -> Files.copy(a, out), "returned 5");
    dir.saw("what came", out, "other");
    dir.call("nothing to a stream", () -> Files.copy(dir.path("x"), out), "threw NoSuchFileException: x");
    dir.call("a directory to a stream", () -> Files.copy(dir.path("d"), out), "threw IOException: Is a directory");
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
