package dev.lasso.sim.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names and what they stand for. Names are bytes, a character each, and are listed in their order: a real directory
 * lists them in the order of a hash, which no program can rely on.
 */
final class Directory extends Node {

  private final Map<String, Node> entries = new TreeMap<>();
  private Directory parent;

  /** A directory that is nowhere yet; the root is its own parent. */
  Directory(long number, int permissions, long now) {
    super(number, Type.DIRECTORY, permissions, now);
    parent = this;
    link(1, now);
  }

  Directory parent() {
    return parent;
  }

  @Nullable
  Node get(String name) {
    return entries.get(name);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  List<String> names() {
    return new ArrayList<>(entries.keySet());
  }

  /** The name of a directory in this one. */
  String nameOf(Directory child) {
    for (Map.Entry<String, Node> entry : entries.entrySet()) {
      if (entry.getValue() == child) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("a directory is not in its parent");
  }

  /** What all names stand for, in a map of the caller's own. */
  TreeMap<String, Node> entries() {
    return new TreeMap<>(entries);
  }

  /** Gives a name to a node; the name stood for nothing. */
  void put(String name, Node node, long now) {
    entries.put(name, node);
    node.link(1, now);
    if (node instanceof Directory directory) {
      directory.parent = this;
      link(1, now);
    }
    touch(now);
  }

  /** Takes a name away. */
  void remove(String name, Node node, long now) {
    entries.remove(name);
    node.link(-1, now);
    if (node instanceof Directory) {
      link(-1, now);
    }
    touch(now);
  }

  /** Whether it was removed; nothing can be made in it then. */
  boolean isRemoved() {
    return parent != this && links() < 2;
  }

  /** Whether {@code other} is this directory or in it, at any depth. */
  boolean contains(Directory other) {
    Directory at = other;
    while (at != this && at != at.parent) {
      at = at.parent;
    }
    return at == this;
  }

  /** The absolute path of this directory. */
  String path() {
    return parent == this ? "/" : parent.child(parent.nameOf(this));
  }

  /** The absolute path of a name in this directory. */
  String child(String name) {
    String path = path();
    return path.equals("/") ? path + name : path + "/" + name;
  }

  @Override
  long size() {
    return Content.PAGE;
  }

  @Override
  long allocated() {
    return Content.PAGE;
  }
}
