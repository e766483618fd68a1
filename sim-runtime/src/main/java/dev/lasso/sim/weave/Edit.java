package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;

/** One kind of change to a method's body; it sees the body's elements in order and may keep state between them. */
interface Edit {

  /** What became of an element. */
  enum Change {
    /** The edit does not care for it. */
    NONE,
    /** Something now stands before it; the element itself is still to be written, perhaps by another edit. */
    PRECEDED,
    /** The edit has written it, or something in its place. */
    REPLACED
  }

  /** Writes what comes before the body. */
  default Change start(CodeBuilder out) {
    return Change.NONE;
  }

  /** Deals with one element of the original body. */
  Change weave(CodeBuilder out, CodeElement element);

  /** Writes what comes after the body, where execution cannot fall to. */
  default void end(CodeBuilder out) {}
}
