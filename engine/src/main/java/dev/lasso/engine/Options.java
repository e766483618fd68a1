package dev.lasso.engine;

import dev.lasso.engine.options.Catalogue;
import dev.lasso.engine.options.OptionSection;
import dev.lasso.engine.options.OptionSpec;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.options.OptionsFile;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.options.Sanitizer;
import dev.lasso.engine.options.Settings;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What an engine is opened with: option values by their RocksDB 4.9 names, and quirks. Immutable; each {@code with}
 * answers changed options. {@link Catalogue} lists the names.
 */
public final class Options {
  private final Map<String, String> set;
  private final Set<Quirk> quirks;
  private final int lowThreads;
  private final int highThreads;

  private Options(Map<String, String> set, Set<Quirk> quirks, int lowThreads, int highThreads) {
    this.set = Collections.unmodifiableMap(set);
    this.quirks = Collections.unmodifiableSet(quirks);
    this.lowThreads = lowThreads;
    this.highThreads = highThreads;
  }

  /** Every option at the default of RocksDB 4.9, no quirk. */
  public static Options defaults() {
    return new Options(new LinkedHashMap<>(), EnumSet.noneOf(Quirk.class), 1, 1);
  }

  /**
   * The options of an OPTIONS file with that text.
   *
   * @throws OptionsException naming the line that is wrong
   */
  public static Options parse(String text) {
    return new Options(new LinkedHashMap<>(OptionsFile.parse(text)), EnumSet.noneOf(Quirk.class), 1, 1);
  }

  /**
   * These options with one value changed.
   *
   * @throws OptionsException if there is no such option, or the value is not for it
   */
  public Options with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(set);
    OptionSpec spec = Catalogue.standard().named(name);
    if (spec.section() == OptionSection.VERSION) {
      throw new OptionsException(name + " cannot be set");
    }
    changed.put(name, spec.check(value));
    return new Options(changed, quirks, lowThreads, highThreads);
  }

  /** {@link #with(String, String)} for a number. */
  public Options with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** These options with a historical defect put back. */
  public Options withQuirk(Quirk quirk) {
    EnumSet<Quirk> more = EnumSet.of(quirk);
    more.addAll(quirks);
    return new Options(new LinkedHashMap<>(set), more, lowThreads, highThreads);
  }

  /** These options with a quirk taken out. */
  public Options withoutQuirk(Quirk quirk) {
    EnumSet<Quirk> fewer = EnumSet.noneOf(Quirk.class);
    fewer.addAll(quirks);
    fewer.remove(quirk);
    return new Options(new LinkedHashMap<>(set), fewer, lowThreads, highThreads);
  }

  /**
   * These options dimensioned for {@code threads} background threads, with 4.9's arithmetic: one of them flushes, the
   * others compact. So one thread leaves none to compact, which open refuses.
   *
   * @param threads at least 1
   */
  public Options increaseParallelism(int threads) {
    if (threads < 1) {
      throw new OptionsException("increaseParallelism takes at least 1 thread, not " + threads);
    }
    Options changed = with("max_background_compactions", threads - 1).with("max_background_flushes", 1);
    return new Options(new LinkedHashMap<>(changed.set), quirks, threads, 1);
  }

  /**
   * The value of an option: as set, else its default.
   *
   * @throws OptionsException if there is no such option
   */
  public String get(String name) {
    OptionSpec spec = Catalogue.standard().named(name);
    return set.getOrDefault(name, spec.standard());
  }

  /** The quirks that are on. */
  public Set<Quirk> quirks() {
    return quirks;
  }

  /** All options, set or not, as the text of an OPTIONS file. */
  public String toText() {
    Map<String, String> all = new LinkedHashMap<>();
    for (OptionSpec spec : Catalogue.standard().all()) {
      all.put(spec.name(), get(spec.name()));
    }
    return OptionsFile.write(all);
  }

  /**
   * Checks what {@link Engine#open} checks before it looks at the disk.
   *
   * @throws OptionsException naming the option that cannot be served, and what to use instead
   */
  public void check() {
    settings();
  }

  /** What an engine makes of these options. */
  Settings settings() {
    return new Sanitizer(set, quirks).settings(lowThreads, highThreads);
  }
}
