package dev.lasso.engine.version;

import dev.lasso.engine.table.Bytes;
import dev.lasso.engine.table.BytesReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of one column family from one version to the next, and one record of the manifest. Each field is a tag as a
 * varint and its content: comparator 1, log number 2, next file 3, last sequence 4, deleted file 6, new file 100,
 * column family 200 (left out for the default one, 0), column family added 201, dropped 202, greatest column family
 * 203.
 */
public final class VersionEdit {
  private static final int COMPARATOR = 1;
  private static final int LOG_NUMBER = 2;
  private static final int NEXT_FILE = 3;
  private static final int LAST_SEQUENCE = 4;
  private static final int DELETED_FILE = 6;
  private static final int NEW_FILE = 100;
  private static final int FAMILY = 200;
  private static final int FAMILY_ADD = 201;
  private static final int FAMILY_DROP = 202;
  private static final int MAX_FAMILY = 203;

  int family;
  @Nullable String addedFamily;
  boolean dropsFamily;
  @Nullable Integer maxFamily;
  @Nullable String comparator;
  @Nullable Long logNumber;
  @Nullable Long nextFile;
  @Nullable Long lastSequence;
  private final List<DeletedFile> deleted = new ArrayList<>();
  private final List<AddedFile> added = new ArrayList<>();

  /** An edit of the column family with that id that changes nothing yet. */
  public VersionEdit(int family) {
    this.family = family;
  }

  /** Says that logs before {@code number} are not needed any more. */
  public VersionEdit logNumber(long number) {
    logNumber = number;
    return this;
  }

  /** Adds a table to a level. */
  public VersionEdit add(int level, FileMetadata file) {
    added.add(new AddedFile(level, file));
    return this;
  }

  /** Takes a table from a level. */
  public VersionEdit delete(int level, long number) {
    deleted.add(new DeletedFile(level, number));
    return this;
  }

  boolean hasFiles() {
    return !deleted.isEmpty() || !added.isEmpty();
  }

  List<DeletedFile> deleted() {
    return deleted;
  }

  List<AddedFile> added() {
    return added;
  }

  Bytes encode() {
    Bytes bytes = new Bytes(256);
    if (comparator != null) {
      bytes.addVarint(COMPARATOR).addPrefixed(comparator.getBytes(StandardCharsets.UTF_8));
    }
    number(bytes, LOG_NUMBER, logNumber);
    number(bytes, NEXT_FILE, nextFile);
    number(bytes, LAST_SEQUENCE, lastSequence);
    for (DeletedFile file : deleted) {
      bytes.addVarint(DELETED_FILE).addVarint(file.level).addVarint(file.number);
    }
    for (AddedFile file : added) {
      FileMetadata meta = file.file;
      bytes.addVarint(NEW_FILE).addVarint(file.level).addVarint(meta.number()).addVarint(meta.bytes());
      bytes.addPrefixed(meta.smallest()).addPrefixed(meta.largest());
      bytes.addVarint(meta.smallestSequence()).addVarint(meta.largestSequence());
    }
    if (family != 0) {
      bytes.addVarint(FAMILY).addVarint(family);
    }
    if (addedFamily != null) {
      bytes.addVarint(FAMILY_ADD).addPrefixed(addedFamily.getBytes(StandardCharsets.UTF_8));
    }
    if (dropsFamily) {
      bytes.addVarint(FAMILY_DROP);
    }
    number(bytes, MAX_FAMILY, maxFamily == null ? null : Long.valueOf(maxFamily));
    return bytes;
  }

  /**
   * The edit that {@link #encode} wrote.
   *
   * @throws RuntimeException if the bytes are none
   */
  static VersionEdit decode(byte[] record) {
    VersionEdit edit = new VersionEdit(0);
    BytesReader reader = new BytesReader(record);
    while (reader.hasMore()) {
      int tag = (int) reader.readVarint();
      switch (tag) {
        case COMPARATOR -> edit.comparator = text(reader);
        case LOG_NUMBER -> edit.logNumber = reader.readVarint();
        case NEXT_FILE -> edit.nextFile = reader.readVarint();
        case LAST_SEQUENCE -> edit.lastSequence = reader.readVarint();
        case DELETED_FILE -> edit.delete((int) reader.readVarint(), reader.readVarint());
        case NEW_FILE -> edit.add((int) reader.readVarint(), new FileMetadata(reader.readVarint(), reader.readVarint(),
            reader.readPrefixed(), reader.readPrefixed(), reader.readVarint(), reader.readVarint()));
        case FAMILY -> edit.family = (int) reader.readVarint();
        case FAMILY_ADD -> edit.addedFamily = text(reader);
        case FAMILY_DROP -> edit.dropsFamily = true;
        case MAX_FAMILY -> edit.maxFamily = (int) reader.readVarint();
        default -> throw new IllegalArgumentException("unknown tag " + tag);
      }
    }
    return edit;
  }

  private static String text(BytesReader reader) {
    return new String(reader.readPrefixed(), StandardCharsets.UTF_8);
  }

  private static void number(Bytes bytes, int tag, @Nullable Long value) {
    if (value != null) {
      bytes.addVarint(tag).addVarint(value);
    }
  }

  record DeletedFile(int level, long number) {}

  record AddedFile(int level, FileMetadata file) {}
}
