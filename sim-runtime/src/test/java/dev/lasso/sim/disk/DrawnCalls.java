package dev.lasso.sim.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls on a small disk, as text: {@code write a 0 600}, {@code cut a 10}, {@code move a d/b}, {@code sync d}. */
final class DrawnCalls {

  private static final List<String> FILES = List.of("a", "b", "d/a", "e/b");
  private static final List<String> DIRECTORIES = List.of("d", "e", "d/f");

  private DrawnCalls() {}

  static List<String> draw(Random random, int count) {
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(call(random));
    }
    return calls;
  }

  private static String call(Random random) {
    String file = one(random, FILES);
    String other = one(random, FILES);
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> "write " + file + " " + random.nextInt(3) * 300 + " " + (1 + random.nextInt(700));
      case 3 -> "cut " + file + " " + random.nextInt(3) * 400;
      case 4 -> "make " + one(random, DIRECTORIES);
      case 5 -> "move " + file + " " + other;
      case 6 -> "move " + one(random, DIRECTORIES) + " " + one(random, DIRECTORIES);
      case 7 -> "link " + file + " " + other;
      case 8 -> "unlink " + file;
      case 9 -> "sync " + file;
      case 10 -> "sync " + one(random, DIRECTORIES);
      default -> random.nextBoolean() ? "sync /" : "remove " + one(random, DIRECTORIES);
    };
  }

  private static String one(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
