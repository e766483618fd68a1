package dev.lasso.workloads.contract.file;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@link File}: what it asks, and what it does and says only whether it did. */
public final class JavaIoFileContract {

  private static File file(Directory dir, String name) {
    return dir.path(name).toFile();
  }

  /** What is asked of a file, a letter for each yes. */
  private static String traits(File file) {
    return (file.exists() ? "e" : "") + (file.isFile() ? "f" : "") + (file.isDirectory() ? "d" : "")
        + (file.isHidden() ? "h" : "") + (file.canRead() ? "r" : "") + (file.canExecute() ? "x" : "");
  }

  public void aFileIsWhatItIs(Directory dir) throws Exception {
    dir.file("a", "text");
    dir.file(".b", "");
    dir.sub("d");
    Files.createSymbolicLink(dir.path("link"), Path.of("d"));
    Files.createSymbolicLink(dir.path("dangling"), Path.of("x"));
    for (String each : List.of("a=efr", ".b=efhr", "d=edrx", "link=edrx", "dangling=", "x=", ".x=h", "a/x=",
        "d/..=edhrx")) {
      String[] pair = each.split("=", -1);
      dir.saw(pair[0], traits(file(dir, pair[0])), pair[1]);
    }
    dir.saw("lengths", file(dir, "a").length() + " " + file(dir, "x").length(), "4 0");
    dir.saw("no time", file(dir, "x").lastModified(), 0);
  }

  public void whatIsMadeIsMadeOnce(Directory dir) throws Exception {
    dir.saw("a file", file(dir, "a").createNewFile() + " " + file(dir, "a").createNewFile(), "true false");
    dir.call("in nothing", () -> file(dir, "x/y").createNewFile(), "threw IOException: No such file or directory");
    dir.saw("a directory", file(dir, "d").mkdir() + " " + file(dir, "d").mkdir(), "true false");
    dir.saw("with those above", file(dir, "p/q/r").mkdirs() + " " + file(dir, "p/q/r").mkdirs(), "true false");
    dir.saw("in nothing", file(dir, "x/y").mkdir() + " " + file(dir, "a/y").mkdirs(), "false false");
    File temporary = File.createTempFile("some", ".thing", file(dir, "d"));
    dir.holds("a temporary file", temporary.getName().matches("some\\d+\\.thing") && temporary.length() == 0);
    dir.saw("deleted", temporary.delete() + " " + temporary.delete(), "true false");
    dir.saw("tree", dir.tree(), "[a, d/, p/, p/q/, p/q/r/]");
  }

  public void listsAreOfNames(Directory dir) throws Exception {
    for (String name : List.of("b", "a.txt", "c.txt")) {
      dir.file(name, "");
    }
    dir.sub("d");
    String[] names = file(dir, "").list();
    Arrays.sort(names);
    dir.saw("names", Arrays.toString(names), "[a.txt, b, c.txt, d]");
    File[] texts = file(dir, "").listFiles((in, name) -> name.endsWith(".txt"));
    Arrays.sort(texts);
    dir.saw("some", Arrays.toString(texts), "[a.txt, c.txt]");
    dir.saw("directories", file(dir, "").listFiles(File::isDirectory).length, 1);
    dir.saw("none", file(dir, "d").list().length, 0);
    dir.saw("no directory", Arrays.toString(file(dir, "b").list()) + Arrays.toString(file(dir, "x").list()),
        "nullnull");
  }

  public void whatGoesAwaySaysSo(Directory dir) throws Exception {
    dir.file("a", "");
    dir.sub("d/e");
    dir.saw("full", file(dir, "d").delete(), false);
    dir.saw("empty", file(dir, "d/e").delete() + " " + file(dir, "d").delete(), "true true");
    dir.saw("a file", file(dir, "a").delete() + " " + file(dir, "a").delete(), "true false");
  }

  public void whatMovesSaysSo(Directory dir) throws Exception {
    dir.file("a", "a");
    dir.file("b", "b");
    dir.sub("d");
    dir.saw("over a file", file(dir, "a").renameTo(file(dir, "b")), true);
    dir.saw("nothing", file(dir, "a").renameTo(file(dir, "c")), false);
    dir.saw("over a directory", file(dir, "b").renameTo(file(dir, "d")), false);
    dir.saw("into nothing", file(dir, "b").renameTo(file(dir, "x/y")), false);
    dir.saw("into a directory", file(dir, "b").renameTo(file(dir, "d/b")), true);
    dir.saw("tree", dir.tree() + Files.readString(dir.path("d/b")), "[d/, d/b]a");
  }

  public void bitsAndTimesAreSet(Directory dir) throws Exception {
    File file = dir.file("a", "").toFile();
    dir.saw("executable", file.setExecutable(true) + traits(file), "trueefrx");
    dir.saw("not any longer", file.setExecutable(false, false) + traits(file), "trueefr");
    dir.saw("read only", file.setReadOnly() + " " + Files.getPosixFilePermissions(file.toPath()).size(), "true 3");
    dir.saw("writable", file.setWritable(true) + " " + Files.getPosixFilePermissions(file.toPath()).size(), "true 4");
    dir.saw("time", file.setLastModified(1_234_567) + " " + file.lastModified(), "true 1234567");
    dir.call("a time before", () -> file.setLastModified(-1), "threw IllegalArgumentException");
    dir.saw("of nothing", file(dir, "x").setLastModified(1) + " " + file(dir, "x").setReadOnly(), "false false");
  }

  public void canonicalPathsHaveNoLinksAndNoDots(Directory dir) throws Exception {
    dir.file("a", "");
    dir.sub("d/e");
    Files.createSymbolicLink(dir.path("link"), Path.of("d/e"));
    Files.createSymbolicLink(dir.path("dangling"), Path.of("x/y"));
    for (String each : List.of("a=a", "d/../a=a", "link=d/e", "link/../..=.", "link/f/../g=d/e/g", "x/./y/../z=x/z",
        "./d//e/=d/e")) {
      String[] pair = each.split("=");
      dir.saw(pair[0], new File(dir.path("").toFile(), pair[0]).getCanonicalPath(), pair[1]);
    }
  }

  public void aPathAndAFileAreOneThing(Directory dir) throws Exception {
    File file = dir.file("a", "").toFile();
    dir.saw("there and back", file.toPath().toFile().equals(file), true);
    dir.holds("space", file.getTotalSpace() >= file.getUsableSpace() && file.getUsableSpace() > 0);
    dir.saw("space of nothing", file(dir, "x").getFreeSpace(), 0);
  }
}
