package dev.lasso.sim.weave;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_Throwable;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * One static method of {@code dev.lasso.sim.hooks.Hooks}, as woven code calls it.
 *
 * <p>The class is named by text, not by a literal: the weaver may run where the hooks are not initialised yet.
 */
record Hook(String name, MethodTypeDesc type) {

  static final ClassDesc HOOKS = ClassDesc.of("dev.lasso.sim.hooks", "Hooks");

  private static final ClassDesc THREAD = ClassDesc.of("java.lang.Thread");
  private static final ClassDesc STATE_OF_THREAD = ClassDesc.of("java.lang.Thread$State");
  private static final ClassDesc TRACES = ClassDesc.of("java.lang.StackTraceElement").arrayType(2);
  private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");

  static final Hook IN_TASK = hook("inTask", CD_boolean);
  static final Hook POINT = hook("point", CD_void, CD_Object, CD_int);
  static final Hook ACCESS_POINT = hook("accessPoint", CD_void, CD_Object, CD_int);
  static final Hook FILE_POINT = hook("filePoint", CD_void, CD_Object, CD_int);
  static final Hook BACK_EDGE = hook("backEdge", CD_void);

  static final Hook MONITOR_ENTER = hook("monitorEnter", CD_void, CD_Object);
  static final Hook MONITOR_EXIT = hook("monitorExit", CD_void, CD_Object);
  static final Hook SHADOW_ENTER = hook("shadowEnter", CD_void, CD_Object);
  static final Hook SHADOW_EXIT = hook("shadowExit", CD_void, CD_Object);
  static final Hook AWAIT = hook("await", CD_void, CD_Object, CD_long);
  static final Hook AWAIT_NANOS = hook("await", CD_void, CD_Object, CD_long, CD_int);
  static final Hook SIGNAL = hook("signal", CD_void, CD_Object);
  static final Hook SIGNAL_ALL = hook("signalAll", CD_void, CD_Object);
  static final Hook HOLDS_LOCK = hook("holdsLock", CD_boolean, CD_Object);

  static final Hook PARK = hook("park", CD_void, CD_Object, CD_boolean, CD_long);
  static final Hook UNPARK = hook("unpark", CD_void, CD_Object, CD_Object);
  static final Hook CONDITION_AWAITED = hook("conditionAwaited", CD_void, CD_Object);
  static final Hook CONDITION_SIGNALLED = hook("conditionSignalled", CD_void, CD_Object);

  static final Hook START = hook("start", CD_void, THREAD);
  static final Hook CARRY = hook("carry", CD_boolean, THREAD);
  static final Hook HAS_EXITED = hook("hasExited", CD_boolean, THREAD);
  static final Hook CARRIER_THREAD = hook("carrierThread", THREAD, THREAD);
  static final Hook STATE = hook("state", STATE_OF_THREAD, THREAD);
  static final Hook HIDES_FRAMES = hook("hidesFrames", CD_boolean, THREAD);
  static final Hook STACK_TRACES = hook("stackTraces", TRACES, TRACES);
  static final Hook INTERRUPT = hook("interrupt", CD_void, THREAD);
  static final Hook YIELD = hook("yield", CD_void);
  static final Hook ON_SPIN_WAIT = hook("onSpinWait", CD_void);
  static final Hook ON_SPIN_WAIT_OF_JDK = hook("onSpinWaitOfJdk", CD_void);
  static final Hook SLEEP = hook("sleep", CD_void, CD_long);
  static final Hook JOIN = hook("join", CD_boolean, THREAD, CD_long);
  static final Hook NATIVE_THREAD = hook("nativeThread", CD_long, THREAD);
  static final Hook THREAD_ID = hook("threadId", CD_long, THREAD);
  static final Hook THREADS = hook("threads", THREAD.arrayType(), THREAD.arrayType());
  static final Hook CONTINUATIONS = hook("virtualThreadsAreContinuations", CD_boolean);

  static final Hook NANO_TIME = hook("nanoTime", CD_long);
  static final Hook CURRENT_TIME_MILLIS = hook("currentTimeMillis", CD_long);
  static final Hook NANO_TIME_OF_JDK = hook("nanoTimeOfJdk", CD_long);
  static final Hook CURRENT_TIME_MILLIS_OF_JDK = hook("currentTimeMillisOfJdk", CD_long);
  static final Hook NANO_TIME_ADJUSTMENT = hook("nanoTimeAdjustment", CD_long, CD_long);

  static final Hook AVAILABLE_PROCESSORS = hook("availableProcessors", CD_int, RUNTIME);
  static final Hook RANDOM = hook("random", CD_double);
  static final Hook SEED_UNIQUIFIER = hook("seedUniquifier", CD_long, CD_long);
  static final Hook RANDOM_BYTES = hook("randomBytes", CD_boolean, CD_byte.arrayType());
  static final Hook COMMON_POOL = hook("commonPool", CD_Object, CD_Object);
  static final Hook KEEP = hook("keep", CD_void, CD_Object);
  static final Hook REFERENCE_QUEUE_IS_EMPTY = hook("referenceQueueIsEmpty", CD_boolean);
  static final Hook AWAIT_REFERENCE = hook("awaitReference", CD_boolean, CD_long);

  static final Hook FILE_POINTER = hook("filePointer", CD_long, ClassDesc.of("java.io.RandomAccessFile"));

  static final Hook ALLOCATION = hook("allocation", CD_void, CD_String);

  static final Hook PROPERTIES = hook("keepProperties", CD_void);
  static final Hook OUTSIDE = hook("actsOutside", CD_void);
  static final Hook FILES = hook("actsOnFiles", CD_void);
  static final Hook FIELD_READ = hook("fieldRead", CD_void, CD_String);
  static final Hook FIELD_NAMED = hook("fieldNamed", CD_void, CD_String);

  static final Hook FIELD_ACCESS = hook("fieldAccess", CD_void, CD_Object, CD_String, CD_String, CD_boolean);
  static final Hook STATIC_ACCESS = hook("staticAccess", CD_void, CD_String, CD_String, CD_boolean);
  static final Hook ELEMENT_ACCESS = hook("elementAccess", CD_void, CD_Object, CD_int, CD_String, CD_boolean);
  static final Hook VOLATILE_ACCESS = hook("volatileAccess", CD_void, CD_Object, CD_String, CD_int);

  static final Hook ENTER_QUIET = hook("enterQuiet", CD_void);
  static final Hook EXIT_QUIET = hook("exitQuiet", CD_void);
  static final Hook ENTER_LOADING = hook("enterLoading", CD_void);
  static final Hook EXIT_LOADING = hook("exitLoading", CD_void);
  static final Hook ENTER_PINNED = hook("enterPinned", CD_void, CD_Object);
  static final Hook EXIT_PINNED = hook("exitPinned", CD_void, CD_Object);

  static final Hook ENTER_INITIALISER = hook("enterInitialiser", CD_void);
  static final Hook EXIT_INITIALISER = hook("exitInitialiser", CD_void);
  static final Hook FAILURE = hook("failure", CD_Throwable, CD_Throwable);
  static final Hook FAILED = hook("failed", CD_Throwable, CD_Throwable);
  static final Hook UNUSABLE = hook("unusable", CD_Throwable, CD_String, CD_Throwable);
  static final Hook EXPOSES_STATICS = hook("exposesStatics", CD_void, CD_String);
  static final Hook REFLECTED = hook("reflected", CD_void, CD_Object);

  static final Hook UNSIMULATED = hook("unsimulated", CD_void, CD_String);
  static final Hook EXIT = hook("exit", CD_void, CD_int);
  static final Hook ADD_SHUTDOWN_HOOK = hook("addShutdownHook", CD_boolean, THREAD);
  static final Hook REMOVE_SHUTDOWN_HOOK = hook("removeShutdownHook", CD_int, THREAD);

  private static Hook hook(String name, ClassDesc result, ClassDesc... parameters) {
    return new Hook(name, MethodTypeDesc.of(result, parameters));
  }

  /** Calls this hook with what lies on the stack. */
  void call(CodeBuilder out) {
    out.invokestatic(HOOKS, name, type);
  }
}
