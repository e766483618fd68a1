package dev.lasso.workloads.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;

/**
 * Lays out a document whose object holds long arrays: each of their elements stands on a line of its own, so that two
 * can be compared, and nothing else takes any room.
 */
final class ElementLines extends MinimalPrettyPrinter {

  private static final long serialVersionUID = 1;

  /** Within the array of a field of the document's object. */
  private static final int ELEMENTS = 2;

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    newLine(json);
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    super.writeArrayValueSeparator(json);
    newLine(json);
  }

  @Override
  public void writeEndArray(JsonGenerator json, int elements) throws IOException {
    if (elements > 0) {
      newLine(json);
    }
    super.writeEndArray(json, elements);
  }

  private static void newLine(JsonGenerator json) throws IOException {
    if (json.getOutputContext().getNestingDepth() == ELEMENTS) {
      json.writeRaw('\n');
    }
  }
}
