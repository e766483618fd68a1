package dev.lasso.sim.weave;

import dev.lasso.sim.weave.JdkSpecials.Special;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassModel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Weaves the selected classes of the JDK itself, loaded already or not. Safe for use by several threads. */
public final class JdkWeaver {

  private final LoaderClasses platform = new LoaderClasses();
  private final Set<String> woven = ConcurrentHashMap.newKeySet();
  private final Set<Special> found = ConcurrentHashMap.newKeySet();
  private final Set<JdkExpectations.Call> called = ConcurrentHashMap.newKeySet();

  /** Whether {@link #weave} has something to do in the class of this name, with slashes. */
  public boolean selects(String internalName) {
    return JdkSelection.selects(internalName, specials());
  }

  /** The classes, with slashes, that are woven for what is done in single methods of theirs. */
  public static Set<String> specials() {
    return JdkSpecials.owners();
  }

  /** The woven form of a selected class in a JVM that looks for no races. */
  public byte @Nullable [] weave(String internalName, byte[] original, boolean retransform) {
    return weave(internalName, original, retransform, false);
  }

  /**
   * The woven form of a selected class, the same for the same input.
   *
   * @param original its class file
   * @param retransform whether it is loaded already: then no member is added and no modifier changes
   * @param ordering whether it tells how it orders accesses, where it is a class that does
   * @return null if there is nothing to change
   * @throws WeavingException if it cannot be woven
   */
  public byte @Nullable [] weave(String internalName, byte[] original, boolean retransform, boolean ordering) {
    try {
      ClassFile files = ClassFile.of(ClassHierarchyResolverOption.of(platform));
      ClassModel model = files.parse(original);
      platform.learn(model);
      woven.add(internalName);
      JdkTreatment treatment = new JdkTreatment(model, platform, retransform, ordering, found::add,
          it -> note(internalName, it));
      if (!treatment.isWorthTrying()) {
        return null;
      }
      WovenMethods methods = new WovenMethods(treatment);
      byte[] bytes = files.transformClass(model, methods);
      return methods.haveChanged() ? bytes : null;
    } catch (RuntimeException | LinkageError e) {
      throw new WeavingException(internalName, e);
    }
  }

  /** Whether a class of this name, with slashes, is woven otherwise where its ordering is told of. */
  public static boolean tellsOfOrdering(String internalName) {
    return JdkOrdering.isFor(internalName);
  }

  /** The classes in which something must be found; names with slashes. */
  public Set<String> expected() {
    return JdkExpectations.owners();
  }

  /**
   * What should have been found in the classes woven so far and was not: on a JDK that Lasso was not made for, a leak.
   *
   * @return each as a readable text
   */
  public List<String> missing() {
    Stream<String> specials = woven.stream().flatMap(name -> JdkSpecials.in(name).stream())
        .filter(it -> !found.contains(it)).map(Special::toString);
    Stream<String> calls = JdkExpectations.CALLS.stream()
        .filter(call -> woven.contains(call.caller()) && !called.contains(call))
        .map(JdkExpectations.Call::toString);
    return Stream.concat(specials, calls).sorted().toList();
  }

  private void note(String caller, Redirect redirect) {
    called.add(new JdkExpectations.Call(caller, redirect.name()));
  }
}
