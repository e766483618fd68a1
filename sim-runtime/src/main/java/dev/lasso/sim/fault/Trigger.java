package dev.lasso.sim.fault;

import org.jspecify.annotations.Nullable;

/**
 * When the faults of one kind fire.
 *
 * @param site the sites that count; null for all
 * @param occasion which of the times that a run passes one of them
 */
public record Trigger(@Nullable SitePattern site, Occasion occasion) {

  /** Every time. */
  static final Occasion ALWAYS = new Occasion.Each(1);

  /** Which times. */
  public sealed interface Occasion {

    /** The time with that number, from 1. */
    record Nth(long number) implements Occasion {}

    /** Each with that probability: more than 0, at most 1. */
    record Each(double probability) implements Occasion {}
  }

  /** The probability with which a fault fires at the time with that number. */
  double probability(long number) {
    return switch (occasion) {
      case Occasion.Nth nth -> nth.number() == number ? 1 : 0;
      case Occasion.Each each -> each.probability();
    };
  }
}
