package dev.lasso.sim.weave;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The classes that one loader can see, known from their resources alone: to load one while another is being defined
 * would change the order in which the program's classes come to life, or never end.
 *
 * <p>A loader has its own instance, because two loaders may know two classes by one name. The loader is held weakly: a
 * run's loader, and all it defined, must go with the run.
 */
final class LoaderClasses implements ClassHierarchyResolver {

  private static final ClassHierarchyInfo UNKNOWN = ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object);

  /** No loader but the JDK's may define classes in these packages. */
  private static final String PLATFORM = "java/";

  private final @Nullable WeakReference<ClassLoader> loader;
  private final @Nullable LoaderClasses platform;
  private final Map<String, Optional<ClassFacts>> known = new ConcurrentHashMap<>();

  /** The classes of the platform, the same for every loader. */
  LoaderClasses() {
    this.loader = null;
    this.platform = null;
  }

  /** What {@code loader} sees, of which {@code platform} knows the JDK's part already. */
  LoaderClasses(ClassLoader loader, LoaderClasses platform) {
    this.loader = new WeakReference<>(loader);
    this.platform = platform;
  }

  /** Takes note of a class that is about to be defined, and may have no resource. */
  void learn(ClassModel model) {
    known.put(model.thisClass().asInternalName(), Optional.of(ClassFacts.of(model)));
  }

  /** A class that cannot be found counts as a plain class, which at worst makes a frame less exact than javac's. */
  @Override
  public ClassHierarchyInfo getClassInfo(ClassDesc type) {
    if (!type.isClassOrInterface()) {
      return UNKNOWN;
    }
    String descriptor = type.descriptorString();
    return facts(descriptor.substring(1, descriptor.length() - 1)).map(LoaderClasses::hierarchy).orElse(UNKNOWN);
  }

  /** The flags of the field that an access to {@code owner.name} means, and the class that declares it. */
  @Nullable
  Field field(String owner, String name, String descriptor) {
    String key = name + descriptor;
    for (Optional<ClassFacts> at = facts(owner); at.isPresent(); at = above(at.get())) {
      Integer flags = at.get().fields().get(key);
      if (flags != null) {
        return new Field(at.get().name(), flags);
      }
    }
    return null;
  }

  /** The nearest class at or above {@code owner} that is {@code wanted}; null if there is none. */
  @Nullable
  String firstAtOrAbove(String owner, Predicate<ClassFacts> wanted) {
    for (Optional<ClassFacts> at = facts(owner); at.isPresent(); at = above(at.get())) {
      if (wanted.test(at.get())) {
        return at.get().name();
      }
    }
    return null;
  }

  /** Whether {@code owner} is a proper subclass of {@code ancestor}. */
  boolean inherits(String owner, String ancestor) {
    for (Optional<ClassFacts> at = above(owner); at.isPresent(); at = above(at.get())) {
      if (at.get().name().equals(ancestor)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a call of {@code owner.member} means a method that a platform class chosen by {@code wanted} declares. */
  boolean isInheritedFrom(String owner, String member, Predicate<String> wanted) {
    if (wanted.test(owner)) {
      return true;
    }
    if (ClassFacts.isPlatform(owner)) {
      return false;
    }
    ClassFacts facts = facts(owner).orElse(null);
    if (facts == null || facts.methods().contains(member)) {
      return false;
    }
    return facts.superName() != null && isInheritedFrom(facts.superName(), member, wanted)
        || facts.isInterface() && facts.interfaces().stream().anyMatch(up -> isInheritedFrom(up, member, wanted));
  }

  private Optional<ClassFacts> above(String name) {
    return facts(name).flatMap(this::above);
  }

  private Optional<ClassFacts> above(ClassFacts facts) {
    return facts.superName() == null ? Optional.empty() : facts(facts.superName());
  }

  /** Not computeIfAbsent: reading a resource may define classes, which come back here. */
  private Optional<ClassFacts> facts(String name) {
    if (platform != null && name.startsWith(PLATFORM)) {
      return platform.facts(name);
    }
    Optional<ClassFacts> facts = known.get(name);
    if (facts == null) {
      facts = read(name);
      known.put(name, facts);
    }
    return facts;
  }

  private Optional<ClassFacts> read(String name) {
    try (InputStream resource = open(name + ".class")) {
      return resource == null
          ? Optional.empty()
          : Optional.of(ClassFacts.of(ClassFile.of().parse(resource.readAllBytes())));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the class file of " + name, e);
    }
  }

  private @Nullable InputStream open(String resource) {
    ClassLoader from = loader == null ? null : loader.get();
    return from == null ? ClassLoader.getSystemResourceAsStream(resource) : from.getResourceAsStream(resource);
  }

  private static ClassHierarchyInfo hierarchy(ClassFacts facts) {
    return facts.isInterface()
        ? ClassHierarchyInfo.ofInterface()
        : ClassHierarchyInfo.ofClass(
            facts.superName() == null ? null : ClassDesc.ofInternalName(facts.superName()));
  }

  /** A field as its class declares it. */
  record Field(String owner, int flags) {

    boolean isVolatile() {
      return (flags & ClassFile.ACC_VOLATILE) != 0;
    }

    /** A final field does not change; a synthetic one is a compiler's or a tool's, and no state of the program. */
    boolean isOfNoInterest() {
      return (flags & (ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)) != 0;
    }
  }
}
