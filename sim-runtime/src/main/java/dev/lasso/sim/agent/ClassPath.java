package dev.lasso.sim.agent;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The files of a class path, which stay open for as long as this JVM needs them: a loader a run would open every jar
 * anew.
 */
final class ClassPath {

  private static final Certificate[] NONE = {};

  /** The last one used: runs of one program come one after the other. */
  private static @Nullable ClassPath last;

  private final String text;
  private final URL[] urls;

  /** Finds files, as the JDK's own loader of programs would, and defines no class. */
  private final URLClassLoader files;

  /**
   * A class file as it stands on the class path.
   *
   * @param manifest of its jar; null if it stands in a directory
   */
  record Found(byte[] bytes, CodeSource source, @Nullable Manifest manifest) {}

  private ClassPath(String text) {
    this.text = text;
    urls = urls(text);
    files = new URLClassLoader(urls, null);
  }

  /**
   * The class path that consists of these entries.
   *
   * @param text directories and jars, separated as on this platform
   * @throws IllegalArgumentException if an entry is no path
   */
  static synchronized ClassPath of(String text) {
    if (last == null || !last.text.equals(text)) {
      last = new ClassPath(text);
    }
    return last;
  }

  private static URL[] urls(String text) {
    List<URL> urls = new ArrayList<>();
    for (String entry : text.split(java.io.File.pathSeparator)) {
      if (!entry.isEmpty()) {
        try {
          urls.add(Path.of(entry).toUri().toURL());
        } catch (MalformedURLException malformed) {
          throw new IllegalArgumentException("not a class path entry: " + entry, malformed);
        }
      }
    }
    return urls.toArray(new URL[0]);
  }

  /** The entries as they were given. */
  String text() {
    return text;
  }

  URL[] urls() {
    return urls.clone();
  }

  URLClassLoader files() {
    return files;
  }

  /** The class file of that name, or null. */
  @Nullable
  Found find(String className) throws IOException {
    String file = className.replace('.', '/') + ".class";
    URL url = files.findResource(file);
    if (url == null) {
      return null;
    }
    URLConnection connection = url.openConnection();
    try (InputStream in = connection.getInputStream()) {
      byte[] bytes = in.readAllBytes();
      return connection instanceof JarURLConnection jar
          ? new Found(bytes, new CodeSource(jar.getJarFileURL(), jar.getCertificates()), jar.getManifest())
          : new Found(bytes, new CodeSource(directory(url, file), NONE), null);
    }
  }

  private static URL directory(URL url, String file) throws MalformedURLException {
    String text = url.toString();
    return java.net.URI.create(text.substring(0, text.length() - file.length())).toURL();
  }
}
