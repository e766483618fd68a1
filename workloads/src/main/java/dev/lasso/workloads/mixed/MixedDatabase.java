package dev.lasso.workloads.mixed;

import dev.lasso.engine.ColumnFamilyHandle;
import dev.lasso.engine.Engine;
import dev.lasso.engine.Extensions;
import dev.lasso.engine.Options;
import dev.lasso.engine.ReadOptions;
import dev.lasso.workloads.model.ExpectedMoment;
import dev.lasso.workloads.model.ExpectedState;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** An open database of the mix, with handles of all its column families. */
public final class MixedDatabase implements Closeable {

  private final Engine engine;
  private final List<ColumnFamilyHandle> families;
  private final MixedView view;

  private MixedDatabase(Engine engine, List<ColumnFamilyHandle> families, MixedView view) {
    this.engine = engine;
    this.families = families;
    this.view = view;
  }

  /**
   * Opens the database in {@code directory}.
   *
   * @param seam makes what the clients use of the engine
   */
  public static MixedDatabase open(Path directory, Setting setting,
      BiFunction<Engine, List<ColumnFamilyHandle>, MixedStore> seam) throws IOException {
    Engine engine = Engine.open(directory, setting.options, setting.extensions);
    List<ColumnFamilyHandle> families = new ArrayList<>();
    setting.options.families().forEach(name -> families.add(engine.columnFamily(name)));
    return new MixedDatabase(engine, families,
        new MixedView(seam.apply(engine, families), setting.space, setting.expected));
  }

  /** Checks a copy that {@link Engine#checkpoint} has made at some moment between two copies of the words. */
  static void checkCopy(Path directory, Setting setting, ExpectedMoment moment) throws IOException {
    try (MixedDatabase copy = open(directory, setting, MixedStore::new)) {
      for (int family = 0; family < setting.space.families(); family++) {
        try (CheckedIterator iterator = CheckedIterator.at(moment, copy.view.store(),
            ReadOptions.standard(), setting.space, family, 0, setting.space.keys())) {
          iterator.scan();
        }
      }
    }
  }

  /** The engine. */
  public Engine engine() {
    return engine;
  }

  /** What clients use. */
  public MixedView view() {
    return view;
  }

  /** Reads every key, by itself and by iterators, and checks each. */
  public void verify() throws IOException {
    MixedReads.getAll(view);
    MixedReads.scanAll(view);
  }

  @Override
  public void close() throws IOException {
    families.forEach(ColumnFamilyHandle::close);
    engine.close();
  }

  /** What a database of the mix is opened with, whenever it is. */
  public record Setting(Options options, Extensions extensions, KeySpace space, ExpectedState expected) {}
}
