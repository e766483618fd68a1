package dev.lasso.sim.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrategiesTest {

  private static final int WRITE = Operations.of(Operations.FIELD_WRITE, "x");
  private static final int READ = Operations.of(Operations.FIELD_READ, "x");

  /** Two tasks of which one writes a field that the other reads, after the root has started them. */
  private static final Profile PROFILE = new Profile(123, List.of(Map.of(Operations.START, 2L), Map.of(WRITE, 3L),
      Map.of(READ, 4L, Operations.CLOCK, 1L)));

  private static String completed(String text) {
    return Strategies.completed(text, PROFILE).members().stream().map(Mix.Member::text).distinct()
        .collect(Collectors.joining(" "));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "pos|pos:suffix=11230", "pct|pct:d=3,k=123,suffix=11230", "pct:k=7|pct:d=3,k=7,suffix=10070",
    "pct:suffix=9,d=2|pct:d=2,k=123,suffix=9", "delay|delay:delays=2,k=123,suffix=11230",
    "starvation:low=0.5|starvation:k=123,low=0.5,share=0.2,suffix=11230",
    "surw:on=all|surw:on=all,counts=2.3.5,newer=2,suffix=11230"})
  void whatIsNotSaidIsCompletedByTheProfile(String text, String expected) {
    assertFalse(Strategies.isComplete(text));
    assertEquals(expected, completed(text));
    assertTrue(Strategies.isComplete(expected));
    assertEquals(expected, Strategies.complete(expected).members().getFirst().text());
  }

  @Test
  void interestingIsAllOrWhatSeveralTasksConflictIn() {
    String group = Integer.toHexString(Operations.group(WRITE));
    assertEquals("surw:on=all,counts=2.3.5,newer=2,suffix=11230 surw:on=" + group
        + ",counts=0.3.4,newer=2,suffix=11230", completed("surw"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"random-walk", "random-distance", "random-distance:mean=8", "random-distance:mean=2.5",
    "random-distance:mean=1e3", "random-walk:suffix=0"})
  void randomWalksAreCompleteAsTheyWereWritten(String text) {
    assertTrue(Strategies.isComplete(text));
    assertEquals(text, Strategies.complete(text).members().getFirst().text());
  }

  @Test
  void portfolioDrawsItsMembersByTheirShares() {
    Mix mix = Strategies.completed("portfolio", PROFILE);
    double sum = mix.members().stream().mapToDouble(Mix.Member::weight).sum();
    assertEquals(100, sum, 1e-6);
    Map<String, Integer> drawn = new HashMap<>();
    SplittableRandom random = new SplittableRandom(1);
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      drawn.merge(mix.draw(random).text().split(":")[0], 1, Integer::sum);
    }
    mix.members().stream().collect(Collectors.groupingBy(member -> member.text().split(":")[0],
        Collectors.summingDouble(Mix.Member::weight)))
        .forEach((name, percent) -> assertEquals(percent / 100, drawn.getOrDefault(name, 0) / (double) draws, 0.02));
    mix.members().forEach(member -> assertTrue(Strategies.isComplete(member.text()), member.text()));
  }

  @Test
  void portfolioOfLongRunsIsAnother() {
    Mix mix = Strategies.completed("portfolio", new Profile(100_000, PROFILE.counts()));
    assertTrue(mix.members().stream().anyMatch(member -> member.text().startsWith("delay:")));
    assertTrue(mix.members().stream().allMatch(member -> member.text().contains("suffix=1010000")));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
    "nope|unknown strategy nope: there are portfolio, pos, pct,", "|unknown strategy",
    "portfolio:d=3|strategy portfolio takes no parameters, not d=3", "pct:x=1|strategy pct takes d, k, suffix, not x=1",
    "pct:|strategy pct takes d, k, suffix, not", "pct:d|takes d, k, suffix, not d",
    "pct:d=3,d=4|strategy pct is told d twice", "pct:d=0|parameter d of strategy pct takes 1..1000, not 0",
    "pct:d=x|takes 1..1000, not x", "pct:d=|takes 1..1000, not", "pct:k=0|takes 1..",
    "pct:k=99999999999999999999|not 9999",
    "starvation:low=2|takes 0..1, not 2", "starvation:low=NaN|takes 0..1, not NaN",
    "random-distance:mean=0.5|takes 1..1000000000, not 0.5", "surw:counts=1,2|takes on, counts, newer, suffix, not 2",
    "surw:on=xyz|in hexadecimal, not xyz", "pos:suffix=-1|not -1"})
  void badTextIsRefusedInOneLine(String text, String expected) {
    String message = String.valueOf(assertThrows(IllegalArgumentException.class,
        () -> Strategies.check(text == null ? "" : text)).getMessage());
    assertTrue(message.contains(expected) && message.lines().count() == 1, message);
  }
}
