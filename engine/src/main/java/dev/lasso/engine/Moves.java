package dev.lasso.engine;

/** The moves of one iterator, and how many of them came to a key. For the iterator's thread. */
final class Moves {
  private long seeks;
  private long seeksFound;
  private long nexts;
  private long nextsFound;
  private long prevs;
  private long prevsFound;

  void seek(boolean found) {
    seeks++;
    seeksFound += found ? 1 : 0;
  }

  void next(boolean found) {
    nexts++;
    nextsFound += found ? 1 : 0;
  }

  void prev(boolean found) {
    prevs++;
    prevsFound += found ? 1 : 0;
  }

  long seeks() {
    return seeks;
  }

  long seeksFound() {
    return seeksFound;
  }

  long nexts() {
    return nexts;
  }

  long nextsFound() {
    return nextsFound;
  }

  long prevs() {
    return prevs;
  }

  long prevsFound() {
    return prevsFound;
  }
}
