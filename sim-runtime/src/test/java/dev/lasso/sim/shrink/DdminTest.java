package dev.lasso.sim.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DdminTest {

  private static List<Integer> upTo(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  @Test
  void keepsWhatIsNeededWhereverItStands() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      int size = 1 + random.nextInt(200);
      Set<Integer> needed = new HashSet<>();
      for (int count = random.nextInt(6); count > 0; count--) {
        needed.add(random.nextInt(size));
      }
      assertEquals(needed.stream().sorted().toList(), Ddmin.minimise(upTo(size), list -> list.containsAll(needed)));
    }
  }

  /** Where less may do by chance, nothing more is promised than that no single element can go. */
  @Test
  void noSingleElementCanGo() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 100; i++) {
      int salt = random.nextInt();
      Predicate<List<Integer>> passes = list -> list.size() == 60 || (list.hashCode() * salt >>> 8) % 3 == 0;
      List<Integer> kept = Ddmin.minimise(upTo(60), passes);
      assertTrue(passes.test(kept));
      for (int without = 0; without < kept.size(); without++) {
        List<Integer> fewer = new ArrayList<>(kept);
        fewer.remove(without);
        assertFalse(passes.test(fewer), kept::toString);
      }
    }
  }

  @Test
  void ofAThousandThreeAreFoundInAFewHundredTests() {
    int[] tests = new int[1];
    assertEquals(List.of(10, 500, 900), Ddmin.minimise(upTo(1_000), list -> {
      tests[0]++;
      return list.containsAll(List.of(10, 500, 900));
    }));
    assertTrue(tests[0] < 300, "took " + tests[0]);
  }
}
