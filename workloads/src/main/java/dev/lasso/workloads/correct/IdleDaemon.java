package dev.lasso.workloads.correct;

import dev.lasso.workloads.program.Program;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A daemon that serves a queue and waits in it when the program ends: it owes nothing, so nothing is stuck. */
public final class IdleDaemon implements Program {

  private final BlockingQueue<CountDownLatch> requests = new LinkedBlockingQueue<>();
  private int served;

  @Override
  public void run() throws InterruptedException {
    Thread server = new Thread(this::serve, "server");
    server.setDaemon(true);
    server.start();
    for (int i = 0; i < 2; i++) {
      CountDownLatch request = new CountDownLatch(1);
      requests.add(request);
      request.await();
      served++;
    }
  }

  private void serve() {
    try {
      while (true) {
        requests.take().countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String result() {
    return "served " + served;
  }

  public static void main(String[] args) throws Exception {
    Program.runAndPrint(new IdleDaemon());
  }
}
