package dev.lasso.sim.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sites by name: {@code Class.method}, or {@code Class.method:line}. The class may be given without its package, and a
 * nested one without those around it. A constructor is called {@code <init>} and a static initialiser {@code <clinit>},
 * as in a stack trace; the body of a lambda belongs to the method that it stands in.
 *
 * @param method class and method
 * @param line of the source, or 0 for all
 */
public record SitePattern(String method, int line) {

  private static final Pattern FORM = Pattern.compile("([^\\s:]+\\.[^\\s:.]+)(?::([1-9]\\d{0,8}))?");
  private static final Pattern LAMBDA = Pattern.compile("\\.lambda\\$(.+)\\$\\d+$");

  /**
   * The pattern that a text means.
   *
   * @throws IllegalArgumentException if it is none, saying what one looks like
   */
  static SitePattern parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("a site is Class.method or Class.method:line, not " + text);
    }
    return new SitePattern(parts.group(1), parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2)));
  }

  /** Whether a site has this name; {@code site} has the full name of its class, and the line if that is known. */
  boolean matches(String site) {
    int colon = site.indexOf(':');
    if (line != 0 && !site.substring(colon + 1).equals(Integer.toString(line))) {
      return false;
    }
    String full = colon < 0 ? site : site.substring(0, colon);
    Matcher lambda = LAMBDA.matcher(full);
    return names(full) || lambda.find() && names(lambda.replaceFirst("." + Matcher.quoteReplacement(
        enclosing(lambda.group(1)))));
  }

  /** The method that a lambda stands in, from what javac makes of its name. */
  private static String enclosing(String name) {
    return switch (name) {
      case "new" -> "<init>";
      case "static" -> "<clinit>";
      default -> name;
    };
  }

  private boolean names(String full) {
    int before = full.length() - method.length() - 1;
    return full.equals(method)
        || before >= 0 && full.endsWith(method) && (full.charAt(before) == '.' || full.charAt(before) == '$');
  }

  @Override
  public String toString() {
    return line == 0 ? method : method + ":" + line;
  }
}
