package dev.lasso.engine.options;

/** The comments and escapes of an OPTIONS file: {@code #} to the end of the line, and {@code \n \r \\ \: \#}. */
final class OptionText {

  private OptionText() {}

  /** The text before the first {@code #} that no backslash precedes. */
  static String withoutComment(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '\\') {
        i++;
      } else if (raw.charAt(i) == '#') {
        return raw.substring(0, i);
      }
    }
    return raw;
  }

  /**
   * The text that {@link #escape} made {@code value} of.
   *
   * @throws OptionsException if it is not of that form
   */
  static String unescape(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        if (++i == value.length()) {
          throw new OptionsException("the line ends within an escape");
        }
        c = switch (value.charAt(i)) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case '\\' -> '\\';
          case ':' -> ':';
          case '#' -> '#';
          default -> throw new OptionsException("unknown escape \\" + value.charAt(i));
        };
      }
      text.append(c);
    }
    return text.toString();
  }

  static String escape(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\\', ':', '#' -> text.append('\\').append(c);
        default -> text.append(c);
      }
    }
    return text.toString();
  }
}
