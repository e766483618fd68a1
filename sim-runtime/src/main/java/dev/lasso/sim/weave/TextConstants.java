package dev.lasso.sim.weave;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.util.HashSet;
import java.util.Set;

/** The texts that a class holds as constants: among them the names of fields that it gets at by name. */
public final class TextConstants {

  private TextConstants() {}

  /** All of them. */
  public static Set<String> of(byte[] classFile) {
    Set<String> texts = new HashSet<>();
    for (PoolEntry entry : ClassFile.of().parse(classFile).constantPool()) {
      if (entry instanceof StringEntry text) {
        texts.add(text.stringValue());
      }
    }
    return texts;
  }
}
