package dev.lasso.engine.async;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One place for an operation, used again and again. Whoever brought it to READY fills it in, whoever took it out of the
 * ring works on it; in between the ring's lock hands it over.
 */
final class Operation {
  private static final byte[] NOTHING = {};

  private final AtomicReference<OperationState> state = new AtomicReference<>(OperationState.FREE);
  private Kind kind = Kind.FLUSH;
  private byte[] key = NOTHING;
  private byte[] value = NOTHING;
  private @Nullable AsyncCallback callback;

  /** Takes a free place; false if it is not free. */
  boolean take() {
    return state.compareAndSet(OperationState.FREE, OperationState.READY);
  }

  void fill(Kind what, byte[] ofKey, byte[] toValue, AsyncCallback whenDone) {
    kind = what;
    key = ofKey;
    value = toValue;
    callback = whenDone;
  }

  void enter(OperationState next) {
    state.set(next);
  }

  OperationState state() {
    return state.get();
  }

  /** Lets go of the place. */
  void free() {
    key = NOTHING;
    value = NOTHING;
    callback = null;
    state.set(OperationState.FREE);
  }

  /** Does it, lets go of the place, and tells the callback, which may throw. */
  void perform(Store store) {
    byte[] found = null;
    Throwable failure = null;
    try {
      found = switch (kind) {
        case PUT -> {
          store.put(key, value);
          yield null;
        }
        case GET -> store.get(key);
        case REMOVE -> {
          store.remove(key);
          yield null;
        }
        case FLUSH -> throw new IllegalStateException("a flush is no operation on the store");
      };
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    complete(found, failure);
  }

  /** Lets go of the place and tells the callback, which may throw. */
  void complete(byte @Nullable [] found, @Nullable Throwable failure) {
    AsyncCallback told = callback;
    free();
    if (told != null) {
      told.completed(found, failure);
    }
  }

  enum Kind {
    PUT, GET, REMOVE, FLUSH
  }
}
