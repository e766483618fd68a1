package dev.lasso.engine;

import dev.lasso.engine.options.FamilySettings;
import dev.lasso.engine.options.OptionsException;
import dev.lasso.engine.version.FamilySpec;
import dev.lasso.engine.version.FamilyVersions;
import dev.lasso.engine.write.StallConditions;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The column families of an open engine. The set changes only with the mutex and while no writer writes, so the leading
 * writer reads it without; each change replaces the map.
 */
final class ColumnFamilies {
  private final Engine engine;
  private final Extensions extensions;
  private volatile Options options;
  private volatile SortedMap<Integer, ColumnFamily> byId = Collections.emptySortedMap();

  /** None yet; {@code options} names and dimensions those to be opened. */
  ColumnFamilies(Engine engine, Options options, Extensions extensions) {
    this.engine = engine;
    this.options = options;
    this.extensions = extensions;
  }

  /** The default column family. */
  ColumnFamily standard() {
    return byId.values().iterator().next();
  }

  /** The column family with that id, or null if there is none (any more). */
  @Nullable
  ColumnFamily get(int id) {
    return byId.get(id);
  }

  /** All that are not dropped, by id; what is answered never changes. */
  SortedMap<Integer, ColumnFamily> byId() {
    return byId;
  }

  /** All that are not dropped, in the order of their ids. */
  Collection<ColumnFamily> all() {
    return byId.values();
  }

  /** Memory of all their memtables, in bytes. */
  long memoryBytes() {
    return all().stream().mapToLong(ColumnFamily::memoryBytes).sum();
  }

  /**
   * The column family of that name.
   *
   * @throws EngineException if there is none
   */
  ColumnFamily named(String name) {
    ColumnFamily found = find(name);
    if (found == null) {
      throw new EngineException("there is no column family '" + name + "'");
    }
    return found;
  }

  /** The options of the database with the column families that it has now. */
  Options options() {
    return options;
  }

  /** Takes over changed options of the whole database, as far as they matter to its column families. With the mutex. */
  void change(Options changed) {
    options = changed;
    all().forEach(family -> family.change(settings(family.name, changed.family(family.name))));
  }

  /** Changes the options of a column family; settings follow from them. With the mutex. */
  void change(ColumnFamily family, FamilyOptions changed) {
    FamilySettings settings = settings(family.name, changed);
    settings.notes().stream().filter(note -> !family.settings.notes().contains(note)).forEach(engine.infoLog::info);
    family.change(settings);
    options = options.withFamily(family.name, changed);
  }

  /** What the manifest has to know of the families that the options name, by name. */
  Map<String, FamilySpec> specs() {
    Map<String, FamilySpec> specs = new TreeMap<>();
    options.families().forEach(name -> specs.put(name, spec(name, options.family(name))));
    return specs;
  }

  /** Takes over what the manifest holds. With the mutex. */
  void recovered() {
    for (FamilyVersions versions : engine.versions.families()) {
      add(versions, options.family(versions.name()));
    }
  }

  /** Makes the families that the options name and the database has not. With the mutex. */
  void createMissing() throws IOException {
    for (String name : options.families()) {
      if (find(name) == null) {
        if (!engine.settings.createMissingFamilies()) {
          throw new OptionsException("the database has no column family '" + name
              + "'; it would be made with create_missing_column_families=true");
        }
        create(name, options.family(name));
      }
    }
  }

  /** Makes a column family. With the mutex, and while no writer writes. */
  ColumnFamily create(String name, FamilyOptions familyOptions) throws IOException {
    if (find(name) != null) {
      throw new EngineException("there is a column family '" + name + "' already");
    }
    FamilyVersions versions = engine.versions.addFamily(spec(ColumnFamily.checkName(name), familyOptions),
        engine.logs.number());
    ColumnFamily family = add(versions, familyOptions);
    options = options.withFamily(name, familyOptions);
    engine.infoLog.info("Created column family [" + name + "] (ID " + family.id + ")");
    engine.installSuperVersionAndScheduleWork(family);
    return family;
  }

  /** Drops a column family. With the mutex, and while no writer writes. */
  ColumnFamily drop(ColumnFamily family) throws IOException {
    if (family.id == 0) {
      throw new EngineException("the default column family cannot be dropped");
    }
    checkLive(family);
    engine.versions.dropFamily(family.versions);
    family.markDropped();
    SortedMap<Integer, ColumnFamily> fewer = new TreeMap<>(byId);
    fewer.remove(family.id);
    byId = Collections.unmodifiableSortedMap(fewer);
    options = options.withoutFamily(family.name);
    engine.infoLog.info("Dropped column family with id " + family.id);
    engine.bgCv.signalAll();
    release(family);
    return family;
  }

  /** Throws if {@code family} is not in service here any more, or never was. */
  void checkLive(ColumnFamily family) {
    if (family.isDropped()) {
      throw new EngineException("column family '" + family.name + "' is dropped");
    }
    if (byId.get(family.id) != family) {
      throw new EngineException("column family '" + family.name + "' belongs to another engine");
    }
  }

  /** Gives a reference back; with the last one the data of a dropped family goes. */
  void release(ColumnFamily family) {
    ObsoleteFiles obsolete;
    engine.mutex.lock();
    try {
      if (!family.release()) {
        return;
      }
      family.versions.abandon();
      obsolete = engine.isClosed() ? ObsoleteFiles.none(engine) : ObsoleteFiles.ofTables(engine);
    } finally {
      engine.mutex.unlock();
    }
    obsolete.delete(0);
  }

  private @Nullable ColumnFamily find(String name) {
    for (ColumnFamily family : byId.values()) {
      if (family.name.equals(name)) {
        return family;
      }
    }
    return null;
  }

  private FamilySpec spec(String name, FamilyOptions familyOptions) {
    KeyComparator keys = extensions.resolve(familyOptions);
    return new FamilySpec(name, settings(name, familyOptions).shape(), keys, keys.name());
  }

  private FamilySettings settings(String name, FamilyOptions familyOptions) {
    return familyOptions.settings(name, engine.limits.delayedWriteRate());
  }

  private ColumnFamily add(FamilyVersions versions, FamilyOptions familyOptions) {
    FamilySettings settings = settings(versions.name(), familyOptions);
    settings.notes().forEach(engine.infoLog::info);
    ColumnFamily family = new ColumnFamily(versions, settings, extensions.resolve(familyOptions),
        extensions.mergeOperator(familyOptions),
        new StallConditions(versions.name(), settings.stall(), engine.controller, engine.infoLog));
    SortedMap<Integer, ColumnFamily> more = new TreeMap<>(byId);
    more.put(family.id, family);
    byId = Collections.unmodifiableSortedMap(more);
    return family;
  }
}
