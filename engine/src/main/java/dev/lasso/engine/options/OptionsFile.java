package dev.lasso.engine.options;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text format of RocksDB's OPTIONS file: sections in brackets, one {@code name=value} a line, with the comments and
 * escapes of {@link OptionText}. Each column family has a section of its own and may have one for its tables behind it;
 * the default family comes first. Every error names the line.
 */
public final class OptionsFile {
  /** The column family that every database has. */
  public static final String DEFAULT_FAMILY = "default";

  private static final Pattern SECTION = Pattern.compile("\\[([^\\s\"\\]]+)(?:\\s+\"([^\"]*)\")?\\s*]");
  private static final List<OptionSection> REQUIRED = List.of(OptionSection.VERSION, OptionSection.DATABASE,
      OptionSection.COLUMN_FAMILY);
  private static final String FILE_VERSION = "1.1";
  private static final String ENGINE_VERSION = "4.9.0";

  private final Map<String, String> database = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> families = new LinkedHashMap<>();
  private final Set<String> seen = new TreeSet<>();
  private @Nullable OptionSection section;
  private Map<String, String> target = database;
  private String family = DEFAULT_FAMILY;
  private int line;

  private OptionsFile() {}

  /**
   * The values that {@code text} gives, checked against the catalogue.
   *
   * @throws OptionsException with the number of the line that is wrong
   */
  public static OptionValues parse(String text) {
    OptionsFile file = new OptionsFile();
    try {
      return file.read(text);
    } catch (OptionsException e) {
      throw new OptionsException("OPTIONS line " + file.line + ": " + e.getMessage());
    }
  }

  /** The text of a file with a line for each value; {@link #parse} reads it back. */
  public static String write(OptionValues values) {
    StringBuilder text = new StringBuilder("# Options of a Lasso engine, in the format of RocksDB 4.9.\n");
    text.append("\n[Version]\n  rocksdb_version=").append(ENGINE_VERSION);
    text.append("\n  options_file_version=").append(FILE_VERSION).append('\n');
    write(text, OptionSection.DATABASE, "", values.database());
    values.families().forEach((name, options) -> {
      write(text, OptionSection.COLUMN_FAMILY, name, options);
      write(text, OptionSection.TABLE, name, options);
    });
    return text.toString();
  }

  private static void write(StringBuilder text, OptionSection section, String family, Map<String, String> values) {
    text.append('\n').append(section.header(OptionText.escape(family))).append('\n');
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (Catalogue.standard().named(value.getKey()).section() == section) {
        text.append("  ").append(value.getKey()).append('=').append(OptionText.escape(value.getValue())).append('\n');
      }
    }
  }

  private OptionValues read(String text) {
    for (String raw : text.split("\n", -1)) {
      line++;
      String content = OptionText.withoutComment(raw).strip();
      if (content.startsWith("[")) {
        begin(content);
      } else if (!content.isEmpty()) {
        option(content);
      }
    }
    for (OptionSection each : REQUIRED) {
      if (!seen.contains(each.header(DEFAULT_FAMILY))) {
        throw new OptionsException("the file ends without a section " + each.header(DEFAULT_FAMILY));
      }
    }
    return new OptionValues(database, families);
  }

  private void begin(String content) {
    Matcher matcher = SECTION.matcher(content);
    if (!matcher.matches()) {
      throw new OptionsException("'" + content + "' is no section");
    }
    OptionSection begun = titled(matcher.group(1), content);
    String name = matcher.group(2);
    target = database;
    if (begun.isOfFamily()) {
      beginFamily(begun, name, content);
    } else if (name != null) {
      throw new OptionsException("section '" + content + "' takes no name");
    }
    if (!seen.add(begun.header(family))) {
      throw new OptionsException("section '" + content + "' stands twice");
    }
    section = begun;
  }

  private static OptionSection titled(String title, String content) {
    for (OptionSection each : OptionSection.values()) {
      if (each.title().equals(title)) {
        return each;
      }
    }
    throw new OptionsException("unknown section '" + content + "'");
  }

  private void beginFamily(OptionSection begun, @Nullable String name, String content) {
    if (name == null || name.isEmpty()) {
      throw new OptionsException("section '" + content + "' lacks the name of its column family");
    }
    family = OptionText.unescape(name);
    if (begun == OptionSection.COLUMN_FAMILY) {
      if (families.isEmpty() && !family.equals(DEFAULT_FAMILY)) {
        throw new OptionsException(
            "the first column family must be \"" + DEFAULT_FAMILY + "\", not \"" + family + "\"");
      }
    } else if (!families.containsKey(family)) {
      throw new OptionsException(
          "section '" + content + "' stands before " + OptionSection.COLUMN_FAMILY.header(family));
    }
    target = families.computeIfAbsent(family, unset -> new LinkedHashMap<>());
  }

  private void option(String content) {
    if (section == null) {
      throw new OptionsException("an option stands before the first section");
    }
    int equals = content.indexOf('=');
    if (equals <= 0) {
      throw new OptionsException("'" + content + "' is not of the form name=value");
    }
    String name = content.substring(0, equals).strip();
    String value = OptionText.unescape(content.substring(equals + 1).strip());
    if (section == OptionSection.VERSION) {
      version(name, value);
      return;
    }
    OptionSpec spec = Catalogue.standard().named(name);
    if (spec.section() != section) {
      throw new OptionsException("option '" + name + "' belongs into section " + spec.section().header(family));
    }
    if (target.put(name, spec.check(value)) != null) {
      throw new OptionsException("option '" + name + "' stands twice");
    }
  }

  private static void version(String name, String value) {
    boolean known = name.equals("rocksdb_version") || name.equals("options_file_version");
    if (!known) {
      throw new OptionsException("unknown option '" + name + "'");
    }
    if (!value.matches("\\d+(\\.\\d+){1,2}")) {
      throw new OptionsException(name + " must be a version like 4.9.0, not '" + value + "'");
    }
    if (name.equals("options_file_version") && !value.startsWith("1.")) {
      throw new OptionsException("options_file_version " + value + " is not supported; 1.0 and 1.1 are");
    }
  }
}
