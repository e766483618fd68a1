package java.lang;

import java.util.ArrayList;
import java.util.List;
import jdk.internal.reflect.ConstantPool;

/**
 * The methods and fields that the code of a class names. The agent defines this class into java.base, so it must not
 * refer to anything of Lasso.
 */
public final class MemberReferences {

  private MemberReferences() {}

  /** Owner, name and descriptor of each, in the order of the class's constant pool. */
  public static List<String> of(Class<?> type) {
    ConstantPool pool = type.getConstantPool();
    List<String> found = new ArrayList<>();
    for (int i = 1; i < pool.getSize(); i++) {
      ConstantPool.Tag tag = pool.getTagAt(i);
      // No switch, for which the compiler would make a class of its own.
      if (tag == ConstantPool.Tag.METHODREF || tag == ConstantPool.Tag.INTERFACEMETHODREF
          || tag == ConstantPool.Tag.FIELDREF) {
        found.add(String.join(" ", pool.getMemberRefInfoAt(i)));
      }
    }
    return found;
  }
}
