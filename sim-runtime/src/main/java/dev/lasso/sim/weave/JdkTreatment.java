package dev.lasso.sim.weave;

import dev.lasso.sim.weave.JdkSpecials.Special;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The treatment of a selected class of the JDK: redirected calls, its monitors as selected, and its specials. */
final class JdkTreatment implements Treatment {

  private final ClassModel model;
  private final LoaderClasses classes;
  private final boolean retransform;
  private final boolean ordering;
  private final JdkMonitors monitors;
  private final List<Special> specials;
  private final Map<Edit, Special> edited = new IdentityHashMap<>();
  private final Consumer<Special> found;
  private final Consumer<Redirect> used;

  /**
   * @param retransform whether the class is loaded already, so that neither members nor modifiers may change
   * @param ordering whether the class tells how it orders accesses, where it is one that does
   * @param found told of each special that had something to change
   * @param used told of each redirect that stands in the class now
   */
  JdkTreatment(
      ClassModel model,
      LoaderClasses classes,
      boolean retransform,
      boolean ordering,
      Consumer<Special> found,
      Consumer<Redirect> used) {
    String name = model.thisClass().asInternalName();
    this.model = model;
    this.classes = classes;
    this.retransform = retransform;
    this.ordering = ordering && JdkOrdering.isFor(name);
    this.monitors = JdkSelection.monitors(name);
    this.specials = JdkSpecials.in(name);
    this.found = found;
    this.used = used;
  }

  /** Whether there may be something to do; a look at the class that is far cheaper than to write it again. */
  boolean isWorthTrying() {
    return ordering || !specials.isEmpty() || namesRedirect() || monitors != JdkMonitors.KEPT && hasMonitors();
  }

  private boolean namesRedirect() {
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof MemberRefEntry member && redirects().names(member.name().stringValue())) {
        return true;
      }
    }
    return false;
  }

  private boolean hasMonitors() {
    return model.methods().stream()
        .anyMatch(
            it -> SplitMethod.isSynchronized(it) || it.code().map(code -> Survey.of(code).hasMonitors()).orElse(false));
  }

  @Override
  public TwoBodies bodies(MethodModel method, Survey survey) {
    if (monitors != JdkMonitors.REPLACED) {
      return TwoBodies.NOT_NEEDED;
    }
    if (!retransform) {
      return TwoBodies.of(method, survey);
    }
    return survey.hasMonitors() ? TwoBodies.inOneMethod(survey) : TwoBodies.NOT_NEEDED;
  }

  @Override
  public List<Edit> edits(MethodModel method, Survey survey, TwoBodies bodies) {
    List<Edit> edits = new ArrayList<>();
    if (bodies == TwoBodies.SPLIT) {
      edits.add(SplitMethod.callUnwoven(model, method));
    }
    if (monitors == JdkMonitors.REPLACED && SplitMethod.isSynchronized(method)) {
      edits.add(retransform ? Region.pinned() : SplitMethod.locked(model, method, survey.locals()));
    }
    for (Special special : specials) {
      if (special.isFor(method.methodName().stringValue(), method.methodType().stringValue())) {
        Edit edit = special.edit().get();
        edited.put(edit, special);
        edits.add(edit);
      }
    }
    if (ordering) {
      edits
          .add(new JdkOrdering(model.thisClass().asInternalName(), method.methodName().stringValue(), classes, survey));
    }
    edits.addAll(monitors(method, survey, bodies));
    edits.add(new RedirectCalls(redirects(), classes, used));
    return edits;
  }

  /**
   * A task gives way in the middle of {@link Thread#start()}, and may never come back. With the real monitor of the
   * thread that it has started it would keep that thread from its end in the JVM.
   */
  private boolean startsAThread(MethodModel method) {
    return model.thisClass().asInternalName().equals("java/lang/Thread")
        && method.methodName().equalsString("start");
  }

  private List<Edit> monitors(MethodModel method, Survey survey, TwoBodies bodies) {
    if (startsAThread(method)) {
      return List.of(new Monitors(MonitorTreatment.SKIP, survey));
    }
    return switch (monitors) {
      case KEPT -> List.of();
      case SHADOWED -> List.of(new Monitors(MonitorTreatment.SHADOW, survey));
      case REPLACED -> List.of(new Monitors(
          bodies == TwoBodies.BRANCHING ? MonitorTreatment.BRANCH : MonitorTreatment.REPLACE, survey));
    };
  }

  private Redirects redirects() {
    return monitors == JdkMonitors.REPLACED ? Redirects.JDK_WITHOUT_REAL_MONITORS : Redirects.JDK;
  }

  @Override
  public void changedBy(Edit edit) {
    Special special = edited.get(edit);
    if (special != null) {
      found.accept(special);
    }
  }
}
