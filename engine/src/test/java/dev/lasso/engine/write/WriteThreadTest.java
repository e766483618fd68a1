package dev.lasso.engine.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class WriteThreadTest {
  private final WriteThread<String> queue = new WriteThread<>();
  private final Writer<String> leader = logged("leader", 100);

  @Test
  void theFirstWriterLeadsAndTheOthersDoNot() {
    assertTrue(queue.link(leader));
    assertFalse(queue.link(logged("second", 1)));
  }

  @Test
  void aGroupIsEveryoneInLineInOrder() {
    assertEquals(List.of("leader", "a", "b"), group(logged("a", 1), logged("b", 1)));
  }

  @Test
  void aSyncWriterDoesNotFollowALeaderThatDoesNotSync() {
    assertEquals(List.of("leader", "a"), group(logged("a", 1), new Writer<>("b", 1, true, false), logged("c", 1)));
  }

  @Test
  void aLoggedWriterDoesNotFollowALeaderWithoutLog() {
    Writer<String> unlogged = new Writer<>("unlogged", 1, false, true);
    queue.link(unlogged);
    queue.link(new Writer<>("a", 1, false, true));
    queue.link(logged("b", 1));
    assertEquals(List.of("unlogged", "a"), batches(queue.enterGroup(unlogged)));
  }

  @Test
  void aWriterWithoutLogDoesNotFollowALoggedLeader() {
    assertEquals(List.of("leader", "a"), group(logged("a", 1), new Writer<>("b", 1, false, true), logged("c", 1)));
  }

  @Test
  void aWriterThatWantsToBeAloneEndsTheGroup() {
    assertEquals(List.of("leader"), group(new Writer<>(null, 0, false, false), logged("b", 1)));
  }

  @Test
  void aSmallLeaderTakes128KibAlong() {
    assertEquals(List.of("leader", "a"), group(logged("a", 128 << 10), logged("b", 1)));
  }

  @Test
  void aLargeLeaderFillsItsGroupToOneMib() {
    Writer<String> large = logged("large", (128 << 10) + 1);
    queue.link(large);
    queue.link(logged("a", (1 << 20) - (128 << 10) - 1));
    queue.link(logged("b", 1));
    assertEquals(List.of("large", "a"), batches(queue.enterGroup(large)));
  }

  @Test
  void aBatchAlmostTooLargeForAnArrayJoinsNoGroup() {
    assertEquals(List.of("leader"), group(logged("a", Integer.MAX_VALUE)));
  }

  @Test
  void aLeaderAlmostTooLargeForAnArrayTakesNobodyAlong() {
    Writer<String> large = logged("large", Integer.MAX_VALUE);
    queue.link(large);
    queue.link(logged("a", 1));
    assertEquals(List.of("large"), batches(queue.enterGroup(large)));
  }

  @Test
  void theNextInLineLeadsWhenAGroupEnds() {
    Writer<String> last = new Writer<>("last", 1, true, false);
    queue.link(leader);
    queue.link(last);
    queue.exitGroup(queue.enterGroup(leader), null);
    assertTrue(queue.await(last));
    assertEquals(List.of("last"), batches(queue.enterGroup(last)));
  }

  @Test
  void membersAreToldWhyTheirWriteFailed() {
    Writer<String> member = logged("member", 1);
    queue.link(leader);
    queue.link(member);
    Exception reason = new Exception("disk");
    queue.exitGroup(queue.enterGroup(leader), reason);
    assertFalse(queue.await(member));
    assertSame(reason, member.failure());
  }

  @Test
  void anEmptiedQueueMakesTheNextWriterLead() {
    queue.link(leader);
    queue.exitGroup(queue.enterGroup(leader), null);
    assertTrue(queue.link(logged("later", 1)));
  }

  @SafeVarargs
  private List<String> group(Writer<String>... others) {
    queue.link(leader);
    for (Writer<String> other : others) {
      queue.link(other);
    }
    return batches(queue.enterGroup(leader));
  }

  private static List<String> batches(List<Writer<String>> writers) {
    return writers.stream().map(Writer::batch).toList();
  }

  private static Writer<String> logged(String batch, int bytes) {
    return new Writer<>(batch, bytes, false, false);
  }
}
