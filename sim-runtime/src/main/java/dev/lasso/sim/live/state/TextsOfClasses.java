package dev.lasso.sim.live.state;

import dev.lasso.sim.weave.TextConstants;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The texts that classes hold as constants, looked up once for each. */
final class TextsOfClasses {

  private final Function<Class<?>, byte @Nullable []> original;
  private final Map<String, Texts> known = new HashMap<>();

  private record Texts(Class<?> type, Set<String> texts) {}

  /** @param original the class file that a class was made from, or null if that is not to be had */
  TextsOfClasses(Function<Class<?>, byte @Nullable []> original) {
    this.original = original;
  }

  /** The texts of a class; of one that the program made itself, none are known. */
  Set<String> of(Class<?> type) {
    Texts texts = known.get(type.getName());
    if (texts == null || texts.type != type) {
      byte[] classFile = original.apply(type);
      texts = new Texts(type, classFile == null ? Set.of() : TextConstants.of(classFile));
      known.put(type.getName(), texts);
    }
    return texts.texts;
  }
}
