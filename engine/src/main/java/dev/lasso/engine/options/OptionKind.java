package dev.lasso.engine.options;

import java.util.List;

/** The type of an option's value: what text it accepts, and how an error calls it. */
public sealed interface OptionKind {

  /** {@code true} or {@code false}. */
  record Bool() implements OptionKind {
    @Override
    public String describe() {
      return "true or false";
    }
  }

  /** An integer within a range, ends included. */
  record Whole(long least, long greatest) implements OptionKind {
    @Override
    public String describe() {
      return "an integer from " + least + " to " + greatest;
    }
  }

  /** An integer of 64 bits without sign. */
  record Unsigned() implements OptionKind {
    @Override
    public String describe() {
      return "an integer from 0 to 18446744073709551615";
    }
  }

  /** A decimal fraction. */
  record Fraction() implements OptionKind {
    @Override
    public String describe() {
      return "a number";
    }
  }

  /** One of a set of words. */
  record Choice(List<String> words) implements OptionKind {
    @Override
    public String describe() {
      return "one of " + String.join(", ", words);
    }
  }

  /** Any text: a path, a list, or the name of an object that the caller supplies. */
  record Text() implements OptionKind {
    @Override
    public String describe() {
      return "a text";
    }
  }

  /** The range, for people. */
  String describe();

  /** Whether {@code value} is of this kind. */
  default boolean accepts(String value) {
    try {
      return switch (this) {
        case Bool() -> value.equals("true") || value.equals("false");
        case Whole(long least, long greatest) -> Long.parseLong(value) >= least && Long.parseLong(value) <= greatest;
        case Unsigned() -> !value.startsWith("+") && Long.toUnsignedString(Long.parseUnsignedLong(value)) != null;
        case Fraction() -> Double.isFinite(Double.parseDouble(value));
        case Choice(List<String> words) -> words.contains(value);
        case Text() -> true;
      };
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
