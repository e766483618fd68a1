package dev.lasso.workloads.contract.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** What the JDK keeps in files by itself: archives, properties, objects. */
public final class ArchiveContract {

  private static void zip(Directory dir, String... names) throws Exception {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(dir.path("a.zip")))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.repeat(1000).getBytes(UTF_8));
      }
    }
  }

  public void entriesAreFound(Directory dir) throws Exception {
    zip(dir, "one", "d/two");
    try (ZipFile file = new ZipFile(dir.path("a.zip").toFile());
        InputStream in = file.getInputStream(
            file.getEntry("d/two"))) {
      dir.saw("entries", file.stream().map(ZipEntry::getName).toList(), "[one, d/two]");
      dir.saw("read", new String(in.readNBytes(6), UTF_8), "d/twod");
    }
    try (JarFile jar = new JarFile(dir.path("a.zip").toFile())) {
      dir.saw("as a jar", jar.size() + " " + jar.getManifest(), "2 null");
    }
    dir.file("b", "no archive");
    dir.call("no archive", () -> new ZipFile(dir.path("b").toFile()).size(),
        "threw ZipException: zip END header not found");
  }

  public void anArchiveIsAFileSystem(Directory dir) throws Exception {
    zip(dir, "one");
    try (FileSystem archive = FileSystems.newFileSystem(dir.path("a.zip"))) {
      Files.writeString(archive.getPath("/new"), "text");
      Files.delete(archive.getPath("/one"));
    }
    try (FileSystem archive = FileSystems.newFileSystem(dir.path("a.zip"))) {
      dir.saw("text", Files.readString(archive.getPath("/new")), "text");
      dir.saw("gone", Files.exists(archive.getPath("/one")), false);
    }
    dir.saw("nothing beside it", dir.tree(), "[a.zip]");
  }

  public void propertiesAndObjectsComeBack(Directory dir) throws Exception {
    Properties properties = new Properties();
    properties.setProperty("key", "grün");
    try (OutputStream out = new FileOutputStream(dir.path("p").toFile())) {
      properties.store(out, null);
    }
    Properties read = new Properties();
    try (InputStream in = new FileInputStream(dir.path("p").toFile())) {
      read.load(in);
    }
    dir.saw("properties", read, "{key=grün}");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(dir.path("o")))) {
      out.writeObject(List.of(1, "two"));
    }
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(dir.path("o")))) {
      dir.saw("objects", in.readObject(), "[1, two]");
    }
  }
}
