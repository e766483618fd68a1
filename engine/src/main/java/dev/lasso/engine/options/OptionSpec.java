package dev.lasso.engine.options;

/**
 * One line of the catalogue.
 *
 * @param standard the default of RocksDB 4.9, as text
 */
public record OptionSpec(String name, OptionSection section, OptionKind kind, String standard, OptionEffect effect) {

  /**
   * Returns {@code value} if the option may have it.
   *
   * @throws OptionsException otherwise, naming the option
   */
  public String check(String value) {
    if (!kind.accepts(value)) {
      throw new OptionsException(name + " must be " + kind.describe() + ", not '" + value + "'");
    }
    if (effect == OptionEffect.REFUSED && !same(value, standard)) {
      throw new OptionsException(
          name + "=" + value + " is not supported by this engine; only its default, '" + standard + "', is");
    }
    return value;
  }

  private boolean same(String left, String right) {
    return kind instanceof OptionKind.Fraction
        ? Double.parseDouble(left) == Double.parseDouble(right)
        : left.equals(right);
  }
}
