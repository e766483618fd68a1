package dev.lasso.workloads.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lasso.sim.Workload.Parameter;
import dev.lasso.workloads.seed.BadInput;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values of flags, read and checked. */
class ValuesTest {

  @ParameterizedTest
  @CsvSource({"250ms,PT0.25S", "90s,PT90S", "5m,PT5M", "2h,PT2H", "7d,P7D", "PT1H30M,PT1H30M"})
  void durationIsRead(String text, Duration expected) {
    assertEquals(expected, Durations.parse("--max-time", text));
  }

  @ParameterizedTest
  @CsvSource({"0,0.000 ms", "7000,0.007 ms", "1500000000,1.500 s", "59999000000,59.999 s", "60000000000,0:01:00",
    "12130000000000,3:22:10"})
  void virtualTimeIsWritten(long nanos, String expected) {
    assertEquals(expected, Durations.text(nanos));
  }

  private static Parameter parameter(String kind, String range) {
    return new Parameter("p", kind, "", range, "");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"int|1..20|1", "int|1..20|20", "int|-5..5|-5", "long|0..9999999999|9999999999",
    "double|0.5..1|0.75", "double|0..10|1e1", "double|any|-3", "boolean|true, false|true", "string|a, b|b",
    "string|any text, or none|x"})
  void valueFits(String kind, String range, String value) {
    assertDoesNotThrow(() -> ParameterValues.check(parameter(kind, range), value));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"int|1..20|0", "int|1..20|21", "int|-5..5|-6", "int|1..20|1.5", "int|1..20|x",
    "int|any|99999999999", "double|0.5..1|0.4", "double|any|NaN", "boolean|true, false|yes", "string|a, b|c"})
  void valueDoesNotFit(String kind, String range, String value) {
    assertThrows(BadInput.class, () -> ParameterValues.check(parameter(kind, range), value));
  }

  @Property
  void differentHashesAreCounted(@ForAll @Size(max = 5000) long[] hashes) {
    DistinctHashes distinct = new DistinctHashes();
    for (long hash : hashes) {
      distinct.add(hash);
      distinct.add(hash);
    }
    // Zero and one share a slot.
    assertEquals(Long.toString(java.util.Arrays.stream(hashes).map(hash -> hash == 0 ? 1 : hash).distinct().count()),
        distinct.text());
  }
}
