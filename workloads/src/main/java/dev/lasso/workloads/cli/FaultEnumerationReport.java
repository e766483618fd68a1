package dev.lasso.workloads.cli;

import dev.lasso.sim.RunSpec;
import dev.lasso.sim.Verdict;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code explore} says of a run for every site of a fault, to a person and to a program. */
final class FaultEnumerationReport {

  private final FaultEnumeration search;
  private final Found found;
  private final RunSpec template;
  private final boolean manySeeds;

  /** @param found the run that is reported, made again with a dump */
  FaultEnumerationReport(FaultEnumeration search, Found found, RunSpec template, boolean manySeeds) {
    this.search = search;
    this.found = found;
    this.template = template;
    this.manySeeds = manySeeds;
  }

  void print(PrintStream to) {
    if (found.isRun()) {
      Report.print(to, found.outcome(), found.seed());
      Report.printStrategy(to, found.outcome(), template);
      Report.printDefect(to, found);
    }
    if (search.rows().isEmpty()) {
      Report.warn(to, found.outcome().faults().silent());
    } else {
      table().print(to);
    }
    to.println(total());
    to.println("explored: strategy " + template.strategy()
        + (template.faults().isEmpty() ? "" : ", faults " + template.faults()) + ", " + search.schedules()
        + " schedules; sequential consistency");
  }

  private Table table() {
    Table table = manySeeds
        ? new Table().row("k", "site", "verdict", "seed", "summary")
        : new Table().row("k", "site", "verdict", "summary");
    for (FaultEnumeration.Row row : search.rows()) {
      String number = Long.toString(row.number());
      String site = row.site().isEmpty() ? "(not reached)" : row.site();
      if (manySeeds) {
        table.row(number, site, row.verdict().name(), Long.toString(row.seed()), row.summary());
      } else {
        table.row(number, site, row.verdict().name(), row.summary());
      }
    }
    return table;
  }

  private String total() {
    int rows = search.rows().size();
    StringBuilder text = new StringBuilder("total: " + rows + " " + search.kind().site() + (rows == 1 ? "" : "s"));
    String separator = ": ";
    for (Map.Entry<Verdict, Long> entry : search.verdicts().entrySet()) {
      text.append(separator).append(entry.getValue()).append(' ').append(entry.getKey());
      separator = ", ";
    }
    if (!search.isComplete()) {
      text.append(search.isOver() ? "; this JVM can run nothing more" : "; stopped there, --keep-going goes on");
    }
    return text.toString();
  }

  String json(long wallMillis) {
    JsonLine line = new JsonLine().outcome(found.outcome(), found.seed());
    line.field("schedules", search.schedules()).field("firstFailure", found.firstFailure());
    line.field("wallMillis", wallMillis).field("strategy", template.strategy());
    line.field("resolvedStrategy", found.outcome().strategy());
    line.field("enumerated", search.kind().label()).field("complete", search.isComplete());
    line.field("verdicts", search.verdicts());
    line.field("runs", search.rows().stream().map(FaultEnumerationReport::fields).toList());
    if (found.defect() != null) {
      line.field("defect", found.defect().toString());
    }
    return line.text();
  }

  private static Map<String, Object> fields(FaultEnumeration.Row row) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("k", row.number());
    fields.put("site", row.site());
    fields.put("seed", row.seed());
    fields.put("verdict", row.verdict().name());
    fields.put("summary", row.summary());
    return fields;
  }
}
