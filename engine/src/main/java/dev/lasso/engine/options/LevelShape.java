package dev.lasso.engine.options;

/**
 * How the levels of the tree are dimensioned.
 *
 * @param dynamic whether the target sizes follow from the size of the last level
 */
public record LevelShape(int levels, int compactionTrigger, long baseBytes, int multiplier, boolean dynamic) {}
