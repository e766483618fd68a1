package dev.lasso.sim.hooks;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The static doors that woven code calls, of the boot loader so that the JDK's own classes reach them. They hold no
 * logic: each hands on to the {@link Door}, a constant that the JIT sees through.
 */
public final class Hooks {

  private static final Door DOOR = Doorway.installed();

  private Hooks() {}

  /** See {@link Door#inTask}. */
  public static boolean inTask() {
    return DOOR.inTask();
  }

  /** See {@link Door#point}. */
  public static void point(Object target, int operation) {
    DOOR.point(target, operation);
  }

  /** See {@link Door#accessPoint}. */
  public static void accessPoint(Object target, int operation) {
    DOOR.accessPoint(target, operation);
  }

  /** See {@link Door#filePoint}. */
  public static void filePoint(Object target, int operation) {
    DOOR.filePoint(target, operation);
  }

  /** See {@link Door#backEdge}. */
  public static void backEdge() {
    DOOR.backEdge();
  }

  /** See {@link Door#monitorEnter}. */
  public static void monitorEnter(Object monitor) {
    DOOR.monitorEnter(monitor);
  }

  /** See {@link Door#monitorExit}. */
  public static void monitorExit(Object monitor) {
    DOOR.monitorExit(monitor);
  }

  /** See {@link Door#shadowEnter}. */
  public static void shadowEnter(Object monitor) {
    DOOR.shadowEnter(monitor);
  }

  /** See {@link Door#shadowExit}. */
  public static void shadowExit(Object monitor) {
    DOOR.shadowExit(monitor);
  }

  /** See {@link Door#await}. */
  public static void await(Object monitor, long millis) throws InterruptedException {
    DOOR.await(monitor, millis);
  }

  /** See {@link Door#await}. */
  public static void await(Object monitor, long millis, int nanos) throws InterruptedException {
    DOOR.await(monitor, millis, nanos);
  }

  /** See {@link Door#signal}. */
  public static void signal(Object monitor) {
    DOOR.signal(monitor);
  }

  /** See {@link Door#signalAll}. */
  public static void signalAll(Object monitor) {
    DOOR.signalAll(monitor);
  }

  /** See {@link Door#holdsLock}. */
  public static boolean holdsLock(Object monitor) {
    return DOOR.holdsLock(monitor);
  }

  /** See {@link Door#park}. */
  public static void park(Object unsafe, boolean absolute, long time) {
    DOOR.park(unsafe, absolute, time);
  }

  /** See {@link Door#unpark}. */
  public static void unpark(Object unsafe, Object thread) {
    DOOR.unpark(unsafe, thread);
  }

  /** See {@link Door#conditionAwaited}. */
  public static void conditionAwaited(Object condition) {
    DOOR.conditionAwaited(condition);
  }

  /** See {@link Door#conditionSignalled}. */
  public static void conditionSignalled(Object condition) {
    DOOR.conditionSignalled(condition);
  }

  /** See {@link Door#start}. */
  public static void start(Thread thread) {
    DOOR.start(thread);
  }

  /** See {@link Door#carry}. */
  public static boolean carry(Thread thread) {
    return DOOR.carry(thread);
  }

  /** See {@link Door#hasExited}. */
  public static boolean hasExited(Thread thread) {
    return DOOR.hasExited(thread);
  }

  /** See {@link Door#carrierThread}. */
  public static Thread carrierThread(Thread real) {
    return DOOR.carrierThread(real);
  }

  /** See {@link Door#state}. */
  public static Thread.State state(Thread thread) {
    return DOOR.state(thread);
  }

  /** See {@link Door#hidesFrames}. */
  public static boolean hidesFrames(Thread thread) {
    return DOOR.hidesFrames(thread);
  }

  /** See {@link Door#stackTraces}. */
  public static StackTraceElement[][] stackTraces(StackTraceElement[][] real) {
    return DOOR.stackTraces(real);
  }

  /** See {@link Door#interrupt}. */
  public static void interrupt(Thread thread) {
    DOOR.interrupt(thread);
  }

  /** See {@link Door#yield}. */
  public static void yield() {
    DOOR.yield();
  }

  /** See {@link Door#onSpinWait}. */
  public static void onSpinWait() {
    DOOR.onSpinWait();
  }

  /** See {@link Door#onSpinWaitOfJdk}. */
  public static void onSpinWaitOfJdk() {
    DOOR.onSpinWaitOfJdk();
  }

  /** See {@link Door#sleep}. */
  public static void sleep(long nanos) throws InterruptedException {
    DOOR.sleep(nanos);
  }

  /** See {@link Door#join}. */
  public static boolean join(Thread thread, long millis) throws InterruptedException {
    return DOOR.join(thread, millis);
  }

  /** See {@link Door#nativeThread}. */
  public static long nativeThread(Thread thread) {
    return DOOR.nativeThread(thread);
  }

  /** See {@link Door#threadId}. */
  public static long threadId(Thread thread) {
    return DOOR.threadId(thread);
  }

  /** See {@link Door#threads}. */
  public static Thread[] threads(Thread[] real) {
    return DOOR.threads(real);
  }

  /** See {@link Door#virtualThreadsAreContinuations}. */
  public static boolean virtualThreadsAreContinuations() {
    return DOOR.virtualThreadsAreContinuations();
  }

  /** See {@link Door#nanoTime}. */
  public static long nanoTime() {
    return DOOR.nanoTime();
  }

  /** See {@link Door#currentTimeMillis}. */
  public static long currentTimeMillis() {
    return DOOR.currentTimeMillis();
  }

  /** See {@link Door#nanoTimeOfJdk}. */
  public static long nanoTimeOfJdk() {
    return DOOR.nanoTimeOfJdk();
  }

  /** See {@link Door#currentTimeMillisOfJdk}. */
  public static long currentTimeMillisOfJdk() {
    return DOOR.currentTimeMillisOfJdk();
  }

  /** See {@link Door#nanoTimeAdjustment}. */
  public static long nanoTimeAdjustment(long offsetSeconds) {
    return DOOR.nanoTimeAdjustment(offsetSeconds);
  }

  /** See {@link Door#availableProcessors}. */
  public static int availableProcessors(Runtime runtime) {
    return DOOR.availableProcessors(runtime);
  }

  /** See {@link Door#random}. */
  public static double random() {
    return DOOR.random();
  }

  /** See {@link Door#seedUniquifier}. */
  public static long seedUniquifier(long real) {
    return DOOR.seedUniquifier(real);
  }

  /** See {@link Door#randomBytes}. */
  public static boolean randomBytes(byte[] bytes) {
    return DOOR.randomBytes(bytes);
  }

  /** See {@link Door#commonPool}. */
  public static Object commonPool(Object real) {
    return DOOR.commonPool(real);
  }

  /** See {@link Door#keep}. */
  public static void keep(Object referent) {
    DOOR.keep(referent);
  }

  /** See {@link Door#referenceQueueIsEmpty}. */
  public static boolean referenceQueueIsEmpty() {
    return DOOR.referenceQueueIsEmpty();
  }

  /** See {@link Door#awaitReference}. */
  public static boolean awaitReference(long millis) throws InterruptedException {
    return DOOR.awaitReference(millis);
  }

  /** See {@link Door#keepProperties}. */
  public static void keepProperties() {
    DOOR.keepProperties();
  }

  /** See {@link Door#actsOnFiles}. */
  public static void actsOnFiles() {
    DOOR.actsOnFiles();
  }

  /** See {@link Door#actsOutside}. */
  public static void actsOutside() {
    DOOR.actsOutside();
  }

  /** See {@link Door#fieldRead}. */
  public static void fieldRead(String name) {
    DOOR.fieldRead(name);
  }

  /** See {@link Door#fieldNamed}. */
  public static void fieldNamed(String name) {
    DOOR.fieldNamed(name);
  }

  /** See {@link StreamCalls#filePointer}. */
  public static long filePointer(RandomAccessFile file) throws IOException {
    return FileHooks.STREAMS.filePointer(file);
  }

  /** See {@link Door#allocation}. */
  public static void allocation(String site) {
    DOOR.allocation(site);
  }

  /** See {@link Door#fieldAccess}. */
  public static void fieldAccess(Object target, String field, String place, boolean writes) {
    DOOR.fieldAccess(target, field, place, writes);
  }

  /** See {@link Door#staticAccess}. */
  public static void staticAccess(String field, String place, boolean writes) {
    DOOR.staticAccess(field, place, writes);
  }

  /** See {@link Door#elementAccess}. */
  public static void elementAccess(Object array, int index, String place, boolean writes) {
    DOOR.elementAccess(array, index, place, writes);
  }

  /** See {@link Door#volatileAccess}. */
  public static void volatileAccess(Object target, String field, int how) {
    DOOR.volatileAccess(target, field, how);
  }

  /** See {@link Door#enterQuiet}. */
  public static void enterQuiet() {
    DOOR.enterQuiet();
  }

  /** See {@link Door#exitQuiet}. */
  public static void exitQuiet() {
    DOOR.exitQuiet();
  }

  /** See {@link Door#enterLoading}. */
  public static void enterLoading() {
    DOOR.enterLoading();
  }

  /** See {@link Door#exitLoading}. */
  public static void exitLoading() {
    DOOR.exitLoading();
  }

  /** See {@link Door#enterPinned}. */
  public static void enterPinned(Object monitor) {
    DOOR.enterPinned(monitor);
  }

  /** See {@link Door#exitPinned}. */
  public static void exitPinned(Object monitor) {
    DOOR.exitPinned(monitor);
  }

  /** See {@link Door#enterInitialiser}. */
  public static void enterInitialiser() {
    DOOR.enterInitialiser();
  }

  /** See {@link Door#exitInitialiser}. */
  public static void exitInitialiser() {
    DOOR.exitInitialiser();
  }

  /** See {@link Door#failure}. */
  public static Throwable failure(Throwable error) {
    return DOOR.failure(error);
  }

  /** See {@link Door#failed}. */
  public static Throwable failed(Throwable error) {
    return DOOR.failed(error);
  }

  /** See {@link Door#unusable}. */
  public static Throwable unusable(String className, Throwable failure) {
    return DOOR.unusable(className, failure);
  }

  /** See {@link Door#exposesStatics}. */
  public static void exposesStatics(String what) {
    DOOR.exposesStatics(what);
  }

  /** See {@link Door#reflected}. */
  public static void reflected(Object found) {
    DOOR.reflected(found);
  }

  /** See {@link Door#unsimulated}. */
  public static void unsimulated(String what) {
    DOOR.unsimulated(what);
  }

  /** See {@link Door#exit}. */
  public static void exit(int status) {
    DOOR.exit(status);
  }

  /** See {@link Door#addShutdownHook}. */
  public static boolean addShutdownHook(Thread hook) {
    return DOOR.addShutdownHook(hook);
  }

  /** See {@link Door#removeShutdownHook}. */
  public static int removeShutdownHook(Thread hook) {
    return DOOR.removeShutdownHook(hook);
  }
}
