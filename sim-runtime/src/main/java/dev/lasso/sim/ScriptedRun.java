package dev.lasso.sim;

import dev.lasso.sim.explore.Script;

/**
 * A run, and the script that makes the very same run.
 *
 * @param outcome what came of it
 * @param script its schedule; as a strategy's text it stands in for the one that the run was under
 */
public record ScriptedRun(Outcome outcome, Script script) {}
