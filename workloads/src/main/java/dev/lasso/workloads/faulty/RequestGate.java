package dev.lasso.workloads.faulty;

import dev.lasso.workloads.program.Crew;
import dev.lasso.workloads.program.Program;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that lets one request at a time have a buffer, and answers a request that runs out of memory with an error
 * rather than end. Where the heap is full between acquire and release the permit stays behind, so the next request
 * waits for ever: STUCK. The twin releases in a {@code finally}.
 */
public final class RequestGate implements Program {

  private static final int CLIENTS = 2;
  private static final int REQUESTS = 2;
  private static final int BUFFER_BYTES = 64;

  private final Semaphore permits = new Semaphore(1);
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();
  private final boolean fixed;

  public RequestGate(boolean fixed) {
    this.fixed = fixed;
  }

  @Override
  public void run() throws InterruptedException {
    Crew crew = new Crew();
    for (int i = 0; i < CLIENTS; i++) {
      crew.add("client", this::requests);
    }
    crew.run();
  }

  private void requests() throws InterruptedException {
    for (int i = 0; i < REQUESTS; i++) {
      try {
        request();
      } catch (OutOfMemoryError full) {
        rejected.incrementAndGet();
      }
    }
  }

  private void request() throws InterruptedException {
    permits.acquire();
    if (fixed) {
      try {
        answer();
      } finally {
        permits.release();
      }
    } else {
      answer();
      permits.release();
    }
  }

  private void answer() {
    byte[] buffer = new byte[BUFFER_BYTES];
    Arrays.fill(buffer, (byte) 1);
    served.incrementAndGet();
  }

  @Override
  public String result() {
    return "served " + served + ", rejected " + rejected;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new RequestGate(Program.fixed(args)));
  }
}
