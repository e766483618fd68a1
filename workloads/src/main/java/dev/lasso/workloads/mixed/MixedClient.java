package dev.lasso.workloads.mixed;

import dev.lasso.sim.Obligations;
import dev.lasso.sim.Run;
import dev.lasso.workloads.model.ExpectedMoment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** One thread of the mix: at each turn the rare operations whose turn it is, then one of the mix. */
public final class MixedClient {

  private static final RareOperation[] RARE = RareOperation.values();

  private final Run run;
  private final String name;
  private final MixedDatabase.Setting setting;
  private final MixedView view;
  private final Shares shares;
  private final RandomGenerator random;
  private final MixedReads reads;
  private final MixedWrites writes;
  private final MixedUpkeep upkeep;
  private int turn;

  /** A client of that name, which no other client of the run has. */
  public MixedClient(Run run, String name, MixedDatabase.Setting setting, MixedView view, Shares shares) {
    this.run = run;
    this.name = name;
    this.setting = setting;
    this.view = view;
    this.shares = shares;
    this.random = run.random(name);
    this.reads = new MixedReads(view, random);
    this.writes = new MixedWrites(view, setting.options(), setting.extensions(), random);
    this.upkeep = new MixedUpkeep(view, random);
  }

  /** Takes its turns. */
  public void work(int turns) throws IOException {
    for (turn = 1; turn <= turns; turn++) {
      for (RareOperation operation : RARE) {
        int oneIn = run.intParameter(operation.parameter());
        if (oneIn > 0 && random.nextInt(oneIn) == 0) {
          call(operation.name().toLowerCase(Locale.ROOT).replace('_', ' '), () -> rare(operation));
        }
      }
      if (shares.sum() > 0) {
        mix();
      }
      call("look at snapshots", reads::lookAtSnapshots);
    }
    call("give up snapshots", reads::giveUpSnapshots);
  }

  private void mix() throws IOException {
    int draw = random.nextInt(shares.sum());
    if ((draw -= shares.reads) < 0) {
      call("get", reads::get);
    } else if ((draw -= shares.prefixScans) < 0) {
      call("prefix scan", reads::scanPrefix);
    } else if ((draw -= shares.writes) < 0) {
      call("put", writes::put);
    } else if ((draw -= shares.deletes) < 0) {
      call("delete", writes::delete);
    } else if ((draw -= shares.rangeDeletes) < 0) {
      call("delete range", writes::deleteRange);
    } else {
      call("iterate", reads::iterate);
    }
  }

  private void rare(RareOperation operation) throws IOException, InterruptedException {
    switch (operation) {
      case ACQUIRE_SNAPSHOT -> reads.takeSnapshot();
      case FLUSH -> upkeep.flush();
      case COMPACT_RANGE -> upkeep.compactRange();
      case COMPACT_FILES -> upkeep.compactFiles();
      case INGEST -> writes.ingest(path("sst"));
      case CHECKPOINT -> checkpoint();
      case PAUSE_BACKGROUND -> upkeep.pauseBackground();
      case DISABLE_MANUAL_COMPACTION -> upkeep.disableManualCompaction();
      case SET_OPTIONS -> upkeep.setOptions();
      case SYNC_WAL -> upkeep.syncWal();
      case GET_LIVE_FILES -> upkeep.listFiles();
      case VERIFY_DB -> MixedReads.getAll(view);
    }
  }

  private void checkpoint() throws IOException {
    Path copy = path("checkpoint");
    int[] before = view.expected().words();
    view.store().engine().checkpoint(copy);
    MixedDatabase.checkCopy(copy, setting, new ExpectedMoment(before, view.expected().words()));
  }

  private Path path(String what) {
    return run.directory().resolve(name + "." + turn + "." + what);
  }

  private void call(String what, Call call) throws IOException {
    try (Obligations.Obligation owed = run.obligations().owe(name + " turn " + turn + ": " + what)) {
      call.run();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts " + name, e);
    }
  }

  private interface Call {
    void run() throws IOException, InterruptedException;
  }

  /** How often each operation of the mix comes, compared with the others. */
  public record Shares(int reads, int prefixScans, int writes, int deletes, int rangeDeletes, int iterations) {

    int sum() {
      return reads + prefixScans + writes + deletes + rangeDeletes + iterations;
    }
  }
}
