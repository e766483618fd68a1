package dev.lasso.engine.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.engine.rate.RateLimiter.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RateLimiterTest {

  @Test
  void everyRequestOfBothPrioritiesIsGranted() throws InterruptedException {
    RateLimiter limiter = new RateLimiter(10_000_000, 100, 3, Set.of());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Priority priority = Priority.values()[i % 2];
      Thread thread = new Thread(() -> {
        for (int request = 0; request < 50; request++) {
          limiter.request(700, priority);
        }
      });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(8 * 50 * 700, limiter.grantedBytes());
    assertTrue(limiter.describe().contains("waiting_high=0 waiting_low=0 refill_awaited=false"), limiter::describe);
  }

  @Test
  void aRequestAboveOneRefillIsGrantedInParts() {
    RateLimiter limiter = new RateLimiter(1_000_000, 1000, 1, Set.of());
    limiter.request(10_500, Priority.LOW);
    assertEquals(10_500, limiter.grantedBytes());
    assertTrue(limiter.describe().endsWith("refills=11"), limiter::describe);
  }

  @Test
  void anInterruptWaitsUntilTheBytesAreGranted() {
    RateLimiter limiter = new RateLimiter(1_000_000, 1000, 1, Set.of());
    limiter.request(1000, Priority.HIGH);
    Thread.currentThread().interrupt();
    limiter.request(1000, Priority.HIGH);
    assertTrue(Thread.interrupted());
    assertEquals(2000, limiter.grantedBytes());
  }

  @Test
  void aLimiterThatCouldNeverGrantIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new RateLimiter(0, 1, 1, Set.of()));
    assertThrows(IllegalArgumentException.class, () -> new RateLimiter(1, 0, 1, Set.of()));
    assertThrows(IllegalArgumentException.class, () -> new RateLimiter(1, 1, 0, Set.of()));
  }
}
