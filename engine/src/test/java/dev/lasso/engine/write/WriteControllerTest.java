package dev.lasso.engine.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class WriteControllerTest {
  private static final long NOW = 1_472_150_782_000_000L;
  private final WriteController controller = new WriteController(2_097_152);

  @Test
  void nobodyWaitsWithoutAReason() {
    assertEquals(0, delay(NOW, 1 << 30));
  }

  @Test
  void aStoppedWriterGetsNoDelay() {
    controller.delay(2_097_152);
    controller.stop();
    assertEquals(0, delay(NOW, 1 << 30));
  }

  @Test
  void aSmallWriteWaitsForOneRefillOf2147Bytes() {
    controller.delay(2_097_152);
    assertEquals(1024, delay(NOW, 2147));
    assertEquals("bytes_left=0", lastWord());
  }

  @Test
  void whatARefillLeavesIsFreeForTheNextWrite() {
    controller.delay(2_097_152);
    assertEquals(1024, delay(NOW, 2000));
    assertEquals(0, delay(NOW, 147));
    assertEquals("bytes_left=0", lastWord());
  }

  @Test
  void aLargeWriteSleepsAsLongAsItsBytesTake() {
    controller.delay(1_456_355);
    assertEquals((long) (10_366 / 1_456_355.0 * 1_000_000), delay(NOW, 10_366));
  }

  @Test
  void theRefillOfALowerRateIsSmaller() {
    controller.delay(1_456_355);
    assertEquals(1024, delay(NOW, 1491));
    controller.delay(1_456_355);
    assertEquals((long) (1492 / 1_456_355.0 * 1_000_000), delay(NOW, 1492));
  }

  @Test
  void sleepOnCreditIsDebtOfTheNextWriter() {
    controller.delay(1_000_000);
    assertEquals(5000, delay(NOW, 5000));
    assertEquals(5000 + 4000, delay(NOW + 1000, 5000));
  }

  @Test
  void bytesEarnedMeanwhileAreFreeAfterARefillInterval() {
    controller.delay(1_000_000);
    assertEquals(5000, delay(NOW, 5000));
    assertEquals(0, delay(NOW + 5000 + 1024, 1023));
    assertEquals("bytes_left=1", lastWord());
  }

  @Test
  void exactlyTheBytesEarnedStillWaitOneRefill() {
    controller.delay(1_000_000);
    assertEquals(5000, delay(NOW, 5000));
    assertEquals(1024, delay(NOW + 5000 + 2000, 2000));
  }

  @Test
  void aLongSleepKeepsTheBytesLeft() {
    controller.delay(1_000_000);
    assertEquals(1024, delay(NOW, 24));
    assertEquals("bytes_left=1000", lastWord());
    delay(NOW, 50_000);
    assertEquals("bytes_left=1000", lastWord());
  }

  @Test
  void aDelayTokenForgetsCreditAndDebt() {
    controller.delay(1_000_000);
    delay(NOW, 50_000);
    controller.delay(1_000_000);
    assertEquals(1024, delay(NOW, 1000));
  }

  @Test
  void tokensAreReasonsUntilReleased() {
    WriteController.Token first = controller.stop();
    WriteController.Token second = controller.stop();
    first.release();
    first.release();
    assertTrue(controller.isStopped());
    second.release();
    assertFalse(controller.isStopped());
  }

  @Test
  void anyTokenSpeedsCompactionsUp() {
    assertFalse(controller.needsSpeedupCompaction());
    WriteController.Token pressure = controller.compactionPressure();
    assertTrue(controller.needsSpeedupCompaction());
    assertFalse(controller.needsDelay());
    pressure.release();
    controller.delay(1);
    assertTrue(controller.needsSpeedupCompaction());
  }

  private long delay(long micros, long bytes) {
    return controller.getDelay(() -> micros, bytes);
  }

  private String lastWord() {
    String text = controller.describe();
    return text.substring(text.lastIndexOf(' ') + 1);
  }
}
