package dev.lasso.workloads.bugs;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A cache of connections that puts one in when it finds none. Both steps on the map are atomic, the two together are
 * not: two callers may both find none, and open two connections to one host: FAILED. The twin lets the map do both in
 * one step.
 */
public final class CheckThenAct implements Program {

  private static final String HOST = "host";

  private final ConcurrentMap<String, Integer> connections = new ConcurrentHashMap<>();
  private final boolean fixed;
  private int opened;

  public CheckThenAct(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    crew.add("caller", this::connect);
    crew.add("caller", this::connect);
    crew.run();
    if (opened != 1) {
      throw new AssertionError("opened " + opened + " connections to one host");
    }
  }

  private void connect() {
    if (fixed) {
      connections.computeIfAbsent(HOST, host -> open());
    } else if (!connections.containsKey(HOST)) {
      connections.put(HOST, open());
    }
  }

  private synchronized int open() {
    return ++opened;
  }

  @Override
  public String result() {
    return "connections " + connections;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new CheckThenAct(Program.fixed(args)));
  }
}
