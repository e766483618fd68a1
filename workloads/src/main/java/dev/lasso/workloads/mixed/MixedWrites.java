package dev.lasso.workloads.mixed;

import dev.lasso.engine.Extensions;
import dev.lasso.engine.FamilyOptions;
import dev.lasso.engine.Options;
import dev.lasso.engine.TableFileWriter;
import dev.lasso.engine.WriteOptions;
import dev.lasso.workloads.model.ExpectedState;
import dev.lasso.workloads.model.ExpectedState.Intent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The changes of one client, each marked in the expected state while it is under way. */
final class MixedWrites {

  private static final int MOST_IN_BATCH = 4;
  private static final int MOST_IN_RANGE = 6;

  private final MixedView view;
  private final Options options;
  private final Extensions extensions;
  private final RandomGenerator random;

  /** Changes in a database that was opened with these options and extensions. */
  MixedWrites(MixedView view, Options options, Extensions extensions, RandomGenerator random) {
    this.view = view;
    this.options = options;
    this.extensions = extensions;
    this.random = random;
  }

  /** Writes a key, or now and then some of any column family at once. */
  void put() {
    TreeSet<Integer> slots = new TreeSet<>();
    for (int left = random.nextInt(4) == 0 ? MOST_IN_BATCH : 1; left > 0; left--) {
      slots.add(random.nextInt(view.space().slots()));
    }
    write(slots.stream().map(slot -> new Intent(slot, false)).toList());
  }

  /** Deletes a key, whether it is there or not. */
  void delete() {
    write(List.of(new Intent(random.nextInt(view.space().slots()), true)));
  }

  /** Deletes a range of keys by one batch. */
  void deleteRange() {
    write(range().mapToObj(slot -> new Intent(slot, true)).toList());
  }

  /** Brings a table with writes and deletes of a range of keys, and has it taken in. */
  void ingest(Path file) throws IOException {
    List<Intent> intents = range().mapToObj(slot -> new Intent(slot, random.nextInt(4) == 0)).toList();
    int family = view.space().family(intents.getFirst().slot());
    try (ExpectedState.Change change = view.expected().begin(intents)) {
      FamilyOptions ofFamily = options.family(options.families().get(family));
      try (TableFileWriter writer = TableFileWriter.create(file, ofFamily, extensions)) {
        for (Intent intent : change.intents()) {
          byte[] key = view.space().keyOf(intent.slot());
          if (intent.delete()) {
            writer.delete(key);
          } else {
            writer.put(key, view.space().value(intent.slot(), change.base(intent)));
          }
        }
        writer.finish();
      }
      view.store().engine().ingest(view.store().family(family), List.of(file));
      change.acknowledged();
    }
    Files.delete(file);
  }

  private void write(List<Intent> intents) {
    try (ExpectedState.Change change = view.expected().begin(intents)) {
      List<MixedStore.Edit> edits = new ArrayList<>();
      for (Intent intent : change.intents()) {
        edits.add(edit(intent, change.base(intent)));
      }
      view.store().write(how(), edits);
      change.acknowledged();
    }
  }

  private MixedStore.Edit edit(Intent intent, int base) {
    KeySpace space = view.space();
    int slot = intent.slot();
    int family = space.family(slot);
    boolean merge = random.nextInt(4) == 0
        && !options.family(options.families().get(family)).get("merge_operator").equals("nullptr");
    return new MixedStore.Edit(family, space.keyOf(slot), intent.delete() ? null : space.value(slot, base), merge);
  }

  /** The slots of keys that follow each other, of one column family. */
  private IntStream range() {
    KeySpace space = view.space();
    int first = random.nextInt(space.slots());
    int end = Math.min(first + 1 + random.nextInt(MOST_IN_RANGE), space.slot(space.family(first) + 1, 0));
    return IntStream.range(first, end);
  }

  private WriteOptions how() {
    return switch (random.nextInt(8)) {
      case 0 -> new WriteOptions(true, false);
      case 1, 2 -> new WriteOptions(false, true);
      default -> WriteOptions.standard();
    };
  }
}
