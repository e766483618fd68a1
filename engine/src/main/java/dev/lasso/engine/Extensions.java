package dev.lasso.engine;

import dev.lasso.engine.log.LogSink;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.rate.RateLimiter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The caller's own code that an engine is opened with: what options refer to by name, the listeners, a rate limiter and
 * a receiver of LOG lines. Options that name something which is not here are refused by that name.
 */
public final class Extensions {
  private final Map<String, KeyComparator> comparators = new LinkedHashMap<>();
  private final Map<String, PrefixExtractor> prefixExtractors = new LinkedHashMap<>();
  private final Map<String, MergeOperator> mergeOperators = new LinkedHashMap<>();
  private final List<EventListener> listeners = new ArrayList<>();
  private @Nullable RateLimiter rateLimiter;
  private LogSink sink = (level, micros, text) -> {
  };

  /** Nothing but the bytewise comparator. */
  public Extensions() {
    comparator(KeyComparator.bytewise());
  }

  /** Adds a comparator. */
  public Extensions comparator(KeyComparator comparator) {
    comparators.put(comparator.name(), comparator);
    return this;
  }

  /** Adds a prefix extractor. */
  public Extensions prefixExtractor(PrefixExtractor extractor) {
    prefixExtractors.put(extractor.name(), extractor);
    return this;
  }

  /** Adds a merge operator. */
  public Extensions mergeOperator(MergeOperator operator) {
    mergeOperators.put(operator.name(), operator);
    return this;
  }

  /** Adds a listener; listeners are called in the order in which they were added. */
  public Extensions listener(EventListener listener) {
    listeners.add(listener);
    return this;
  }

  /** Sets the receiver of LOG lines. */
  public Extensions logSink(LogSink receiver) {
    sink = receiver;
    return this;
  }

  /** Sets what flushes and compactions ask before they write; engines may share it. None if it is not set. */
  public Extensions rateLimiter(RateLimiter limiter) {
    rateLimiter = limiter;
    return this;
  }

  @Nullable
  RateLimiter rateLimiter() {
    return rateLimiter;
  }

  LogSink sink() {
    return sink;
  }

  List<EventListener> listeners() {
    return List.copyOf(listeners);
  }

  /** The merge operator that the options name, or null if they name none. */
  @Nullable
  MergeOperator mergeOperator(FamilyOptions options) {
    return find(mergeOperators, "merge_operator", options);
  }

  /** The comparator that the options name, once everything else they name is found too. */
  KeyComparator resolve(FamilyOptions options) {
    find(prefixExtractors, "prefix_extractor", options);
    KeyComparator comparator = find(comparators, "comparator", options);
    if (comparator == null) {
      throw new OptionsException("comparator cannot be nullptr");
    }
    mergeOperator(options);
    return comparator;
  }

  private static <T> @Nullable T find(Map<String, T> known, String option, FamilyOptions options) {
    String name = options.get(option);
    T found = known.get(name);
    if (found == null && !name.equals("nullptr")) {
      throw new OptionsException(option + " '" + name + "' is not among the extensions that the engine is opened with");
    }
    return found;
  }
}
