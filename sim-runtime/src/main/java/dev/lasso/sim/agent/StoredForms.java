package dev.lasso.sim.agent;

import dev.lasso.sim.agent.WovenBytes.Form;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What one process found out about the classes of its JDK, as the next one reads it from a file.
 *
 * <p>The file is there to save time and must never cost a run: one that is missing, cut off, damaged or of another
 * version counts as empty, and so does one that cannot be read. It is replaced as a whole, so that processes that start
 * and end at the same time see an old file or a new one, never half of either.
 *
 * @param selected the classes to weave that are not known by the beginning of their name
 * @param ofWeaver the selected classes that the weaver itself has the JVM load
 * @param loaded by name with slashes, the forms of classes that were loaded before the agent, woven or not, each with
 *        the bytes that it was made from
 * @param defined likewise, of classes that were being defined
 */
record StoredForms(Set<String> selected, Set<String> ofWeaver, Map<String, Form> loaded, Map<String, Form> defined) {

  static final StoredForms NONE = new StoredForms(Set.of(), Set.of(), Map.of(), Map.of());

  private static final int UNCHANGED = -1;

  boolean isEmpty() {
    return loaded.isEmpty() && defined.isEmpty();
  }

  /** What the file holds, if it was written for this version. */
  static StoredForms read(Path file, String version) {
    try {
      if (!Files.exists(file)) {
        return NONE;
      }
      byte[] bytes = Files.readAllBytes(file);
      int length = bytes.length - Long.BYTES;
      if (length < 0 || ByteBuffer.wrap(bytes).getLong(length) != checksum(bytes, length)) {
        return NONE;
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, length));
      return in.readUTF().equals(version) ? read(in) : NONE;
    } catch (IOException unreadable) {
      return NONE;
    }
  }

  private static StoredForms read(DataInputStream in) throws IOException {
    return new StoredForms(readNames(in), readNames(in), readForms(in), readForms(in));
  }

  private static Map<String, Form> readForms(DataInputStream in) throws IOException {
    Map<String, Form> forms = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      byte[] original = in.readNBytes(in.readInt());
      int length = in.readInt();
      forms.put(name, new Form(original, length == UNCHANGED ? null : in.readNBytes(length)));
    }
    return forms;
  }

  private static Set<String> readNames(DataInputStream in) throws IOException {
    Set<String> names = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      names.add(in.readUTF());
    }
    return names;
  }

  /**
   * Replaces the file.
   *
   * @throws IOException if that is not possible; the file is then as it was
   */
  void write(Path file, String version) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(version);
    write(out);
    out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    Path fresh = file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.write(fresh, bytes.toByteArray());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    write(out, selected);
    write(out, ofWeaver);
    write(out, loaded);
    write(out, defined);
  }

  private static void write(DataOutputStream out, Map<String, Form> forms) throws IOException {
    out.writeInt(forms.size());
    for (Map.Entry<String, Form> entry : forms.entrySet()) {
      out.writeUTF(entry.getKey());
      write(out, entry.getValue().original());
      write(out, entry.getValue().woven());
    }
  }

  private static void write(DataOutputStream out, Set<String> names) throws IOException {
    out.writeInt(names.size());
    for (String name : names) {
      out.writeUTF(name);
    }
  }

  private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      out.writeInt(UNCHANGED);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }
}
