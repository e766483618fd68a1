package dev.lasso.sim.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AllocationWeavingTest {

  private static final String NAME = Subject.class.getName();

  private final WovenCopy copy = new WovenCopy(Subject.class, new ProgramForm(false, true, false, false));

  /** The sites that a call passes, without their lines. */
  private List<String> sitesOf(String method, Object... arguments) throws Throwable {
    copy.call(method, arguments);
    return sites();
  }

  private List<String> sites() {
    return copy.calls("allocation").stream().map(call -> call.target().toString().replaceFirst(":\\d+$", ""))
        .toList();
  }

  @Test
  void everyInstructionThatAllocatesIsASite() throws Throwable {
    for (String method : List.of("object", "ofPrimitives", "ofReferences", "ofArrays")) {
      copy.forget();
      assertEquals(List.of(NAME + "." + method), sitesOf(method));
    }
  }

  @Test
  void siteHasItsLine() throws Throwable {
    copy.call("object");
    copy.call("objectBelow");
    List<Integer> lines = copy.calls("allocation").stream()
        .map(call -> Integer.valueOf(call.target().toString().replaceFirst(".*:", ""))).toList();
    assertTrue(lines.get(0) > 0 && lines.get(1) == lines.get(0) + 4, lines::toString);
  }

  @Test
  void whatTheJdkAllocatesIsNoSite() throws Throwable {
    assertEquals(List.of(), sitesOf("boxes", 1_000));
    assertEquals(List.of(), sitesOf("joins", "a", 1));
    assertEquals(List.of(), sitesOf("clones", (Object) new int[]{1}));
    assertEquals(List.of(), sitesOf("refers"));
  }

  @Test
  void lambdaIsNoSiteButItsBodyHasSome() throws Throwable {
    Object lambda = copy.call("inLambda");
    assertEquals(List.of(), sites());
    assertNotNull(((Supplier<?>) Objects.requireNonNull(lambda)).get());
    assertEquals(1, sites().size());
    assertTrue(sites().getFirst().startsWith(NAME + ".lambda$inLambda$"), sites()::toString);
  }

  @Test
  void argumentsOfAConstructorComeAfterTheObject() throws Throwable {
    assertEquals(List.of(NAME + ".nested", NAME + ".nested", NAME + "$Made.<init>"), sitesOf("nested"));
  }

  @Test
  void constructorMayAllocateForItsSuper() throws Throwable {
    copy.make("$Heir");
    assertEquals(List.of(NAME + "$Heir.<init>", NAME + "$Made.<init>"), sites());
  }

  @Test
  void staticInitialiserHasSites() throws Throwable {
    copy.make("$Initialised");
    assertEquals(List.of("enterQuiet", "allocation", "exitQuiet"), copy.hooks().subList(0, 3));
    assertEquals(List.of(NAME + "$Initialised.<clinit>"), sites());
  }

  @Test
  void errorIsCaughtWhereTheAllocationStands() throws Throwable {
    OutOfMemoryError full = new OutOfMemoryError("test");
    copy.answering("allocation", full);
    assertSame(full, copy.call("catches"));
    assertSame(full, assertThrows(OutOfMemoryError.class, () -> copy.call("object")));
  }

  @Test
  void errorLeavesTheMonitor() {
    copy.answering("allocation", new OutOfMemoryError("test"));
    assertThrows(OutOfMemoryError.class, () -> copy.call("locked", new Object()));
    assertEquals(List.of("monitorEnter", "allocation", "monitorExit"), copy.hooks());
  }

  @Test
  void codeForRealThreadsHasNoSiteWhereItIsApart() throws Throwable {
    copy.outsideTasks();
    assertEquals(List.of(), sitesOf("locked", new Object()));
  }

  @Test
  void plainFormHasNoSites() throws Throwable {
    WovenCopy plain = new WovenCopy(Subject.class);
    plain.call("object");
    plain.call("nested");
    assertEquals(List.of(), plain.calls("allocation"));
  }

  @SuppressWarnings("unused")
  static final class Subject {

    static Object object() {
      return new Object();
    }

    static Object objectBelow() {
      return new Object();
    }

    static int[] ofPrimitives() {
      return new int[3];
    }

    static String[] ofReferences() {
      return new String[3];
    }

    static long[][] ofArrays() {
      return new long[2][2];
    }

    static Integer boxes(int value) {
      return value;
    }

    static String joins(String text, int number) {
      return text + number;
    }

    static int[] clones(int[] array) {
      return array.clone();
    }

    static Supplier<Object> refers() {
      return Object::new;
    }

    static Supplier<Object> inLambda() {
      return () -> new Object();
    }

    static Object nested() {
      return new Made(new Object());
    }

    static @Nullable Throwable catches() {
      try {
        return new Throwable("allocated");
      } catch (OutOfMemoryError full) {
        return full;
      }
    }

    static Object locked(Object monitor) {
      synchronized (monitor) {
        return new Object();
      }
    }

    static class Made {

      final Object[] parts;

      Made(Object part) {
        parts = new Object[]{part};
      }
    }

    static final class Heir extends Made {

      Heir() {
        super(new Object());
      }
    }

    static final class Initialised {

      static final Object ONE = new Object();
    }
  }
}
