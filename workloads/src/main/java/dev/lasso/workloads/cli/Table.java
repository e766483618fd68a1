package dev.lasso.workloads.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as their widest cell; the last column runs free. */
final class Table {

  private static final int GAP = 2;

  private final List<List<String>> rows = new ArrayList<>();

  Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  void print(PrintStream to) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column));
        if (column < row.size() - 1) {
          line.append(" ".repeat(width(column) - row.get(column).length() + GAP));
        }
      }
      to.println(line.toString().stripTrailing());
    }
  }

  private int width(int column) {
    int width = 0;
    for (List<String> row : rows) {
      if (column < row.size() - 1) {
        width = Math.max(width, row.get(column).length());
      }
    }
    return width;
  }
}
