package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The treatment of a class of the program under test: everything that Lasso does to code. */
final class ProgramTreatment implements Treatment {

  /** A method holds 65,535 bytes; some are left for what is not counted. */
  private static final int ROOM = 60_000;

  private static final int BYTES_OF_A_POINT = 12;

  private final ClassModel model;
  private final LoaderClasses classes;
  private final MethodReferences references;

  private final @Nullable Restarts restarts;
  private final boolean allocationSites;
  private final boolean fieldReads;
  private final boolean races;

  ProgramTreatment(ClassModel model, LoaderClasses classes, ProgramForm form) {
    this.model = model;
    this.classes = classes;
    this.restarts = form.restartable() ? new Restarts(model, classes, form) : null;
    this.allocationSites = form.allocationSites();
    this.fieldReads = form.fieldReads();
    this.races = form.races();
    this.references = new MethodReferences(model, this::isWoven);
  }

  @Override
  public TwoBodies bodies(MethodModel method, Survey survey) {
    return TwoBodies.of(method, survey);
  }

  @Override
  public List<Edit> edits(MethodModel method, Survey survey, TwoBodies bodies) {
    int firstFreeLocal = survey.locals();
    boolean quiet = method.methodName().equalsString(CLASS_INIT_NAME);
    List<Edit> edits = new ArrayList<>();
    if (Carried.isRun(method, model.thisClass().asInternalName(), classes)) {
      edits.add(new Prologue(Carried::prologue));
    }
    edits.addAll(guardOnEntry(method));
    if (bodies == TwoBodies.SPLIT) {
      edits.add(SplitMethod.callUnwoven(model, method));
      if (SplitMethod.isSynchronized(method)) {
        edits.add(SplitMethod.locked(model, method, firstFreeLocal++));
      }
    }
    if (quiet) {
      edits.add(races ? Accesses.initialiser(model.thisClass().asInternalName()) : Region.quiet());
    }
    edits.add(new BackEdges(survey));
    if (!quiet) {
      edits.add(points(method, survey, new BeneathArguments(firstFreeLocal)));
    }
    if (races) {
      edits.addAll(Accesses.of(model.thisClass().asInternalName(), method, survey, classes,
          new BeneathArguments(firstFreeLocal)));
    }
    edits.add(new Monitors(bodies == TwoBodies.BRANCHING ? MonitorTreatment.BRANCH : MonitorTreatment.REPLACE, survey));
    edits.add(redirects());
    edits.addAll(exposures());
    edits.add(references);
    if (allocationSites && canFail(method, survey, bodies)) {
      edits.add(new AllocationSites(model.thisClass().asInternalName().replace('/', '.') + "."
          + method.methodName().stringValue()));
    }
    if (fieldReads) {
      edits.add(hasRoomForReads(survey) ? FieldReads.of(method.code().orElseThrow()) : FieldReads.coarse());
    }
    edits.addAll(activeUses());
    return edits;
  }

  @Override
  public List<Edit> editsOfUnwoven(MethodModel method) {
    List<Edit> edits = new ArrayList<>(guardOnEntry(method));
    edits.addAll(exposures());
    edits.addAll(activeUses());
    return edits;
  }

  private List<Edit> guardOnEntry(MethodModel method) {
    Edit guard = restarts == null ? null : restarts.guardOnEntry(method);
    return guard == null ? List.of() : List.of(guard);
  }

  private List<Edit> exposures() {
    return restarts == null ? List.of() : List.of(new Exposures());
  }

  private List<Edit> activeUses() {
    return restarts == null ? List.of() : List.of(new ActiveUses(restarts, classes));
  }

  @Override
  public @Nullable String movesTo(MethodModel method) {
    return restarts != null && restarts.movesInitialiser() && Restarts.isInitialiser(method)
        ? Restarts.bodyName()
        : null;
  }

  @Override
  public boolean opens(FieldModel field) {
    return restarts != null && restarts.opens(field);
  }

  @Override
  public void end(ClassBuilder out) {
    references.addTo(out, this::editsOfReference);
    if (restarts != null) {
      restarts.addTo(out);
    }
  }

  private List<Edit> editsOfReference(int firstFreeLocal) {
    String owner = model.thisClass().asInternalName();
    List<Edit> edits = new ArrayList<>();
    edits.add(new ProgramPoints(owner, classes, new BeneathArguments(firstFreeLocal), false, null));
    edits.add(redirects());
    edits.addAll(exposures());
    if (fieldReads) {
      edits.add(FieldReads.ofReference());
    }
    return edits;
  }

  private boolean isWoven(DirectMethodHandleDesc target) {
    String descriptor = target.owner().descriptorString();
    String owner = descriptor.startsWith("[") ? "java/lang/Object" : descriptor.substring(1, descriptor.length() - 1);
    String name = target.methodName();
    String type = target.lookupDescriptor();
    boolean isStatic = MethodReferences.isStatic(target);
    return Redirects.PROGRAM.find(owner, name, type, isStatic, classes::inherits) != null
        || ProgramPoints.isShared(classes, owner, name, type)
        || restarts != null && Exposures.isExposing(owner, name)
        || fieldReads && FieldReads.isToldOf(owner, name);
  }

  private Edit redirects() {
    return new RedirectCalls(Redirects.PROGRAM, classes, _ -> {});
  }

  private Edit points(MethodModel method, Survey survey, BeneathArguments beneath) {
    Construction construction = method.methodName().equalsString(INIT_NAME) ? new Construction() : null;
    String owner = model.thisClass().asInternalName();
    return new ProgramPoints(owner, classes, beneath, hasRoomForAccesses(survey), construction);
  }

  /** Whether the method stays within what a class file allows if every plain access gets a point. */
  private static boolean hasRoomForAccesses(Survey survey) {
    return lengthWithAccesses(survey) < ROOM;
  }

  private static boolean hasRoomForReads(Survey survey) {
    return lengthWithAccesses(survey) + survey.allocations() * AllocationSites.BYTES
        + survey.accesses() * FieldReads.BYTES < ROOM;
  }

  private static int lengthWithAccesses(Survey survey) {
    return survey.length() + survey.accesses() * BYTES_OF_A_POINT;
  }

  /** Whether the allocations of the method are sites: it is the program's own, and has room for them. */
  private static boolean canFail(MethodModel method, Survey survey, TwoBodies bodies) {
    int unwoven = bodies == TwoBodies.IN_ONE_METHOD ? survey.length() : 0;
    return !method.methodName().equalsString(CoverageProbes.INIT)
        && unwoven + lengthWithAccesses(survey) + survey.allocations() * AllocationSites.BYTES < ROOM;
  }
}
