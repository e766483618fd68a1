package dev.lasso.sim.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What of a frame matters: what is read before it is written, and what lies beneath the arguments of a call. */
class FrameCodeTest {

  private static final ClassDesc SUBJECT = ClassDesc.of("Subject");
  private static final MethodTypeDesc NOTHING = MethodTypeDesc.of(ConstantDescs.CD_void);

  /** Two parameters, an int and a long; a call at index 0, and then only the long is read. */
  @Test
  void onlyWhatIsReadLaterIsLive() {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_int, ConstantDescs.CD_long);
    byte[] file = ClassFile.of().build(SUBJECT, made -> made.withMethodBody("method", type, ClassFile.ACC_STATIC,
        code -> code.invokestatic(SUBJECT, "call", NOTHING).lload(1).lreturn()));
    char[] live = live(file, type, 0);
    assertEquals(FrameCode.DEAD, live[0]);
    assertEquals('J', live[1]);
  }

  @Test
  void whatIsWrittenFirstIsNotLive() {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);
    byte[] file = ClassFile.of().build(SUBJECT, made -> made.withMethodBody("method", type, ClassFile.ACC_STATIC,
        code -> code.invokestatic(SUBJECT, "call", NOTHING).iconst_1().istore(0).iload(0).ireturn()));
    assertEquals(FrameCode.DEAD, live(file, type, 0)[0]);
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
    assertNull(FrameCode.of(file, "method", "()V"));
  }

  @Test
  void beneathArgumentsLieTheOperandsOfWhatComesAfterTheCall() {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_int, ConstantDescs.CD_Object);
    MethodTypeDesc called = MethodTypeDesc.of(ConstantDescs.CD_long, ConstantDescs.CD_long, ConstantDescs.CD_int);
    byte[] file = ClassFile.of().build(SUBJECT, made -> made.withMethodBody("method", type, ClassFile.ACC_STATIC,
        code -> code.aload(1).iload(0).lconst_1().lconst_1().iload(0).invokestatic(SUBJECT, "call", called).ladd()
            .dup2_x1().pop2().pop().pop().lconst_0().lreturn()));
    assertEquals("LI-J", code(file, type).operands(5));
  }

  @Test
  void whereACallIsJumpedToTheStackMapSaysWhatLiesThere() {
    MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);
    byte[] file = ClassFile.of().build(SUBJECT, made -> made.withMethodBody("method", type, ClassFile.ACC_STATIC,
        code -> {
          var there = code.newLabel();
          code.fconst_1().iload(0).iload(0).ifeq(there).iconst_1().iadd();
          code.labelBinding(there).invokestatic(SUBJECT, "call", NOTHING).swap().pop().ireturn();
        }));
    assertEquals("FI", code(file, type).operands(8));
  }

  private static char[] live(byte[] file, MethodTypeDesc type, int index) {
    return Objects.requireNonNull(code(file, type).locals(index));
  }

  private static FrameCode code(byte[] file, MethodTypeDesc type) {
    return Objects.requireNonNull(FrameCode.of(file, "method", type.descriptorString()));
  }
}
