package dev.lasso.workloads.engine;

import dev.lasso.engine.Extensions;
import dev.lasso.engine.config.ConnectionSettings;
import dev.lasso.engine.connection.Connection;
import dev.lasso.sim.Run;
import dev.lasso.workloads.wtperf.WtperfOptions;
import dev.lasso.workloads.wtperf.WtperfRun;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * WiredTiger's wtperf. As in the runs behind the hang in wiredtiger_open, only with fewer records, it is
 * {@code ./lasso explore wtperf --set "config=conn_config=\"create,cache_size=21G,checkpoint_sync=false,mmap=false,
 * session_max=1024\",icount=200,populate_threads=20,key_sz=40,value_sz=1000,async_threads=10,report_interval=0"} on one
 * line.
 */
public final class Wtperf extends EngineWorkload {

  private static final String CONFIG = "conn_config=\"create,async=(ops_max=10)\",icount=24,populate_threads=3,"
      + "value_sz=300,async_threads=2,threads=((count=2,reads=4,updates=1),(count=1,inserts=1)),run_ops=24,"
      + "checkpoint_threads=1,checkpoint_interval=1,compact=true,report_interval=0";

  @Override
  public String name() {
    return "wtperf";
  }

  @Override
  public String description() {
    return "WiredTiger's wtperf: populate by several threads, compact, open again, then read, update and insert";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(new Parameter("config", "string", CONFIG, "wtperf's options, in WiredTiger's syntax",
        "what it does; options that are not named have wtperf's defaults"));
  }

  @Override
  public void checkParameters(Map<String, String> parameters) {
    ConnectionSettings.parse(WtperfOptions.parse(parameters.getOrDefault("config", CONFIG)).connection());
  }

  @Override
  public void run(Run run) throws IOException, InterruptedException {
    run.describe(Connection.class, Connection::describe);
    WtperfOptions config = WtperfOptions.parse(run.parameter("config"));
    new WtperfRun(run, config,
        () -> Connection.open(run.directory(), config.connection(), options(run), new Extensions())).run();
  }
}
