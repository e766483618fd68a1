package dev.lasso.workloads.report;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the texts of a program are escaped in JSON (RFC 8259, section 7). Beside what must be, the halves of surrogate
 * pairs are, because a program may have one without the other, which UTF-8 cannot say; and the two separators of lines
 * at which older readers of JavaScript end a text. Digits are small, as in version {@value EventJson#VERSION}.
 */
final class TraceEscapes extends CharacterEscapes {

  private static final long serialVersionUID = 1;

  private static final int FIRST_PRINTABLE = 0x20;

  private final int[] ascii = standardAsciiEscapesForJSON();

  private TraceEscapes() {
    for (int control = 0; control < FIRST_PRINTABLE; control++) {
      ascii[control] = ESCAPE_CUSTOM;
    }
  }

  /** Those of a text by itself. */
  static TraceEscapes plain() {
    return new TraceEscapes();
  }

  /** Those of a text within a page: none can end the element that it stands in. */
  static TraceEscapes withinPage() {
    TraceEscapes escapes = new TraceEscapes();
    escapes.ascii['<'] = ESCAPE_CUSTOM;
    return escapes;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  /** Asked for what is escaped by choice, and for all that is no ASCII; null leaves a character as it is. */
  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    boolean escaped = c < ascii.length
        ? ascii[c] == ESCAPE_CUSTOM
        : Character.isSurrogate((char) c) || c == '\u2028' || c == '\u2029';
    return escaped ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", c)) : null;
  }
}
