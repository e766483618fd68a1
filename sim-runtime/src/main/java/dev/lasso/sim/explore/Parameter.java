package dev.lasso.sim.explore;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that a strategy can be told, as a list shows it.
 *
 * @param range the admissible values in words
 * @param standard what holds where a text does not say, in words
 * @param accepts whether a text is an admissible value
 * @param shown the values that follow from what a run shows, of which one is taken, the likelier the more often it is
 *     there; null where no run needs to show it
 */
public record Parameter(String name, String range, String standard, String description, Predicate<String> accepts,
    @Nullable BiFunction<StrategyText, Profile, List<String>> shown) {

  private static final int MOST_SHOWN = 60;
  private static final String WHOLE = "-?[0-9]{1,18}";

  static Parameter whole(String name, long least, long most, String standard, String description) {
    return new Parameter(name, least + ".." + most, standard, description,
        text -> text.matches(WHOLE) && Long.parseLong(text) >= least && Long.parseLong(text) <= most, null);
  }

  static Parameter number(String name, double least, double most, String standard, String description) {
    return new Parameter(name, brief(least) + ".." + brief(most), standard, description,
        text -> isNumber(text) && Double.parseDouble(text) >= least && Double.parseDouble(text) <= most, null);
  }

  private static String brief(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : Double.toString(number);
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?([eE][0-9]{1,3})?");
  }

  static Parameter matching(String name, String pattern, String range, String standard, String description) {
    return new Parameter(name, range, standard, description, text -> text.matches(pattern), null);
  }

  /** The same, with values that follow from what was said before it and what a run shows. */
  Parameter shownBy(BiFunction<StrategyText, Profile, List<String>> run) {
    return new Parameter(name, range, standard, description, accepts, run);
  }

  /** Whether a text that does not say it needs nothing else to be understood. */
  boolean canBeLeftOut() {
    return shown == null || accepts.test(standard);
  }

  /** A text with this parameter said, once for each value that it may have by what a run shows. */
  List<StrategyText> completed(StrategyText text, Profile profile) {
    if (text.says(name) || shown == null && !accepts.test(standard)) {
      return List.of(text);
    }
    return shown == null
        ? List.of(text.with(name, standard))
        : shown.apply(text, profile).stream().map(value -> text.with(name, value)).toList();
  }

  private static String shortened(String value) {
    return value.length() <= MOST_SHOWN ? value : value.substring(0, MOST_SHOWN) + "...";
  }

  /** @throws IllegalArgumentException in one line, if the value is not admissible */
  void check(String value, String strategy) {
    if (!accepts.test(value)) {
      throw new IllegalArgumentException(
          "parameter " + name + " of strategy " + strategy + " takes " + range + ", not " + shortened(value));
    }
  }
}
