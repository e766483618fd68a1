package dev.lasso.engine;

import dev.lasso.engine.options.CacheLimits;
import dev.lasso.engine.options.Catalogue;
import dev.lasso.engine.options.OptionSection;
import dev.lasso.engine.options.OptionSpec;
import dev.lasso.engine.options.OptionValues;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.options.OptionsFile;
import dev.lasso.engine.options.Quirk;
import dev.lasso.engine.options.Sanitizer;
import dev.lasso.engine.options.Settings;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is opened with: option values by their RocksDB 4.9 names, the column families with theirs, and quirks.
 * Immutable; each {@code with} answers changed options. {@link Catalogue} lists the names. Where an option of a column
 * family is set or asked for without one, the default family is meant.
 */
public final class Options {
  private final Map<String, String> database;
  private final Map<String, FamilyOptions> families;
  private final Set<Quirk> quirks;
  private final int lowThreads;
  private final int highThreads;

  private Options(Map<String, String> database, Map<String, FamilyOptions> families, Set<Quirk> quirks, int lowThreads,
      int highThreads) {
    this.database = Collections.unmodifiableMap(database);
    this.families = Collections.unmodifiableMap(families);
    this.quirks = Collections.unmodifiableSet(quirks);
    this.lowThreads = lowThreads;
    this.highThreads = highThreads;
  }

  /** Every option at the default of RocksDB 4.9, the default column family alone, no quirk. */
  public static Options defaults() {
    return new Options(Map.of(), Map.of(ColumnFamily.DEFAULT, FamilyOptions.defaults()), Set.of(), 1, 1);
  }

  /**
   * The options of an OPTIONS file with that text.
   *
   * @throws OptionsException naming the line that is wrong
   */
  public static Options parse(String text) {
    OptionValues values = OptionsFile.parse(text);
    Map<String, FamilyOptions> families = new LinkedHashMap<>();
    values.families().forEach((name, options) -> families.put(name, new FamilyOptions(options)));
    return new Options(values.database(), families, Set.of(), 1, 1);
  }

  /**
   * These options with one value changed, of the database or of its default column family.
   *
   * @throws OptionsException if there is no such option, or the value is not for it
   */
  public Options with(String name, String value) {
    OptionSpec spec = Catalogue.standard().named(name);
    if (spec.section() != OptionSection.DATABASE) {
      return withFamily(ColumnFamily.DEFAULT, family(ColumnFamily.DEFAULT).with(name, value));
    }
    Map<String, String> changed = new LinkedHashMap<>(database);
    changed.put(name, spec.check(value));
    return new Options(changed, families, quirks, lowThreads, highThreads);
  }

  /** {@link #with(String, String)} for a number. */
  public Options with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /**
   * These options with a column family added, or its options replaced.
   *
   * @throws OptionsException if no column family can have that name
   */
  public Options withFamily(String name, FamilyOptions options) {
    Map<String, FamilyOptions> changed = new LinkedHashMap<>(families);
    changed.put(ColumnFamily.checkName(name), options);
    return new Options(database, changed, quirks, lowThreads, highThreads);
  }

  /** These options without a column family; the default one stays. */
  public Options withoutFamily(String name) {
    Map<String, FamilyOptions> fewer = new LinkedHashMap<>(families);
    if (!name.equals(ColumnFamily.DEFAULT)) {
      fewer.remove(name);
    }
    return new Options(database, fewer, quirks, lowThreads, highThreads);
  }

  /** These options with a historical defect put back. */
  public Options withQuirk(Quirk quirk) {
    EnumSet<Quirk> more = EnumSet.of(quirk);
    more.addAll(quirks);
    return new Options(database, families, more, lowThreads, highThreads);
  }

  /** These options with a quirk taken out. */
  public Options withoutQuirk(Quirk quirk) {
    EnumSet<Quirk> fewer = EnumSet.noneOf(Quirk.class);
    fewer.addAll(quirks);
    fewer.remove(quirk);
    return new Options(database, families, fewer, lowThreads, highThreads);
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
    return new Options(changed.database, families, quirks, threads, 1);
  }

  /**
   * The value of an option of the database or of its default column family: as set, else its default.
   *
   * @throws OptionsException if there is no such option
   */
  public String get(String name) {
    OptionSpec spec = Catalogue.standard().named(name);
    return spec.section() == OptionSection.DATABASE
        ? database.getOrDefault(name, spec.standard())
        : family(ColumnFamily.DEFAULT).get(name);
  }

  /** The names of the column families, the default one first. */
  public List<String> families() {
    return List.copyOf(families.keySet());
  }

  /**
   * The options of a column family.
   *
   * @throws OptionsException if these options have none of that name
   */
  public FamilyOptions family(String name) {
    @Nullable
    FamilyOptions options = families.get(name);
    if (options == null) {
      throw new OptionsException("the options have no column family '" + name + "'");
    }
    return options;
  }

  /** The quirks that are on. */
  public Set<Quirk> quirks() {
    return quirks;
  }

  /** All options, set or not, as the text of an OPTIONS file. */
  public String toText() {
    Map<String, String> all = new LinkedHashMap<>();
    for (OptionSpec spec : Catalogue.standard().all()) {
      if (spec.section() == OptionSection.DATABASE) {
        all.put(spec.name(), get(spec.name()));
      }
    }
    Map<String, Map<String, String>> ofFamilies = new LinkedHashMap<>();
    families.forEach((name, options) -> ofFamilies.put(name, options.all()));
    return OptionsFile.write(new OptionValues(all, ofFamilies));
  }

  /**
   * Checks what {@link Engine#open} checks before it looks at the disk.
   *
   * @throws OptionsException naming the option that cannot be served, and what to use instead
   */
  public void check() {
    settings();
  }

  /** What an engine makes of these options, those of its column families apart; they are checked all the same. */
  Settings settings() {
    Settings settings = new Sanitizer(database, quirks).settings(lowThreads, highThreads);
    families.forEach((name, family) -> family.settings(name, settings.limits().delayedWriteRate()));
    return settings;
  }

  /** What reads may keep, of all column families together. */
  CacheLimits caches() {
    Settings settings = settings();
    return new CacheLimits(
        family(ColumnFamily.DEFAULT).settings(ColumnFamily.DEFAULT, settings.limits().delayedWriteRate()).cacheBytes(),
        settings.openTables(), settings.mappedTables());
  }
}
