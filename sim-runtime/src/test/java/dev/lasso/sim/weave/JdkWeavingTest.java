package dev.lasso.sim.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the weaver over the JDK that runs the tests. */
class JdkWeavingTest {

  private final JdkWeaver weaver = new JdkWeaver();

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everySelectedClassVerifiesOnceWoven(boolean retransform) throws IOException {
    int changed = 0;
    for (Map.Entry<String, byte[]> original : JdkImage.selected().entrySet()) {
      byte[] woven = weaver.weave(original.getKey(), original.getValue(), retransform);
      if (woven != null) {
        changed++;
        assertEquals(List.of(), ClassFile.of().verify(woven), original.getKey());
      }
    }
    assertTrue(changed > 50, "only " + changed + " classes changed");
    assertEquals(List.of(), weaver.missing());
  }

  @Test
  void everyExpectedClassIsInThisJdk() throws IOException {
    Map<String, byte[]> selected = JdkImage.selected();
    assertEquals(List.of(), weaver.expected().stream().filter(it -> !selected.containsKey(it)).toList());
  }

  @Test
  void retransformationAddsNoMemberAndChangesNoModifier() throws IOException {
    for (Map.Entry<String, byte[]> original : JdkImage.selected().entrySet()) {
      byte[] woven = weaver.weave(original.getKey(), original.getValue(), true);
      if (woven != null) {
        assertEquals(members(original.getValue()), members(woven), original.getKey());
      }
    }
  }

  @Test
  void whatHasGoneFromTheJdkIsNamed() {
    byte[] empty = ClassFile.of().build(ClassDesc.of("java.lang.Thread"), _ -> {});
    weaver.weave("java/lang/Thread", empty, true);
    assertTrue(weaver.missing().contains("java.lang.Thread.join(J)V"));
    assertTrue(weaver.missing().contains("java.lang.Thread calls start0"));
  }

  @Test
  void classesSpunAtRunTimeAreLeftAlone() {
    assertFalse(weaver.selects("java/util/concurrent/ForkJoinPool$$Lambda"));
    assertTrue(weaver.selects("java/util/concurrent/ForkJoinPool"));
    assertFalse(weaver.selects("java/util/ArrayList"));
  }

  private static List<String> members(byte[] bytes) {
    ClassModel model = ClassFile.of().parse(bytes);
    return model.methods().stream()
        .map(it -> it.methodName().stringValue() + it.methodType().stringValue() + " " + it.flags().flagsMask())
        .toList();
  }
}
