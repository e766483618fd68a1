package dev.lasso.sim.agent;

import dev.lasso.sim.agent.WovenBytes.Form;
import dev.lasso.sim.weave.JdkSelection;
import dev.lasso.sim.weave.JdkWeaver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The woven form of each selected class of the JDK: as an earlier process left it in a file beside the agent's jar, or
 * woven now. Most of the time a fresh process needs is spent on loading the weaver and weaving the same few classes
 * with cold code, so in the usual case it does not even load the weaver.
 *
 * <p><b>Invariant.</b> A form that was kept is, byte for byte, what weaving now would make.
 *
 * <p><b>Argument.</b> Weaving depends on the class file, on whether the class is loaded already, on the weaver and on
 * other classes of the platform. A form is used for the very bytes it was made from, which are kept beside it, since
 * the JVM may hand out others for a loaded class than stand in its image; and only by the agent's jar and the JVM that
 * made it.
 *
 * <p><b>Where.</b> Beside the jar, so that who can write one could have written the other, and both are removed
 * together. Where that is not possible, every process weaves anew, as does one whose agent is a directory of classes;
 * nothing else is different, so it is not worth a word to the user.
 */
final class JdkForms {

  private static final String SUFFIX = ".woven";

  private final @Nullable Path file;
  private final String version;
  private final StoredForms stored;
  private final Map<String, Form> madeOfLoaded = new ConcurrentHashMap<>();
  private final Map<String, Form> madeOfDefined = new ConcurrentHashMap<>();

  /** Those that tell how they order accesses: no process leaves them to another. */
  private final Map<String, Form> madeOrdering = new ConcurrentHashMap<>();

  private @Nullable JdkWeaver weaver;

  /**
   * The forms that are kept for an agent.
   *
   * @param agent its jar; a directory keeps nothing
   */
  JdkForms(Path agent) {
    file = Files.isRegularFile(agent) ? agent.resolveSibling(agent.getFileName() + SUFFIX) : null;
    version = file == null ? "" : version(agent);
    stored = file == null ? StoredForms.NONE : StoredForms.read(file, version);
  }

  /** What tells the forms of this agent and JVM from others. */
  String version() {
    return version;
  }

  /** Whether it took the weaver to answer what was asked so far. */
  synchronized boolean hasWoven() {
    return weaver != null;
  }

  /** All that a form depends on besides its class, in one line. */
  private static String version(Path agent) {
    CRC32 checksum = new CRC32();
    try {
      checksum.update(Files.readAllBytes(agent));
    } catch (IOException failure) {
      throw new UncheckedIOException("the agent's own jar cannot be read", failure);
    }
    return String.join(" ", Long.toHexString(checksum.getValue()),
        System.getProperty("java.vm.vendor"), System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"), System.getProperty("os.name"), System.getProperty("os.arch"));
  }

  /** Whether an earlier process has left forms. */
  boolean areKept() {
    return !stored.isEmpty();
  }

  /** The selected classes that the weaver itself has the JVM load, with slashes; known if forms are kept. */
  Set<String> ofWeaver() {
    return stored.ofWeaver();
  }

  /** Whether the class of this name, with slashes, is one to weave. */
  boolean selects(String name) {
    return JdkSelection.selects(name, areKept() ? stored.selected() : JdkWeaver.specials());
  }

  /**
   * The woven form of a selected class.
   *
   * @param loaded whether it was loaded before the agent
   * @return null if there is nothing to change
   */
  byte @Nullable [] weave(String name, byte[] original, boolean loaded) {
    Form form = (loaded ? stored.loaded() : stored.defined()).get(name);
    if (form == null || !Arrays.equals(form.original(), original)) {
      form = new Form(original, weaver().weave(name, original, loaded));
      (loaded ? madeOfLoaded : madeOfDefined).put(name, form);
    }
    return form.woven();
  }

  /** The same of a class that tells how it orders accesses. */
  byte @Nullable [] weaveOrdering(String name, byte[] original, boolean loaded) {
    Form form = new Form(original, weaver().weave(name, original, loaded, true));
    madeOrdering.put(name, form);
    return form.woven();
  }

  /** The woven form that a class of this name, with slashes, was given in this process; null if it was given none. */
  byte @Nullable [] wovenCode(String name) {
    for (Map<String, Form> forms : List.of(madeOrdering, madeOfLoaded, madeOfDefined, stored.loaded(),
        stored.defined())) {
      Form form = forms.get(name);
      if (form != null && form.woven() != null) {
        return form.woven();
      }
    }
    return null;
  }

  private synchronized JdkWeaver weaver() {
    if (weaver == null) {
      weaver = new JdkWeaver();
    }
    return weaver;
  }

  /**
   * What the JDK lacks that should have been found in it, in words. Forms are kept only of a JDK that lacks nothing.
   */
  synchronized List<String> missing() {
    return weaver == null ? List.of() : weaver.missing();
  }

  /**
   * Leaves what was woven for the next process.
   *
   * @param ofWeaver the selected classes that the weaver itself has the JVM load
   */
  void keep(Set<String> ofWeaver) {
    if (file == null || madeOfLoaded.isEmpty() && madeOfDefined.isEmpty() || !missing().isEmpty()) {
      return;
    }
    try {
      new StoredForms(JdkWeaver.specials(), ofWeaver, union(stored.loaded(), madeOfLoaded),
          union(stored.defined(), madeOfDefined)).write(file, version);
    } catch (IOException notWritable) {
      // The next process weaves anew.
    }
  }

  private static Map<String, Form> union(Map<String, Form> stored, Map<String, Form> made) {
    Map<String, Form> forms = new HashMap<>(stored);
    forms.putAll(made);
    return forms;
  }
}
