package dev.lasso.sim.weave;

import java.lang.classfile.AccessFlags;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.FieldBuilder;
import java.lang.classfile.FieldElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodBuilder;
import java.lang.classfile.MethodElement;
import java.lang.classfile.MethodModel;

/** The transform of one class: applies a treatment to each of its methods, and touches nothing else. */
final class WovenMethods implements ClassTransform {

  private static final int MOVED = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;

  private final Treatment treatment;
  private boolean changed;

  WovenMethods(Treatment treatment) {
    this.treatment = treatment;
  }

  /** Whether the class that was written differs from the one that was read. */
  boolean haveChanged() {
    return changed;
  }

  @Override
  public void accept(ClassBuilder out, ClassElement element) {
    switch (element) {
      case MethodModel method when method.code().isPresent() -> weave(out, method, method.code().get());
      case FieldModel field when treatment.opens(field) -> {
        changed = true;
        out.transformField(field, WovenMethods::open);
      }
      default -> out.with(element);
    }
  }

  @Override
  public void atEnd(ClassBuilder out) {
    treatment.end(out);
  }

  private static void open(FieldBuilder to, FieldElement part) {
    if (part instanceof AccessFlags flags) {
      to.withFlags(flags.flagsMask() & ~ClassFile.ACC_FINAL);
    } else {
      to.with(part);
    }
  }

  private void weave(ClassBuilder out, MethodModel method, CodeModel code) {
    Survey survey = Survey.of(code);
    TwoBodies bodies = treatment.bodies(method, survey);
    String target = treatment.movesTo(method);
    if (target != null) {
      changed = true;
      out.withMethod(target, method.methodTypeSymbol(), MOVED, to -> method.forEach(part -> {
        if (!(part instanceof AccessFlags)) {
          weave(method, survey, bodies, to, part);
        }
      }));
      return;
    }
    out.transformMethod(method, (to, part) -> weave(method, survey, bodies, to, part));
    if (bodies == TwoBodies.SPLIT) {
      SplitMethod.addUnwoven(out, method, code, unwoven(method));
    }
  }

  private CodeTransform unwoven(MethodModel method) {
    return Body.of(() -> treatment.editsOfUnwoven(method), this::note);
  }

  private void weave(MethodModel method, Survey survey, TwoBodies bodies, MethodBuilder to, MethodElement part) {
    switch (part) {
      case AccessFlags flags when bodies == TwoBodies.SPLIT ->
        to.withFlags(flags.flagsMask() & ~ClassFile.ACC_SYNCHRONIZED);
      case CodeModel code when bodies == TwoBodies.IN_ONE_METHOD ->
        TwinBody.write(to, code, body(method, survey, bodies), unwoven(method));
      case CodeModel code -> to.transformCode(code, body(method, survey, bodies));
      default -> to.with(part);
    }
  }

  private CodeTransform body(MethodModel method, Survey survey, TwoBodies bodies) {
    return Body.of(() -> treatment.edits(method, survey, bodies), this::note);
  }

  private void note(Edit edit) {
    changed = true;
    treatment.changedBy(edit);
  }
}
