package dev.lasso.engine.config;

/**
 * When idle file handles are closed.
 *
 * @param idleSeconds how long one has been idle then; 0 keeps all of them open
 * @param scanSeconds how often they are looked at
 * @param least how many stay open, idle or not
 */
public record HandleLimits(int idleSeconds, int scanSeconds, int least) {}
