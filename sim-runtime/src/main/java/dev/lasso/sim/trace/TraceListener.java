package dev.lasso.sim.trace;

import java.util.Map;

/**
 * Is told of every event of a run. It is called in the midst of the run but is no part of it: it must not touch objects
 * of the program, and whatever it does makes no difference to the run. It is never called concurrently.
 */
public interface TraceListener {

  /** The run begins. A run that was ended for a look at its heap begins again; what was told before is void. */
  void begin();

  /** Something has happened. */
  void event(TraceEvent event);

  /**
   * The run is over.
   *
   * @param fields for objects that the events name, the field of the program that holds them, such as
   *     {@code Engine.mutex}; empty where the run has no dump
   */
  void end(Map<String, String> fields);
}
