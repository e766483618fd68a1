package dev.lasso.sim.weave;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What is done in single methods of the JDK, where no redirected call would do. */
final class JdkSpecials {

  /**
   * One such change.
   *
   * @param owner the class
   * @param member the method: name and descriptor, or a name for all of that name, or * for all methods
   * @param edit makes a fresh edit of the method's body
   */
  record Special(String owner, String member, Supplier<Edit> edit) {

    boolean isFor(String name, String descriptor) {
      return member.equals("*") || member.equals(name) || member.equals(name + descriptor);
    }

    @Override
    public String toString() {
      return owner.replace('/', '.') + '.' + member;
    }
  }

  private static final String THREAD = "java/lang/Thread";
  private static final String SECURE_RANDOM = "java/security/SecureRandom";
  private static final String REFERENCE_QUEUE = "java/lang/ref/ReferenceQueue";
  private static final String ATOMIC = "java/util/concurrent/atomic/";
  private static final String POOL = "java/util/concurrent/ThreadPoolExecutor";
  private static final String FORK_JOIN_POOL = "java/util/concurrent/ForkJoinPool";
  private static final String LINKS = "java/lang/invoke/MethodHandleNatives";

  private static final List<String> CONDITIONS = List.of(
      "java/util/concurrent/locks/AbstractQueuedSynchronizer$ConditionObject",
      "java/util/concurrent/locks/AbstractQueuedLongSynchronizer$ConditionObject");

  private static final List<Special> OF_THREADS = List.of(
      new Special(THREAD, "alive()Z", () -> At.insteadOfField("eetop", Hook.NATIVE_THREAD)),
      new Special(THREAD, "threadId()J", () -> At.insteadOfField("tid", Hook.THREAD_ID)),
      new Special(THREAD, "getAllStackTraces()Ljava/util/Map;", () -> At.behindCall("getThreads", Hook.THREADS::call)),
      new Special("java/lang/ThreadGroup", "*", () -> At.behindCall("getAllThreads", Hook.THREADS::call)),
      new Special(THREAD, "getAllStackTraces()Ljava/util/Map;",
          () -> At.behindCall("dumpThreads", Hook.STACK_TRACES::call)),
      prologue(THREAD, "asyncGetStackTrace()[Ljava/lang/StackTraceElement;", JdkSpecials::stackTrace),
      prologue(THREAD, "threadState()Ljava/lang/Thread$State;", JdkSpecials::state),
      prologue(THREAD, "exit()V", JdkSpecials::exit),
      prologue(THREAD, "join(J)V", JdkSpecials::join));

  /** Every class of the JDK that overrides {@code run} and whose threads may be tasks. */
  private static final List<Special> OF_RUNNING = List.of(
      prologue(THREAD, Carried.RUN, Carried::prologue),
      prologue("java/lang/ThreadBuilders$BoundVirtualThread", Carried.RUN, Carried::prologue),
      prologue("java/util/concurrent/DelayScheduler", Carried.RUN, Carried::prologue),
      prologue("java/util/TimerThread", Carried.RUN, Carried::prologue),
      prologue("java/util/concurrent/ForkJoinWorkerThread", Carried.RUN, Carried::prologue));

  private static final List<Special> OF_RANDOMNESS = List.of(
      new Special("java/util/Random", "<init>()V", () -> At.behindCall("seedUniquifier", Hook.SEED_UNIQUIFIER::call)),
      prologue(SECURE_RANDOM, "nextBytes([B)V", JdkSpecials::nextBytes),
      prologue(SECURE_RANDOM, "generateSeed(I)[B", JdkSpecials::generateSeed));

  /** Where the JDK keeps state with the carrier that is the program's thread in a JVM without virtual ones. */
  private static final List<Special> OF_CARRIERS = List.of(ofCarrier(FORK_JOIN_POOL),
      ofCarrier("java/util/concurrent/ForkJoinWorkerThread"), ofCarrier("java/util/concurrent/ThreadLocalRandom"));

  /** Where the system properties change, or may from then on. */
  private static final List<Special> OF_PROPERTIES = List.of("setProperty", "clearProperty", "setProperties",
      "getProperties").stream().map(method -> prologue("java/lang/System", method, Hook.PROPERTIES::call)).toList();

  /** Each place that reads the common pool: the field is private to the package. */
  private static final List<Special> OF_COMMON_POOL = List.of(
      new Special(FORK_JOIN_POOL, "*", () -> commonPool("common")),
      new Special("java/util/concurrent/ForkJoinTask", "*", () -> commonPool("common")),
      new Special("java/util/concurrent/CompletableFuture", "*", () -> commonPool("ASYNC_POOL")),
      new Special("java/util/concurrent/CompletableFuture$DelayedExecutor", "*", () -> commonPool("ASYNC_POOL")));

  private static final List<Special> OF_REFERENCES = List.of(
      new Special(
          "java/lang/ref/Reference",
          "<init>(Ljava/lang/Object;Ljava/lang/ref/ReferenceQueue;)V",
          () -> At.beforeReturn(out -> Hook.KEEP.call(out.aload(1)))),
      prologue(REFERENCE_QUEUE, "poll()Ljava/lang/ref/Reference;", JdkSpecials::poll),
      prologue(REFERENCE_QUEUE, "remove()Ljava/lang/ref/Reference;", out -> remove(out.lconst_0())),
      prologue(REFERENCE_QUEUE, "remove(J)Ljava/lang/ref/Reference;", out -> remove(out.lload(1))));

  /** What only counts, and is no state of a program as long as that does not ask for it. */
  private static final List<Special> OF_STATISTICS = List.of(
      reads(POOL, "getCompletedTaskCount()J", "completedTaskCount"),
      reads(POOL, "getTaskCount()J", "completedTaskCount"),
      reads(POOL, "toString()Ljava/lang/String;", "completedTaskCount"),
      reads(POOL, "getCompletedTaskCount()J", "completedTasks"),
      reads(POOL, "getTaskCount()J", "completedTasks"),
      reads(POOL, "toString()Ljava/lang/String;", "completedTasks"),
      reads(ATOMIC + "LongAdder", "sum()J", "base"),
      reads(ATOMIC + "LongAdder", "sumThenReset()J", "base"),
      reads(ATOMIC + "LongAccumulator", "*", "base"),
      reads(ATOMIC + "DoubleAdder", "*", "base"),
      reads(ATOMIC + "DoubleAccumulator", "*", "base"));

  /** What reaches beyond the heap, where a program may keep what its objects do not show. */
  private static final List<Special> OF_OUTSIDE = List.of("java/util/zip/Deflater", "java/util/zip/Inflater").stream()
      .map(owner -> prologue(owner, "*", Hook.OUTSIDE::call)).toList();

  private static final List<Special> OF_FILES = List.of("java/io/FileInputStream", "java/io/FileOutputStream",
      "java/io/RandomAccessFile", "java/io/UnixFileSystem", "sun/nio/ch/FileChannelImpl",
      "sun/nio/fs/UnixNativeDispatcher").stream().map(owner -> prologue(owner, "*", Hook.FILES::call)).toList();

  /** Work that is done once in a JVM, by whoever comes first, on tables that all its threads share. */
  private static final List<Special> OF_LOADING = List.of(
      loading("java/lang/ClassLoader", "loadClass(Ljava/lang/String;)Ljava/lang/Class;"),
      loading("sun/instrument/InstrumentationImpl", "transform"),
      loading("java/lang/invoke/MethodType", "makeImpl"),
      loading(LINKS, "linkCallSite"),
      loading(LINKS, "linkMethod"),
      loading(LINKS, "linkDynamicConstant"),
      loading(LINKS, "findMethodHandleType"),
      loading(LINKS, "linkMethodHandleConstant"));

  private static final Map<String, List<Special>> BY_OWNER = all().stream()
      .collect(Collectors.groupingBy(Special::owner));

  private JdkSpecials() {}

  /** The classes that something is done in. */
  static Set<String> owners() {
    return BY_OWNER.keySet();
  }

  static List<Special> in(String owner) {
    return BY_OWNER.getOrDefault(owner, List.of());
  }

  private static List<Special> all() {
    List<Special> all = new ArrayList<>(OF_THREADS);
    all.addAll(OF_RUNNING);
    all.addAll(OF_RANDOMNESS);
    all.addAll(OF_CARRIERS);
    all.addAll(OF_COMMON_POOL);
    all.addAll(OF_REFERENCES);
    all.addAll(OF_PROPERTIES);
    all.addAll(OF_STATISTICS);
    all.addAll(OF_OUTSIDE);
    all.addAll(OF_FILES);
    all.addAll(FileCalls.all());
    all.addAll(OF_LOADING);
    CONDITIONS.forEach(condition -> all.addAll(ofCondition(condition)));
    Unsimulated.METHODS.forEach((owner, methods) -> methods.forEach(it -> all.add(unsimulated(owner, it))));
    return all;
  }

  private static List<Special> ofCondition(String owner) {
    Consumer<CodeBuilder> awaited = out -> Hook.CONDITION_AWAITED.call(out.aload(0));
    Consumer<CodeBuilder> signalled = out -> Hook.CONDITION_SIGNALLED.call(out.aload(0));
    return List.of(
        prologue(owner, "await()V", awaited),
        prologue(owner, "await(JLjava/util/concurrent/TimeUnit;)Z", awaited),
        prologue(owner, "awaitNanos(J)J", awaited),
        prologue(owner, "awaitUntil(Ljava/util/Date;)Z", awaited),
        prologue(owner, "awaitUninterruptibly()V", awaited),
        new Special(owner, "doSignal", () -> At.behindCall("enqueue", signalled)));
  }

  private static Special prologue(String owner, String member, Consumer<CodeBuilder> code) {
    return new Special(owner, member, () -> new Prologue(code));
  }

  private static Special ofCarrier(String owner) {
    return new Special(owner, "*", () -> At.behindCall("currentCarrierThread", Hook.CARRIER_THREAD::call));
  }

  private static Special reads(String owner, String member, String field) {
    return prologue(owner, member, out -> Hook.FIELD_READ.call(out.loadConstant(field)));
  }

  private static Special loading(String owner, String member) {
    return new Special(owner, member, Region::loading);
  }

  private static Special unsimulated(String owner, Unsimulated.Method method) {
    return prologue(owner, method.name(), out -> Hook.UNSIMULATED.call(out.loadConstant(method.what())));
  }

  private static At commonPool(String field) {
    ClassDesc type = ClassDesc.ofInternalName(FORK_JOIN_POOL);
    return At.behindStatic(
        field,
        out -> {
          Hook.COMMON_POOL.call(out);
          out.checkcast(type);
        });
  }

  private static void join(CodeBuilder out) {
    Label real = out.newLabel();
    Hook.JOIN.call(out.aload(0).lload(1));
    out.ifeq(real).return_().labelBinding(real);
  }

  private static void exit(CodeBuilder out) {
    Label real = out.newLabel();
    Hook.HAS_EXITED.call(out.aload(0));
    out.ifeq(real).return_().labelBinding(real);
  }

  private static void state(CodeBuilder out) {
    Label real = out.newLabel();
    Hook.STATE.call(out.aload(0));
    out.dup().ifnull(real).areturn().labelBinding(real).pop();
  }

  private static void stackTrace(CodeBuilder out) {
    Label real = out.newLabel();
    Hook.HIDES_FRAMES.call(out.aload(0));
    out.ifeq(real).aconst_null().areturn().labelBinding(real);
  }

  private static void nextBytes(CodeBuilder out) {
    Label real = out.newLabel();
    Hook.RANDOM_BYTES.call(out.aload(1));
    out.ifeq(real).return_().labelBinding(real);
  }

  private static void generateSeed(CodeBuilder out) {
    int seed = 2;
    Label real = out.newLabel();
    out.iload(1).iflt(real).iload(1).newarray(TypeKind.BYTE).dup().astore(seed);
    Hook.RANDOM_BYTES.call(out);
    out.ifeq(real).aload(seed).areturn().labelBinding(real);
  }

  private static void poll(CodeBuilder out) {
    Label real = out.newLabel();
    Hook.REFERENCE_QUEUE_IS_EMPTY.call(out);
    out.ifeq(real).aconst_null().areturn().labelBinding(real);
  }

  private static void remove(CodeBuilder out) {
    Label real = out.newLabel();
    Hook.AWAIT_REFERENCE.call(out);
    out.ifeq(real).aconst_null().areturn().labelBinding(real);
  }
}
