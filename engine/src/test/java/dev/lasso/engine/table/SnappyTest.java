package dev.lasso.engine.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SnappyTest {
  @Test
  void anythingComesBack() {
    Random random = new Random(11);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[round % 50 == 0 ? random.nextInt(200_000) : random.nextInt(300)];
      int symbols = 1 + random.nextInt(round % 3 == 0 ? 256 : 4);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt(symbols);
      }
      byte[] packed = compress(bytes);
      assertArrayEquals(bytes, Snappy.decompress(packed, packed.length));
    }
  }

  @Test
  void repetitionIsSmallAndNoiseHardlyGrows() {
    assertTrue(compress(new byte[100_000]).length < 5_000);
    byte[] noise = new byte[100_000];
    new Random(5).nextBytes(noise);
    assertTrue(compress(noise).length < 100_100);
  }

  /** Compressed by io.airlift:aircompressor-v3 3.14. */
  @Test
  void whatAnotherImplementationCompressedIsRead() {
    assertEquals(
        "Wikipedia is a free, web-based, collaborative, multilingual encyclopedia project. Wikipedia is a free, "
            + "web-based project, free, free, free, free: " + "a".repeat(86) + ".",
        text(
            "e901f04257696b697065646961206973206120667265652c207765622d62617365642c20636f6c6c61626f7261746976652c206d75"
                + "6c74696c696e6775616c20656e6379636c6f093f2070726f6a6563742e207652001128002c0d6b09711906083a2061fe01005201"
                + "00002e"));
  }

  @Test
  void copiesOfEachKindAreRead() {
    String literal = "0c61626364";
    assertEquals("abcdabcd", text("08" + literal + "0104"));
    assertEquals("abcdabcdab", text("0a" + literal + "160400"));
    assertEquals("abcdabcdab", text("0a" + literal + "1704000000"));
    assertEquals("abcdddddddd", text("0b" + literal + "0d01"));
  }

  @Test
  void damageIsAnErrorAndNeverAnotherText() {
    byte[] packed = compress("abcdefghabcdefghabcdefgh-0123456789".repeat(3).getBytes(StandardCharsets.US_ASCII));
    for (int cut = 0; cut < packed.length; cut++) {
      byte[] part = Arrays.copyOf(packed, cut);
      assertThrows(IndexOutOfBoundsException.class, () -> Snappy.decompress(part, part.length), "cut at " + cut);
    }
    for (String bad : new String[]{"04" + "0105", "08" + "0c61626364" + "0105", "08" + "0c61626364" + "0100",
      "03" + "0c61626364", "05" + "0c61626364", "ffffffff0f" + "0061", "05fcffffffff"}) {
      byte[] bytes = HexFormat.of().parseHex(bad);
      assertThrows(IndexOutOfBoundsException.class, () -> Snappy.decompress(bytes, bytes.length), bad);
    }
  }

  private static String text(String packed) {
    byte[] bytes = HexFormat.of().parseHex(packed);
    return new String(Snappy.decompress(bytes, bytes.length), StandardCharsets.US_ASCII);
  }

  private static byte[] compress(byte[] bytes) {
    Bytes packed = new Bytes(16);
    new Snappy().compress(bytes, bytes.length, packed);
    return packed.copy();
  }
}
