package dev.lasso.engine;

import dev.lasso.engine.options.Catalogue;
import dev.lasso.engine.options.FamilySettings;
import dev.lasso.engine.options.OptionSpec;
import dev.lasso.engine.options.OptionsException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a column family is made or opened with: the option values of its memtables, levels and tables by their RocksDB
 * 4.9 names. Immutable; each {@code with} answers changed options.
 */
public final class FamilyOptions {
  private final Map<String, String> set;

  FamilyOptions(Map<String, String> set) {
    this.set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
  }

  /** Every option at the default of RocksDB 4.9. */
  public static FamilyOptions defaults() {
    return new FamilyOptions(Map.of());
  }

  /**
   * These options with one value changed.
   *
   * @throws OptionsException if a column family has no such option, or the value is not for it
   */
  public FamilyOptions with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(set);
    changed.put(name, named(name).check(value));
    return new FamilyOptions(changed);
  }

  /** {@link #with(String, String)} for a number. */
  public FamilyOptions with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /**
   * The value of an option: as set, else its default.
   *
   * @throws OptionsException if a column family has no such option
   */
  public String get(String name) {
    return set.getOrDefault(name, named(name).standard());
  }

  /** All options, set or not. */
  Map<String, String> all() {
    Map<String, String> all = new LinkedHashMap<>();
    for (OptionSpec spec : Catalogue.standard().all()) {
      if (spec.section().isOfFamily()) {
        all.put(spec.name(), get(spec.name()));
      }
    }
    return all;
  }

  /** What an engine makes of these options for the family of that name. */
  FamilySettings settings(String family, long delayedWriteRate) {
    return FamilySettings.of(family, set, delayedWriteRate);
  }

  private static OptionSpec named(String name) {
    OptionSpec spec = Catalogue.standard().named(name);
    if (!spec.section().isOfFamily()) {
      throw new OptionsException(name + " is an option of the whole database, not of a column family");
    }
    return spec;
  }
}
