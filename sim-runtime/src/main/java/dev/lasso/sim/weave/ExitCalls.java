package dev.lasso.sim.weave;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether code could end the run by {@link System#exit}: a main thread that waits for ever while another waits for the
 * word to exit is how many servers are written. Asked are the class files of some classes, and those that they name in
 * turn, loaded or not; a name that is only made at run time is not seen.
 */
public final class ExitCalls {

  private static final Set<String> OWNERS = Set.of("java/lang/System", "java/lang/Runtime");
  private static final Set<String> NAMES = Set.of("exit", "halt");
  private static final String[] LEAVES = {"[", "java/", "jdk/", "sun/", "dev/lasso/sim/"};

  private final Set<String> seen = new HashSet<>();
  private final Deque<String> unread = new ArrayDeque<>();

  /** Whether one of these classes, or one that they lead to, names a method that ends the run. */
  public boolean isNamedBy(Iterable<Class<?>> classes) throws IOException {
    for (Class<?> type : classes) {
      if (!type.isHidden() && !type.isArray()) {
        meet(type.getName().replace('.', '/'));
        if (isNamed(type.getClassLoader())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isNamed(ClassLoader loader) throws IOException {
    for (String next = unread.poll(); next != null; next = unread.poll()) {
      byte[] bytes = bytes(loader, next);
      if (bytes != null && isNamed(bytes)) {
        return true;
      }
    }
    return false;
  }

  private boolean isNamed(byte[] bytes) {
    for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
      if (entry instanceof MemberRefEntry member && OWNERS.contains(member.owner().asInternalName())
          && NAMES.contains(member.name().stringValue())) {
        return true;
      }
      if (entry instanceof ClassEntry named) {
        meet(named.asInternalName());
      }
    }
    return false;
  }

  private void meet(String name) {
    for (String leaf : LEAVES) {
      if (name.startsWith(leaf)) {
        return;
      }
    }
    if (seen.add(name)) {
      unread.add(name);
    }
  }

  private static byte @Nullable [] bytes(ClassLoader loader, String name) throws IOException {
    try (InputStream stream = loader.getResourceAsStream(name + ".class")) {
      return stream == null ? null : stream.readAllBytes();
    }
  }
}
