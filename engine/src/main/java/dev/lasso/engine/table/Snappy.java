package dev.lasso.engine.table;

import java.util.Arrays;

/**
 * Snappy's block format (google/snappy, format_description.txt): the length as a varint, then literals and copies of
 * earlier bytes. The compressor is Snappy's own: matches of four bytes are found by a hash table over pieces of 64 KiB,
 * and the longer it finds none, the larger its steps.
 */
final class Snappy {
  private static final int PIECE = 1 << 16;
  private static final int TABLE_BITS = 13;
  /** The search ends this far before the end of a piece, so that it never reads behind it. */
  private static final int MARGIN = 15;
  private static final int LITERAL = 0;
  private static final int COPY_1 = 1;
  private static final int COPY_2 = 2;

  private final int[] table = new int[1 << TABLE_BITS];

  /** Appends the compressed form of the first {@code length} bytes to {@code out}. */
  void compress(byte[] in, int length, Bytes out) {
    out.addVarint(length);
    for (int from = 0; from < length; from += PIECE) {
      compressPiece(in, from, Math.min(length, from + PIECE), out);
    }
  }

  private void compressPiece(byte[] in, int from, int to, Bytes out) {
    Arrays.fill(table, from);
    int limit = to - MARGIN;
    int literal = from;
    int position = from + 1;
    int misses = 32;
    while (position < limit) {
      int word = LittleEndian.getInt(in, position);
      int slot = word * 0x1e35a7bd >>> 32 - TABLE_BITS;
      int candidate = table[slot];
      table[slot] = position;
      if (LittleEndian.getInt(in, candidate) != word) {
        position += misses++ >>> 5;
        continue;
      }
      misses = 32;
      addLiteral(in, literal, position, out);
      int more = Arrays.mismatch(in, candidate + 4, candidate + 4 + to - position - 4, in, position + 4, to);
      int matched = more < 0 ? to - position : 4 + more;
      addCopies(position - candidate, matched, out);
      position += matched;
      literal = position;
    }
    addLiteral(in, literal, to, out);
  }

  private static void addLiteral(byte[] in, int from, int to, Bytes out) {
    int length = to - from - 1;
    if (length < 0) {
      return;
    }
    if (length < 60) {
      out.addByte(length << 2 | LITERAL);
    } else if (length < 1 << 8) {
      out.addByte(60 << 2 | LITERAL).addByte(length);
    } else {
      out.addByte(61 << 2 | LITERAL).addByte(length).addByte(length >>> 8);
    }
    out.add(in, from, to - from);
  }

  private static void addCopies(int distance, int length, Bytes out) {
    int left = length;
    while (left > 64) {
      // A rest of less than four bytes could not be a copy of the short form.
      int part = left < 68 ? 60 : 64;
      out.addByte(part - 1 << 2 | COPY_2).addByte(distance).addByte(distance >>> 8);
      left -= part;
    }
    if (left >= 4 && left < 12 && distance < 1 << 11) {
      out.addByte(distance >>> 8 << 5 | left - 4 << 2 | COPY_1).addByte(distance);
    } else {
      out.addByte(left - 1 << 2 | COPY_2).addByte(distance).addByte(distance >>> 8);
    }
  }

  /**
   * The bytes whose compressed form is the first {@code length} of {@code in}.
   *
   * @throws IndexOutOfBoundsException if that is not the compressed form of anything
   */
  static byte[] decompress(byte[] in, int length) {
    BytesReader reader = new BytesReader(in, 0, length);
    long size = reader.readVarint();
    if (size < 0 || size > 64L * length) {
      throw new IndexOutOfBoundsException(length + " compressed bytes do not hold " + size);
    }
    byte[] out = new byte[(int) size];
    int filled = 0;
    while (reader.hasMore()) {
      int tag = reader.readByte();
      if ((tag & 3) == LITERAL) {
        int count = literalLength(tag >>> 2, reader);
        reader.readBytes(out, filled, count);
        filled += count;
      } else {
        int count = (tag & 3) == COPY_1 ? 4 + (tag >>> 2 & 7) : 1 + (tag >>> 2);
        int distance = switch (tag & 3) {
          case COPY_1 -> tag >>> 5 << 8 | reader.readByte();
          case COPY_2 -> reader.readByte() | reader.readByte() << 8;
          default -> reader.readInt();
        };
        copy(out, filled, distance, count);
        filled += count;
      }
    }
    if (filled != out.length) {
      throw new IndexOutOfBoundsException("compressed bytes end after " + filled + " of " + out.length);
    }
    return out;
  }

  private static int literalLength(int code, BytesReader reader) {
    return 1 + switch (code) {
      case 60 -> reader.readByte();
      case 61 -> reader.readByte() | reader.readByte() << 8;
      case 62 -> reader.readByte() | reader.readByte() << 8 | reader.readByte() << 16;
      case 63 -> reader.readInt();
      default -> code;
    };
  }

  /** A copy may reach into what it writes: then it repeats. */
  private static void copy(byte[] out, int to, int distance, int count) {
    if (distance < 1 || distance > to || count > out.length - to) {
      throw new IndexOutOfBoundsException("a copy of " + count + " bytes from " + distance + " before " + to);
    }
    if (distance >= count) {
      System.arraycopy(out, to - distance, out, to, count);
    } else {
      for (int i = to; i < to + count; i++) {
        out[i] = out[i - distance];
      }
    }
  }
}
