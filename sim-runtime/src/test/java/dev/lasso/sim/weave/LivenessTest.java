package dev.lasso.sim.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A variable is live behind an instruction if some way on reads it before it is written. */
class LivenessTest {

  private static final ClassDesc SUBJECT = ClassDesc.of("Subject");
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  /** Two parameters, an int and a long; a call at index 0, and then only the long is read. */
  @Test
  void onlyWhatIsReadLaterIsLive() {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_int, ConstantDescs.CD_long);
    byte[] file = ClassFile.of().build(SUBJECT, made -> made.withMethodBody("method", type, ClassFile.ACC_STATIC,
        code -> code.invokestatic(SUBJECT, "call", NOTHING).lload(1).lreturn()));
    char[] live = live(file, type, 0);
    assertEquals(Liveness.DEAD, live[0]);
    assertEquals('J', live[1]);
  }

  @Test
  void whatIsWrittenFirstIsNotLive() {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);
    byte[] file = ClassFile.of().build(SUBJECT, made -> made.withMethodBody("method", type, ClassFile.ACC_STATIC,
        code -> code.invokestatic(SUBJECT, "call", NOTHING).iconst_1().istore(0).iload(0).ireturn()));
    assertEquals(Liveness.DEAD, live(file, type, 0)[0]);
  }

  @Test
  void whatTheNextRoundOfALoopReadsIsLive() {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    byte[] file = ClassFile.of().build(SUBJECT, made -> made.withMethodBody("method", type, ClassFile.ACC_STATIC,
        code -> {
          var top = code.newLabel();
          var end = code.newLabel();
          code.labelBinding(top).iload(0).ifeq(end).iinc(0, -1).invokestatic(SUBJECT, "call", NOTHING).goto_(top);
          code.labelBinding(end).return_();
        }));
    assertEquals('I', live(file, type, 7)[0]);
  }

  @Test
  void whatAHandlerReadsIsLive() {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object);
    byte[] file = ClassFile.of().build(SUBJECT, made -> made.withMethodBody("method", type, ClassFile.ACC_STATIC,
        code -> code.trying(
            block -> block.invokestatic(SUBJECT, "call", NOTHING).aconst_null().areturn(),
            handlers -> handlers.catchingAll(handler -> handler.pop().aload(0).areturn()))));
    assertEquals('L', live(file, type, 0)[0]);
  }

  @Test
  void ofAMethodThatIsNotThereNothingIsKnown() {
    byte[] file = ClassFile.of().build(SUBJECT, made -> {});
    assertNull(Liveness.of(file, "method", "()V"));
  }

  private static char[] live(byte[] file, MethodTypeDesc type, int index) {
    Liveness liveness = Objects.requireNonNull(Liveness.of(file, "method", type.descriptorString()));
    return Objects.requireNonNull(liveness.behind(index));
  }
}
