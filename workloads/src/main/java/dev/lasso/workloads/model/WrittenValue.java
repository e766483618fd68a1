package dev.lasso.workloads.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that says who wrote it, and where to, so that no two writes have the same. As bytes it is {@code
 * BATCH.CHANGE FILLER FAMILY/KEY;} and so many bytes more as FILLER says, which repeat that text. One that is cut is
 * not taken for a value of that key, nor is one with a changed byte if the filler is as long as the text.
 *
 * @param batch the number of the batch
 * @param change the place of the change in the batch, from 0 on
 * @param key where it was written to
 */
public record WrittenValue(long batch, int change, Key key) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})\\.(\\d{1,9}) (\\d{1,9}) ([^/]*)/(.*)",
      Pattern.DOTALL);

  /** The bytes, with so many more that a value of a wanted size comes out. */
  public byte[] bytes(int filler) {
    String text = batch + "." + change + " " + filler + " " + key + ";";
    return text.repeat(1 + Math.ceilDiv(filler, text.length())).substring(0, text.length() + filler)
        .getBytes(ISO_8859_1);
  }

  /** The value that {@link #bytes} made these of; none if it did not. */
  public static Optional<WrittenValue> parse(byte[] bytes) {
    String all = new String(bytes, ISO_8859_1);
    Matcher matcher = TEXT.matcher(all);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int filler = Integer.parseInt(matcher.group(3));
    int end = all.length() - filler - 1;
    if (end < matcher.start(5)) {
      return Optional.empty();
    }
    WrittenValue value = new WrittenValue(Long.parseLong(matcher.group(1)), Integer.parseInt(matcher.group(2)),
        new Key(matcher.group(4), all.substring(matcher.start(5), end)));
    return all.equals(new String(value.bytes(filler), ISO_8859_1)) ? Optional.of(value) : Optional.empty();
  }

  @Override
  public String toString() {
    return "the value of batch " + batch;
  }
}
