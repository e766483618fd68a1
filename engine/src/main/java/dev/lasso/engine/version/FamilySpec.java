package dev.lasso.engine.version;

import dev.lasso.engine.options.LevelShape;
import java.util.Comparator;

/** What a column family is opened with, as far as its versions need it. */
public record FamilySpec(String name, LevelShape shape, Comparator<byte[]> keys, String comparator) {}
