package dev.lasso.sim.agent;

import dev.lasso.sim.weave.ProgramForm;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The woven form of classes that were woven before, since a fresh loader for every run defines the same classes over
 * and over. Weaving looks at other classes of the class path too, so that is part of the key. Bounded in bytes; the
 * form that was not asked for longest goes first.
 */
final class WovenBytes {

  private static final long LIMIT = 64L << 20;

  private final Map<Key, Form> forms = new LinkedHashMap<>(1024, 0.75f, true);
  private long size;

  /** What the woven form of a class depends on. */
  private record Key(String classPath, ProgramForm form, String name) {}

  /** @param woven null if there is nothing to change */
  record Form(byte[] original, byte @Nullable [] woven) {

    long size() {
      return (long) original.length + (woven == null ? 0 : woven.length);
    }
  }

  /** The form of a class that looked the same when it was woven; null if there is none. */
  synchronized @Nullable Form find(ProgramLoader loader, String name, byte[] original) {
    Form form = forms.get(key(loader, name));
    return form != null && Arrays.equals(form.original(), original) ? form : null;
  }

  /** The woven form of a class that a loader has defined; null if it was not woven, or that was long ago. */
  synchronized byte @Nullable [] code(ProgramLoader loader, String name) {
    Form form = forms.get(key(loader, name));
    return form == null ? null : form.woven();
  }

  synchronized void add(ProgramLoader loader, String name, Form form) {
    Form replaced = forms.put(key(loader, name), form);
    size += form.size() - (replaced == null ? 0 : replaced.size());
    var eldest = forms.values().iterator();
    while (size > LIMIT) {
      size -= eldest.next().size();
      eldest.remove();
    }
  }

  private static Key key(ProgramLoader loader, String name) {
    return new Key(loader.classPath(), loader.form(), name);
  }
}
