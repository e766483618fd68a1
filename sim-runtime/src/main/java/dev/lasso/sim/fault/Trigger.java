package dev.lasso.sim.fault;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When the faults of one kind fire.
 *
 * @param scope the sites that count
 * @param occasion which of the times that a run passes one of them
 * @param lasts whether it goes on with a file once it has begun, through the fair suffix too
 */
public record Trigger(Scope scope, Occasion occasion, boolean lasts) {

  private static final Occasion ALWAYS = new Occasion.Each(1);

  /** Which times. */
  public sealed interface Occasion {

    /** The time with that number, from 1. */
    record Nth(long number) implements Occasion {}

    /** Each with that probability: more than 0, at most 1. */
    record Each(double probability) implements Occasion {}
  }

  /** The part of a plan that is about faults of a kind; null if nothing is. @throws IllegalArgumentException in one line */
  static @Nullable Trigger take(FaultKind kind, Settings settings) {
    String name = kind.label();
    int all = settings.left().size();
    Long nth = settings.number(name + FaultNames.NTH, Long.MAX_VALUE);
    Double probability = settings.probability(name + FaultNames.PROBABILITY);
    if (nth != null && probability != null) {
      throw new IllegalArgumentException(
          "faults " + name + FaultNames.NTH + " and " + name + FaultNames.PROBABILITY + " exclude each other");
    }
    Occasion occasion = ALWAYS;
    if (nth != null) {
      occasion = new Occasion.Nth(nth);
    } else if (probability != null) {
      occasion = new Occasion.Each(probability);
    }
    Scope scope = Scope.take(kind, settings);
    boolean lasts = kind.isError() && settings.isTrue(name + FaultNames.LASTS);
    return settings.left().size() == all ? null : new Trigger(scope, occasion, lasts);
  }

  /** Adds what is not the default, as {@link #take} takes it. */
  void addTo(Map<String, String> settings, FaultKind kind) {
    scope.addTo(settings, kind);
    if (lasts) {
      settings.put(kind.label() + FaultNames.LASTS, "true");
    }
    switch (occasion) {
      case Occasion.Nth nth -> settings.put(kind.label() + FaultNames.NTH, Long.toString(nth.number()));
      case Occasion.Each each when each.probability() < 1 || scope.equals(Scope.ALL) && !lasts ->
        settings.put(kind.label() + FaultNames.PROBABILITY, Double.toString(each.probability()));
      case Occasion.Each always -> {}
    }
  }

  /** The probability with which a fault fires at the time with that number. */
  double probability(long number) {
    return switch (occasion) {
      case Occasion.Nth nth -> nth.number() == number ? 1 : 0;
      case Occasion.Each each -> each.probability();
    };
  }
}
