package dev.lasso.sim.explore;

import java.util.Arrays;

/** The states on the way of the run that a search makes, the first one at the bottom. They are used again and again. */
final class SearchStack {

  private static final int INITIAL = 64;

  private SearchState[] states = new SearchState[0];
  private int size;

  int size() {
    return size;
  }

  SearchState get(int index) {
    return states[index];
  }

  SearchState top() {
    return states[size - 1];
  }

  SearchState push() {
    if (size == states.length) {
      int made = states.length;
      states = Arrays.copyOf(states, Math.max(INITIAL, made * 2));
      for (int i = made; i < states.length; i++) {
        states[i] = new SearchState();
      }
    }
    return states[size++];
  }

  void cutTo(int length) {
    size = Math.min(size, length);
  }
}
