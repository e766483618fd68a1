package dev.lasso.engine.connection;

import dev.lasso.engine.Engine;
import dev.lasso.engine.server.IdleHandles;
import java.io.IOException;

/** The files of tables, as the sweep server sees them. */
record TableHandles(Engine engine) implements IdleHandles {

  @Override
  public int open() {
    return engine.openTables();
  }

  @Override
  public int closeIdle(long idleNanos, int least) throws IOException {
    return engine.closeIdleTables(idleNanos, least);
  }
}
