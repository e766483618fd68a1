package dev.lasso.sim.weave;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramWeavingTest {

  private static final ClassLoader LOADER = ProgramWeavingTest.class.getClassLoader();

  private static final ClassFile FILES = ClassFile.of(
      ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(LOADER)
          .orElse(_ -> ClassHierarchyResolver.ClassHierarchyInfo.ofInterface())));

  private final ProgramWeaver weaver = new ProgramWeaver();
  private final ProgramWeaver failing = new ProgramWeaver(new ProgramForm(false, true, false, false));

  @ParameterizedTest
  @ValueSource(classes = {Test.class, IntArrayList.class})
  void everyClassOfAJarVerifiesOnceWoven(Class<?> inJar) throws IOException, URISyntaxException {
    int changed = 0;
    try (JarFile jar = new JarFile(jarOf(inJar))) {
      for (JarEntry entry : jar.stream().filter(ProgramWeavingTest::isClass).limit(300).toList()) {
        String name = entry.getName().replaceFirst("\\.class$", "");
        byte[] original = jar.getInputStream(entry).readAllBytes();
        byte[] woven = weaver.weave(LOADER, name, original);
        if (woven != null) {
          changed++;
          assertEquals(List.of(), FILES.verify(woven), name);
        }
        byte[] withSites = failing.weave(LOADER, name, original);
        assertEquals(List.of(), withSites == null ? List.of() : FILES.verify(withSites), name);
      }
    }
    assertTrue(changed > 10, "only " + changed + " classes changed");
  }

  @Test
  void weavingTwiceGivesTheSameBytes() throws IOException {
    byte[] original = bytes(ProgramWeavingTest.class);
    String name = ProgramWeavingTest.class.getName().replace('.', '/');
    assertArrayEquals(weaver.weave(LOADER, name, original), new ProgramWeaver().weave(LOADER, name, original));
  }

  @Test
  void aConstructorTooLargeForTwoBodiesAsksAtEachMonitor() {
    byte[] woven = weaver.weave(LOADER, "Large", constructor(25_000));
    assertNotNull(woven);
    assertEquals(List.of(), FILES.verify(woven));
    ClassModel model = FILES.parse(woven);
    assertEquals(2, hooks(model, "inTask"));
    assertEquals(1, hooks(model, "monitorEnter"));
  }

  @Test
  void allocationsAreNoSitesWhereTheMethodWouldOutgrowItsFormat() {
    Consumer<CodeBuilder> array = out -> out.iconst_1().newarray(TypeKind.INT).pop();
    assertEquals(1_000, allocations(constructor(1_000, array)));
    assertEquals(0, allocations(constructor(4_900, array)));
    assertEquals(0, allocations(constructor(12_000, array)));
  }

  private long allocations(byte[] original) {
    byte[] woven = failing.weave(LOADER, "Large", original);
    assertNotNull(woven);
    assertEquals(List.of(), FILES.verify(woven));
    return hooks(FILES.parse(woven), "allocation");
  }

  @Test
  void whatCannotBeWovenIsNamed() {
    var failure = assertThrows(WeavingException.class, () -> weaver.weave(LOADER, "some/Broken", new byte[]{1, 2}));
    assertTrue(failure.toString().contains("some.Broken"));
    byte[] full = constructor(65_520);
    assertThrows(WeavingException.class, () -> weaver.weave(LOADER, "Large", full));
  }

  /** A class whose constructor locks itself and is {@code size} bytes long. */
  private static byte[] constructor(int size) {
    return constructor(size, CodeBuilder::nop);
  }

  /** A class whose constructor locks itself and does the same so many times. */
  private static byte[] constructor(int times, Consumer<CodeBuilder> repeated) {
    Consumer<CodeBuilder> code = out -> {
      out.aload(0).invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
      out.aload(0).monitorenter();
      for (int i = 0; i < times; i++) {
        repeated.accept(out);
      }
      out.aload(0).monitorexit().return_();
    };
    return ClassFile.of().build(
        ClassDesc.of("Large"),
        type -> type.withMethodBody(
            ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC, code));
  }

  private static long hooks(ClassModel model, String name) {
    return model.methods().getFirst().code().orElseThrow().elementStream()
        .filter(it -> it instanceof InvokeInstruction call
            && call.name().equalsString(name))
        .count();
  }

  private static boolean isClass(JarEntry entry) {
    return entry.getName().endsWith(".class") && !entry.getName().endsWith("-info.class");
  }

  private static String jarOf(Class<?> inJar) throws URISyntaxException {
    return Path.of(inJar.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  private static byte[] bytes(Class<?> type) throws IOException {
    try (var resource = LOADER.getResourceAsStream(type.getName().replace('.', '/') + ".class")) {
      assertNotNull(resource);
      return resource.readAllBytes();
    }
  }
}
