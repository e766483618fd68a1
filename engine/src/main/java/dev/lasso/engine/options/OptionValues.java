package dev.lasso.engine.options;

import java.util.Map;

/**
 * What an OPTIONS file sets, as text by name, in the order of the file.
 *
 * @param database the options of the whole database
 * @param families the options of each column family, its tables included, by the name of the family; the default one
 *        comes first
 */
public record OptionValues(Map<String, String> database, Map<String, Map<String, String>> families) {}
