package dev.lasso.sim.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sequence repeats if its latter half and four periods do. */
class SignaturesTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource({"aaaa, 1, 0", "xyaaaaaa, 1, 2", "abababab, 2, 0", "xababababa, 2, 1", "abcabcabcabc, 3, 0",
    "aaabaaabaaabaaab, 4, 0", "aabaabaabaab, 3, 0"})
  void periodIsThatOfItsLongestRepeatingEnd(String sequence, int period, int from) {
    Instants.Signatures signatures = signatures(sequence);
    assertEquals(period, signatures.period());
    assertEquals(from, signatures.repeatsFrom(period));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"a", "abc", "aaa", "abcdefgh", "abcdefaaaa", "aaaab", "abcabcabc"})
  void whatDoesNotRepeatForLongHasNoPeriod(String sequence) {
    assertEquals(0, signatures(sequence).period());
  }

  private static Instants.Signatures signatures(String sequence) {
    Instants.Signatures signatures = new Instants.Signatures();
    sequence.chars().forEach(signatures::add);
    return signatures;
  }
}
