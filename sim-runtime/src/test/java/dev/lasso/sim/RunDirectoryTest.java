package dev.lasso.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class RunDirectoryTest {

  @Test
  void namesOfAllProcessesHaveOneLengthAndOneHash() {
    assertEquals(1, LongStream.range(1, 5_000).mapToObj(RunDirectory::name).map(String::length).distinct().count());
    assertEquals(1, LongStream.range(1, 5_000).mapToObj(RunDirectory::name).map(String::hashCode).distinct().count());
    assertEquals(4_999, LongStream.range(1, 5_000).mapToObj(RunDirectory::name).collect(Collectors.toSet()).size());
  }
}
