package dev.lasso.sim.agent;

import dev.lasso.sim.weave.ProgramForm;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Enumeration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of a program under test: child first, so that the program brings its own versions of everything, and
 * sees of Lasso only what {@code dev.lasso.sim} offers. It defines the original bytes and lets the agent's transformer
 * weave them, so that other agents see what they expect.
 */
public final class ProgramLoader extends URLClassLoader {

  private static final String LASSO = "dev.lasso.sim.";

  private final ClassPath classPath;
  private final ProgramForm form;
  private final AtomicInteger defined = new AtomicInteger();
  private final Set<String> found = ConcurrentHashMap.newKeySet();

  static {
    registerAsParallelCapable();
  }

  /**
   * A loader of the classes on a class path.
   *
   * @param classPath directories and jars, separated as on this platform
   * @param form what its classes are woven into; a restartable one serves many runs: see {@link ProgramClasses}
   * @throws IllegalArgumentException if an entry is no path
   */
  public ProgramLoader(String classPath, ProgramForm form) {
    super(new URL[0], ClassLoader.getPlatformClassLoader());
    this.classPath = ClassPath.of(classPath);
    this.form = form;
    setDefaultAssertionStatus(true);
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
    ClassPath.Found file;
    try {
      file = classPath.find(name);
    } catch (IOException failure) {
      throw new ClassNotFoundException(name, failure);
    }
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    found.add(name.replace('.', '/'));
    findPackage(name, file);
    Class<?> type = defineClass(name, file.bytes(), 0, file.bytes().length, file.source());
    defined.incrementAndGet();
    return type;
  }

  private void findPackage(String className, ClassPath.Found file) {
    String name = className.substring(0, Math.max(0, className.lastIndexOf('.')));
    if (getDefinedPackage(name) == null) {
      Manifest manifest = file.manifest();
      try {
        if (manifest == null) {
          definePackage(name, null, null, null, null, null, null, null);
        } else {
          definePackage(name, manifest, file.source().getLocation());
        }
      } catch (IllegalArgumentException raced) {
        if (getDefinedPackage(name) == null) {
          throw raced;
        }
      }
    }
  }

  @Override
  public @Nullable URL findResource(String name) {
    return classPath.files().findResource(name);
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    return classPath.files().findResources(name);
  }

  @Override
  public URL[] getURLs() {
    return classPath.urls();
  }

  /** The entries of the class path as they were given. */
  String classPath() {
    return classPath.text();
  }

  /** Whether the initialisers of its classes can run again. */
  public boolean isRestartable() {
    return form.restartable();
  }

  /** What its classes are woven into. */
  public ProgramForm form() {
    return form;
  }

  /** Whether a class, by its internal name, was found on the class path: others are the program's own work. */
  boolean hasFound(String internalName) {
    return found.contains(internalName);
  }

  /** Takes note of a class that was not found but made. */
  void noteMade() {
    defined.incrementAndGet();
  }

  /** How many classes it has defined. */
  public int definedClasses() {
    return defined.get();
  }
}
