package dev.lasso.workloads.cli;

import dev.lasso.sim.fault.FaultKind;
import dev.lasso.sim.fault.FaultNames;
import dev.lasso.sim.fault.FaultPlan;
import dev.lasso.workloads.seed.BadInput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code --fault} says: a plan, that takes the place of the one a seed may bring.
 *
 * @param every the kind of which each site is to fail in a run of its own, or null
 */
record FaultFlags(FaultPlan plan, @Nullable FaultKind every) {

  /** The name that stands for no fault at all. */
  static final String NONE = "none";

  /** @throws BadInput if the texts are no plan */
  static FaultFlags parse(List<String> texts) {
    if (texts.contains(NONE)) {
      if (texts.size() > 1) {
        throw new BadInput("--fault none goes with no other fault");
      }
      return new FaultFlags(FaultPlan.NONE, null);
    }
    Map<String, String> settings = new TreeMap<>();
    FaultKind every = null;
    for (String text : texts) {
      FaultKind named = every(text);
      if (named != null && every != null) {
        throw new BadInput("--fault takes one " + FaultNames.EVERY.substring(1) + " at a time");
      }
      if (named != null) {
        every = named;
      } else {
        add(settings, text);
      }
    }
    if (every != null) {
      checkAlone(every, settings);
    }
    return new FaultFlags(plan(settings), every);
  }

  private static @Nullable FaultKind every(String text) {
    for (FaultKind kind : FaultKind.values()) {
      String name = kind.label() + FaultNames.EVERY;
      if (text.equals(name)) {
        return kind;
      }
      if (text.startsWith(name + "=")) {
        throw new BadInput("fault " + name + " takes no value");
      }
    }
    return null;
  }

  private static void add(Map<String, String> settings, String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new BadInput("--fault takes NAME=VALUE, not " + text + "; ./lasso list faults shows what there is");
    }
    if (settings.put(text.substring(0, equals), text.substring(equals + 1)) != null) {
      throw new BadInput("fault " + text.substring(0, equals) + " is given twice");
    }
  }

  private static void checkAlone(FaultKind every, Map<String, String> settings) {
    for (String choice : List.of(FaultNames.NTH, FaultNames.PROBABILITY)) {
      if (settings.containsKey(every.label() + choice)) {
        throw new BadInput(
            "faults " + every.label() + FaultNames.EVERY + " and " + every.label() + choice + " exclude each other");
      }
    }
  }

  private static FaultPlan plan(Map<String, String> settings) {
    try {
      return FaultPlan.of(settings);
    } catch (IllegalArgumentException wrong) {
      throw new BadInput(String.valueOf(wrong.getMessage()), wrong);
    }
  }
}
