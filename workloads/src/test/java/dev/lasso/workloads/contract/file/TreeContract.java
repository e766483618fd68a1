package dev.lasso.workloads.contract.file;

import dev.lasso.workloads.contract.Actor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Directories read: streams of one, and walks through all below. */
@SuppressWarnings("StreamResourceLeak") // closed by sorted
public final class TreeContract {

  private interface Listing {

    Stream<Path> open() throws IOException;
  }

  /** What a listing holds, sorted, for a directory has no order. */
  private static Actor.Body sorted(Listing listing) {
    return () -> {
      try (Stream<Path> paths = listing.open()) {
        return paths.sorted().toList();
      }
    };
  }

  private static Actor.Body globbed(Path path, String glob) {
    return () -> {
      try (DirectoryStream<Path> paths = Files.newDirectoryStream(path, glob)) {
        return sorted(() -> StreamSupport.stream(paths.spliterator(), false)).run();
      }
    };
  }

  /** A tree with a file at every level, and a link that leads back up. */
  private static Directory planted(Directory dir) throws IOException {
    dir.sub("d/e");
    dir.sub("d/none");
    for (String file : List.of("a", "d/b", "d/e/c.txt")) {
      dir.file(file, file);
    }
    Files.createSymbolicLink(dir.path("d/up"), Path.of(".."));
    return dir;
  }

  public void listIsOneLevel(Directory dir) throws Exception {
    planted(dir);
    dir.call("list", sorted(() -> Files.list(dir.path("d"))), "returned [d/b, d/e, d/none, d/up]");
    dir.call("through a link", sorted(() -> Files.list(dir.path("d/up"))), "returned [d/up/a, d/up/d]");
    dir.call("empty", sorted(() -> Files.list(dir.path("d/none"))), "returned []");
    dir.call("a file", sorted(() -> Files.list(dir.path("a"))), "threw NotDirectoryException: a");
    dir.call("nothing", sorted(() -> Files.list(dir.path("x"))), "threw NoSuchFileException: x");
  }

  public void manyFilesAreAllListed(Directory dir) throws Exception {
    for (int i = 0; i < 300; i++) {
      dir.file("a-rather-long-name-so-that-they-fill-pages-" + i, "");
    }
    try (Stream<Path> files = Files.list(dir.path(""))) {
      dir.saw("count", files.distinct().count(), 300);
    }
  }

  public void globsAndFiltersChoose(Directory dir) throws Exception {
    for (String name : List.of("a.txt", "b.txt", "c.java", ".hidden", "d.TXT", "{}")) {
      dir.file(name, name);
    }
    Path all = dir.path("");
    dir.call("*.txt", globbed(all, "*.txt"), "returned [a.txt, b.txt]");
    dir.call("either", globbed(all, "*.{txt,java}"), "returned [a.txt, b.txt, c.java]");
    dir.call("one", globbed(all, "[ab].???"), "returned [a.txt, b.txt]");
    dir.call("not", globbed(all, "[!a]*.txt"), "returned [b.txt]");
    dir.call("all", globbed(all, "*"), "returned [.hidden, a.txt, b.txt, c.java, d.TXT, {}]");
    dir.call("escaped", globbed(all, "\\{*"), "returned [{}]");
    dir.call("none", globbed(all, "x*"), "returned []");
    dir.call("malformed", globbed(all, "{"), "threw PatternSyntaxException");
    dir.call("a filter", sorted(() -> {
      List<Path> big = new ArrayList<>();
      try (DirectoryStream<Path> paths = Files.newDirectoryStream(all, path -> Files.size(path) > 5)) {
        paths.forEach(big::add);
      }
      return big.stream();
    }), "returned [.hidden, c.java]");
  }

  public void aDirectoryStreamIsReadOnceWhileOpen(Directory dir) throws Exception {
    dir.file("a", "");
    DirectoryStream<Path> stream = Files.newDirectoryStream(dir.path(""));
    Iterator<Path> paths = stream.iterator();
    dir.call("twice", stream::iterator, "threw IllegalStateException");
    dir.saw("first", paths.next(), "a");
    dir.call("past the end", paths::next, "threw NoSuchElementException");
    dir.call("remove", paths::remove, "threw UnsupportedOperationException");
    stream.close();
    stream.close();
    dir.call("closed", stream::iterator, "threw IllegalStateException");
    dir.saw("closed for good", paths.hasNext(), false);
    try (DirectoryStream<Path> open = Files.newDirectoryStream(dir.path(""),
        path -> {
          throw new IOException("refused");
        })) {
      dir.call("a filter that fails", open.iterator()::hasNext, "threw DirectoryIteratorException");
    }
  }

  public void aDirectoryMayBeEmptiedWhileItIsRead(Directory dir) throws Exception {
    for (int i = 0; i < 20; i++) {
      dir.file("file" + i, "");
    }
    int deleted = 0;
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(dir.path(""))) {
      for (Path path : paths) {
        Files.delete(path);
        deleted++;
      }
    }
    dir.saw("deleted", deleted + " left " + dir.tree(), "20 left []");
  }

  public void walkGoesDownDepthFirst(Directory dir) throws Exception {
    planted(dir);
    dir.call("all", sorted(() -> Files.walk(dir.path("d"))), "returned [d, d/b, d/e, d/e/c.txt, d/none, d/up]");
    dir.call("one level", sorted(() -> Files.walk(dir.path(""), 1)), "returned [., a, d]");
    dir.call("no level", sorted(() -> Files.walk(dir.path(""), 0)), "returned [.]");
    dir.call("a file", sorted(() -> Files.walk(dir.path("a"))), "returned [a]");
    dir.call("nothing", sorted(() -> Files.walk(dir.path("x"))), "threw NoSuchFileException: x");
    dir.call("a link", sorted(() -> Files.walk(dir.path("d/up"))), "returned [d/up]");
    dir.call("following one that leads up", sorted(() -> Files.walk(dir.path("d"), FileVisitOption.FOLLOW_LINKS)),
        "threw UncheckedIOException");
    try (Stream<Path> paths = Files.walk(dir.path("d"))) {
      List<Path> order = paths.toList();
      dir.holds("a directory before its files",
          order.indexOf(dir.path("d/e")) + 1 == order.indexOf(dir.path("d/e/c.txt")));
    }
  }

  public void findMatchesPathAndAttributes(Directory dir) throws Exception {
    planted(dir);
    dir.call("files", sorted(() -> Files.find(dir.path(""), 9, (path, is) -> is.isRegularFile())),
        "returned [a, d/b, d/e/c.txt]");
    dir.call("large ones", sorted(() -> Files.find(dir.path(""), 9, (path, is) -> is.isRegularFile() && is.size() > 3)),
        "returned [d/e/c.txt]");
    dir.call("links", sorted(() -> Files.find(dir.path(""), 9, (path, is) -> is.isSymbolicLink())), "returned [d/up]");
    dir.call("near ones", sorted(() -> Files.find(dir.path(""), 1, (path, is) -> true)), "returned [., a, d]");
  }

  public void visitorsSeeEachFileBetweenItsDirectorys(Directory dir) throws Exception {
    planted(dir);
    Files.delete(dir.path("d/none"));
    Visits all = new Visits(dir, "", FileVisitResult.CONTINUE);
    Files.walkFileTree(dir.path("d/e"), all);
    dir.saw("order", all.seen, "[pre d/e, file d/e/c.txt, post d/e]");
    Visits skipping = new Visits(dir, "pre d/e", FileVisitResult.SKIP_SUBTREE);
    Files.walkFileTree(dir.path("d"), skipping);
    dir.saw("skipped", skipping.sorted(), "[file d/b, file d/up, post d, pre d, pre d/e]");
    Visits ending = new Visits(dir, "pre d/e", FileVisitResult.TERMINATE);
    Files.walkFileTree(dir.path("d/e"), ending);
    dir.saw("ended", ending.seen, "[pre d/e]");
    Visits shallow = new Visits(dir, "", FileVisitResult.CONTINUE);
    Files.walkFileTree(dir.path("d"), Set.of(), 1, shallow);
    dir.saw("at the depth a directory is a file", shallow.sorted(),
        "[file d/b, file d/e, file d/up, post d, pre d]");
  }

  public void visitorsAreToldOfFailures(Directory dir) throws Exception {
    planted(dir);
    Visits missing = new Visits(dir, "", FileVisitResult.CONTINUE);
    Files.walkFileTree(dir.path("x"), missing);
    dir.saw("nothing", missing.seen, "[failed x NoSuchFileException]");
    Visits following = new Visits(dir, "", FileVisitResult.CONTINUE);
    Files.walkFileTree(dir.path("d"), EnumSet.of(FileVisitOption.FOLLOW_LINKS), 3, following);
    dir.holds("a link to the directory above is a loop below itself",
        following.seen.contains("failed d/up/d FileSystemLoopException"));
  }

  public void visitorsMayDelete(Directory dir) throws Exception {
    planted(dir);
    Files.walkFileTree(dir.path("d"), new Visits(dir, "", FileVisitResult.CONTINUE) {
      @Override
      FileVisitResult at(String what, Path path) {
        if (!what.equals("pre")) {
          dir.call("delete", () -> Files.delete(path), "returned nothing");
        }
        return super.at(what, path);
      }
    });
    dir.saw("tree", dir.tree(), "[a]");
  }

  /** Notes what is visited, and answers one of the visits in its own way. */
  private static class Visits implements FileVisitor<Path> {

    final List<String> seen = new ArrayList<>();
    private final Directory dir;
    private final String at;
    private final FileVisitResult answer;

    Visits(Directory dir, String at, FileVisitResult answer) {
      this.dir = dir;
      this.at = at;
      this.answer = answer;
    }

    FileVisitResult at(String what, Path path) {
      String visit = what + " " + dir.path("").relativize(path);
      seen.add(visit);
      return visit.equals(at) ? answer : FileVisitResult.CONTINUE;
    }

    List<String> sorted() {
      return seen.stream().sorted().toList();
    }

    @Override
    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
      return at("pre", path);
    }

    @Override
    public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
      return at("file", path);
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException error) {
      seen.add("failed " + dir.path("").relativize(path) + " " + error.getClass().getSimpleName());
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, @Nullable IOException error) {
      return at("post", path);
    }
  }
}
