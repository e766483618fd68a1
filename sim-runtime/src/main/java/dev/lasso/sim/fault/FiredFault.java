package dev.lasso.sim.fault;

/**
 * A fault that a run has suffered.
 *
 * @param kind what failed
 * @param number which it was among the sites that count, from 1
 * @param site where: {@code Class.method:line}
 * @param path of the file that it happened to; empty if to none
 * @param thread the name of the thread that met it
 * @param step points passed until then
 * @param virtualNanos the virtual time
 */
public record FiredFault(FaultKind kind, long number, String site, String path, String thread, long step,
    long virtualNanos) {}
