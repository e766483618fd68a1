package dev.lasso.engine.config;

import dev.lasso.engine.options.OptionEffect;
import dev.lasso.engine.options.OptionKind;
import dev.lasso.engine.options.OptionsException;
import java.util.Locale;

/**
 * One line of the catalogue.
 *
 * @param name the key; a key within brackets stands behind its category and a dot
 * @param standard the default, as text
 */
public record ConfigKey(String name, OptionKind kind, String standard, OptionEffect effect) {
  private static final String SUFFIXES = "BKMGTP";

  /**
   * The text of {@code value} if the key may have it; sizes such as 21G become bytes.
   *
   * @throws OptionsException otherwise, naming the key
   */
  public String check(String value) {
    String plain = kind instanceof OptionKind.Whole ? withoutSuffix(value) : value;
    if (!kind.accepts(plain)) {
      throw new OptionsException(name + " must be " + kind.describe() + ", not '" + value + "'");
    }
    if (effect == OptionEffect.REFUSED && !plain.equals(standard)) {
      throw new OptionsException(
          name + "=" + value + " is not supported by this engine; only its default, '" + standard + "', is");
    }
    return plain;
  }

  /** The number that {@code 21G} stands for; what is no such number, or is too large for a long, stays as it is. */
  private static String withoutSuffix(String value) {
    int last = value.length() - 1;
    int power = last < 1 ? -1 : SUFFIXES.indexOf(value.toUpperCase(Locale.ROOT).charAt(last));
    if (power < 0) {
      return value;
    }
    try {
      return Long.toString(Math.multiplyExact(Long.parseLong(value.substring(0, last)), 1L << 10 * power));
    } catch (ArithmeticException | NumberFormatException e) {
      return value;
    }
  }
}
