package dev.lasso.sim.agent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lasso.sim.agent.WovenBytes.Form;
import dev.lasso.sim.weave.JdkImage;
import dev.lasso.sim.weave.JdkWeaver;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process keeps is to the next as if it had woven. */
class JdkFormsTest {

  private static final String CLASS = "java/util/concurrent/ThreadPoolExecutor";
  private static final byte[] CANARY = {1, 2, 3};

  @TempDir private Path directory;

  private Path agent;
  private Path file;

  @BeforeEach
  void makeAgent() throws IOException {
    agent = Files.write(directory.resolve("agent.jar"), new byte[]{1});
    file = directory.resolve("agent.jar.woven");
  }

  @Test
  void everySelectedClassIsKeptByteForByte() throws IOException {
    Map<String, byte[]> selected = JdkImage.selected();
    JdkForms first = new JdkForms(agent);
    selected.forEach((name, original) -> {
      first.weave(name, original, false);
      first.weave(name, original, true);
    });
    first.keep(Set.of("java/util/Timer"));
    JdkForms next = new JdkForms(agent);
    assertTrue(next.areKept());
    assertEquals(Set.of("java/util/Timer"), next.ofWeaver());
    JdkWeaver weaver = new JdkWeaver();
    selected.forEach((name, original) -> {
      assertArrayEquals(weaver.weave(name, original, false), next.weave(name, original, false), name);
      assertArrayEquals(weaver.weave(name, original, true), next.weave(name, original, true), name);
      assertTrue(next.selects(name), name);
    });
    assertFalse(next.hasWoven());
  }

  @Test
  void theOriginalBytesDecideWhetherAFormIsUsed() throws IOException {
    keepCanary();
    JdkForms next = new JdkForms(agent);
    assertArrayEquals(CANARY, next.weave(CLASS, original(), true));
    assertArrayEquals(new JdkWeaver().weave(CLASS, original(), false), next.weave(CLASS, original(), false));
    byte[] other = ClassFile.of().build(ClassDesc.ofInternalName(CLASS), _ -> {});
    assertFalse(Arrays.equals(CANARY, next.weave(CLASS, other, true)));
  }

  @Test
  void formsOfAnotherAgentAreNotUsed() throws IOException {
    keepCanary();
    Files.write(agent, new byte[]{2});
    assertFalse(new JdkForms(agent).areKept());
  }

  @Test
  void formsOfAnotherVersionAreNotRead() throws IOException {
    keepCanary();
    assertTrue(StoredForms.read(file, "another").isEmpty());
  }

  @Test
  void aDamagedFileIsNotUsed() throws IOException {
    keepCanary();
    byte[] sound = Files.readAllBytes(file);
    for (int at = 0; at < sound.length; at += Math.max(1, sound.length / 100)) {
      byte[] damaged = sound.clone();
      damaged[at] ^= 1;
      Files.write(file, damaged);
      assertFalse(new JdkForms(agent).areKept(), "byte " + at);
      Files.write(file, Arrays.copyOf(sound, at));
      assertFalse(new JdkForms(agent).areKept(), "cut at " + at);
    }
  }

  @Test
  void whereNothingCanBeWrittenNothingIsKept() throws IOException {
    Files.createDirectories(file.resolve("in the way"));
    JdkForms forms = new JdkForms(agent);
    assertFalse(forms.areKept());
    forms.weave(CLASS, original(), true);
    forms.keep(Set.of());
    try (Stream<Path> left = Files.list(directory)) {
      assertEquals(Set.of(agent, file), Set.copyOf(left.toList()));
    }
  }

  @Test
  void formsOfAJdkThatDoesNotFitAreNotKept() {
    JdkForms forms = new JdkForms(agent);
    forms.weave("java/lang/Thread", ClassFile.of().build(ClassDesc.of("java.lang.Thread"), _ -> {}), true);
    forms.keep(Set.of());
    assertFalse(Files.exists(file));
  }

  @Test
  void aLaterProcessAddsToWhatIsKept() throws IOException {
    keepCanary();
    JdkForms next = new JdkForms(agent);
    next.weave(CLASS, original(), false);
    next.keep(next.ofWeaver());
    JdkForms last = new JdkForms(agent);
    assertArrayEquals(CANARY, last.weave(CLASS, original(), true));
    last.weave(CLASS, original(), false);
    assertFalse(last.hasWoven());
  }

  /** Has the file hold a form that no weaver would make. */
  private void keepCanary() throws IOException {
    JdkForms forms = new JdkForms(agent);
    Map<String, Form> canary = Map.of(CLASS, new Form(original(), CANARY));
    new StoredForms(JdkWeaver.specials(), Set.of(), canary, Map.of()).write(file, forms.version());
  }

  private static byte[] original() throws IOException {
    return Objects.requireNonNull(JdkImage.selected().get(CLASS));
  }
}
