package dev.lasso.sim.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Delta debugging (Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 2002): parts of a
 * list are taken away as long as a test still passes, large parts first, until no single element can go.
 *
 * <p>Two deviations. All is taken away first, as that often passes here. And only complements are tried, never the
 * parts themselves: where little of a schedule matters, it is rarely all in one part.
 */
final class Ddmin {

  private Ddmin() {}

  /**
   * The elements that remain, in their order.
   *
   * @param passes whether a list will do in place of {@code whole}, which does
   */
  static <T> List<T> minimise(List<T> whole, Predicate<List<T>> passes) {
    if (!whole.isEmpty() && passes.test(List.of())) {
      return List.of();
    }
    List<T> kept = whole;
    int parts = 2;
    while (kept.size() >= 2) {
      List<T> smaller = withoutOnePart(kept, Math.min(parts, kept.size()), passes);
      if (smaller != null) {
        kept = smaller;
        parts = Math.max(parts - 1, 2);
      } else if (parts >= kept.size()) {
        return kept;
      } else {
        parts *= 2;
      }
    }
    return kept;
  }

  private static <T> @Nullable List<T> withoutOnePart(List<T> whole, int parts,
      Predicate<List<T>> passes) {
    for (int part = 0; part < parts; part++) {
      List<T> rest = new ArrayList<>(whole.subList(0, bound(whole, part, parts)));
      rest.addAll(whole.subList(bound(whole, part + 1, parts), whole.size()));
      if (passes.test(rest)) {
        return rest;
      }
    }
    return null;
  }

  private static int bound(List<?> whole, int part, int parts) {
    return (int) ((long) whole.size() * part / parts);
  }
}
