package dev.lasso.engine.options;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text format of RocksDB's OPTIONS file: sections in brackets, one {@code name=value} a line, comments from
 * {@code #} to the end of the line, and {@code \n \r \\ \: \#} as escapes. One column family, the default one. Every
 * error names the line.
 */
public final class OptionsFile {
  private static final Pattern SECTION = Pattern.compile("\\[([^\\s\"\\]]+)(?:\\s+\"([^\"]*)\")?\\s*]");
  private static final String FILE_VERSION = "1.1";
  private static final String ENGINE_VERSION = "4.9.0";

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Set<OptionSection> seen = EnumSet.noneOf(OptionSection.class);
  private int line;

  private OptionsFile() {}

  /**
   * The values that {@code text} gives, by name, checked against the catalogue, in the order of the text.
   *
   * @throws OptionsException with the number of the line that is wrong
   */
  public static Map<String, String> parse(String text) {
    return new OptionsFile().read(text);
  }

  /** The text of a file with a line for each value; {@link #parse} reads it back. */
  public static String write(Map<String, String> values) {
    StringBuilder text = new StringBuilder("# Options of a Lasso engine, in the format of RocksDB 4.9.\n");
    text.append("\n[Version]\n  rocksdb_version=").append(ENGINE_VERSION);
    text.append("\n  options_file_version=").append(FILE_VERSION).append('\n');
    for (OptionSection section : OptionSection.values()) {
      if (section != OptionSection.VERSION) {
        text.append('\n').append(section.header()).append('\n');
        for (Map.Entry<String, String> value : values.entrySet()) {
          if (Catalogue.standard().named(value.getKey()).section() == section) {
            text.append("  ").append(value.getKey()).append('=').append(escape(value.getValue())).append('\n');
          }
        }
      }
    }
    return text.toString();
  }

  private Map<String, String> read(String text) {
    OptionSection section = null;
    for (String raw : text.split("\n", -1)) {
      line++;
      String content = withoutComment(raw).strip();
      if (content.startsWith("[")) {
        section = section(content);
      } else if (!content.isEmpty()) {
        if (section == null) {
          throw error("an option stands before the first section");
        }
        option(section, content);
      }
    }
    for (OptionSection required : OptionSection.values()) {
      if (required != OptionSection.TABLE && !seen.contains(required)) {
        throw error("the file ends without a section " + required.header());
      }
    }
    return values;
  }

  private OptionSection section(String content) {
    Matcher matcher = SECTION.matcher(content);
    if (!matcher.matches()) {
      throw error("'" + content + "' is no section");
    }
    String argument = matcher.group(2);
    OptionSection section = switch (matcher.group(1)) {
      case "Version" -> OptionSection.VERSION;
      case "DBOptions" -> OptionSection.DATABASE;
      case "CFOptions" -> OptionSection.COLUMN_FAMILY;
      case "TableOptions/BlockBasedTable" -> OptionSection.TABLE;
      default -> throw error("unknown section '" + content + "'");
    };
    boolean ofFamily = section == OptionSection.COLUMN_FAMILY || section == OptionSection.TABLE;
    if (ofFamily && !"default".equals(argument)) {
      throw error("column family " + (argument == null ? "without a name" : "'" + argument + "'")
          + " is not supported by this engine; only \"default\" is");
    }
    if (!ofFamily && argument != null) {
      throw error("section '" + content + "' takes no name");
    }
    if (!seen.add(section)) {
      throw error("section '" + content + "' stands twice");
    }
    return section;
  }

  private void option(OptionSection section, String content) {
    int equals = content.indexOf('=');
    if (equals <= 0) {
      throw error("'" + content + "' is not of the form name=value");
    }
    String name = content.substring(0, equals).strip();
    String value = unescape(content.substring(equals + 1).strip());
    if (section == OptionSection.VERSION) {
      version(name, value);
      return;
    }
    try {
      OptionSpec spec = Catalogue.standard().named(name);
      if (spec.section() != section) {
        throw new OptionsException("option '" + name + "' belongs into section " + spec.section().header());
      }
      if (values.put(name, spec.check(value)) != null) {
        throw new OptionsException("option '" + name + "' stands twice");
      }
    } catch (OptionsException e) {
      throw error(e.getMessage());
    }
  }

  private void version(String name, String value) {
    boolean known = name.equals("rocksdb_version") || name.equals("options_file_version");
    if (!known) {
      throw error("unknown option '" + name + "'");
    }
    if (!value.matches("\\d+(\\.\\d+){1,2}")) {
      throw error(name + " must be a version like 4.9.0, not '" + value + "'");
    }
    if (name.equals("options_file_version") && !value.startsWith("1.")) {
      throw error("options_file_version " + value + " is not supported; 1.0 and 1.1 are");
    }
  }

  private OptionsException error(@org.jspecify.annotations.Nullable String reason) {
    return new OptionsException("OPTIONS line " + line + ": " + reason);
  }

  /** The text before the first {@code #} that no backslash precedes. */
  private static String withoutComment(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '\\') {
        i++;
      } else if (raw.charAt(i) == '#') {
        return raw.substring(0, i);
      }
    }
    return raw;
  }

  private String unescape(String value) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '\\') {
        if (++i == value.length()) {
          throw error("the line ends within an escape");
        }
        c = switch (value.charAt(i)) {
          case 'n' -> '\n';
          case 'r' -> '\r';
          case '\\' -> '\\';
          case ':' -> ':';
          case '#' -> '#';
          default -> throw error("unknown escape \\" + value.charAt(i));
        };
      }
      text.append(c);
    }
    return text.toString();
  }

  private static String escape(String value) {
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
