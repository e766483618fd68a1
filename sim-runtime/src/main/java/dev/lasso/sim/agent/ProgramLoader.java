package dev.lasso.sim.agent;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The class loader of a program under test: child first, so that the program brings its own versions of everything, and
 * sees of Lasso only what {@code dev.lasso.sim} offers. It defines the original bytes and lets the agent's transformer
 * weave them, so that other agents see what they expect.
 */
public final class ProgramLoader extends URLClassLoader {

  private static final String LASSO = "dev.lasso.sim.";

  private final AtomicInteger defined = new AtomicInteger();

  static {
    registerAsParallelCapable();
  }

  /**
   * A loader of the classes on a class path.
   *
   * @param classPath directories and jars, separated as on this platform
   * @throws IllegalArgumentException if an entry is no path
   */
  public ProgramLoader(String classPath) {
    super(urls(classPath), ClassLoader.getPlatformClassLoader());
    setDefaultAssertionStatus(true);
  }

  private static URL[] urls(String classPath) {
    List<URL> urls = new ArrayList<>();
    for (String entry : classPath.split(java.io.File.pathSeparator)) {
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

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.startsWith(LASSO)) {
      return ProgramLoader.class.getClassLoader().loadClass(name);
    }
    return super.loadClass(name, resolve);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    Class<?> found = super.findClass(name);
    defined.incrementAndGet();
    return found;
  }

  /** How many classes it has defined. */
  public int definedClasses() {
    return defined.get();
  }
}
