package dev.lasso.engine.compaction;

import dev.lasso.engine.version.FileMetadata;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** The keys from {@code first} to {@code last}, both included. */
public record KeyRange(byte[] first, byte[] last) {

  /** The least range that holds all keys of {@code files}, of which there is one at least. */
  static KeyRange of(Collection<FileMetadata> files, Comparator<byte[]> keys) {
    Iterator<FileMetadata> each = files.iterator();
    FileMetadata any = each.next();
    KeyRange range = new KeyRange(any.smallest(), any.largest());
    while (each.hasNext()) {
      range = range.with(each.next(), keys);
    }
    return range;
  }

  /** The least range that holds this one and all keys of {@code file}. */
  KeyRange with(FileMetadata file, Comparator<byte[]> keys) {
    return new KeyRange(keys.compare(file.smallest(), first) < 0 ? file.smallest() : first,
        keys.compare(file.largest(), last) > 0 ? file.largest() : last);
  }

  /** Whether {@code file} may have a key of this range. */
  public boolean overlaps(FileMetadata file, Comparator<byte[]> keys) {
    return file.overlaps(keys, first, last);
  }

  /** Whether the two have a key in common. */
  public boolean overlaps(KeyRange other, Comparator<byte[]> keys) {
    return keys.compare(last, other.first) >= 0 && keys.compare(first, other.last) <= 0;
  }

  /** Those of {@code files} that may have a key of this range, in their order. */
  List<FileMetadata> overlapping(List<FileMetadata> files, Comparator<byte[]> keys) {
    return files.stream().filter(file -> overlaps(file, keys)).toList();
  }
}
