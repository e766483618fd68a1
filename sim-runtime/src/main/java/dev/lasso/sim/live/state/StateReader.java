package dev.lasso.sim.live.state;

import dev.lasso.sim.disk.RunFiles;
import dev.lasso.sim.jdk.HeapReader.Slot;
import dev.lasso.sim.jdk.RealJdk;
import dev.lasso.sim.live.state.Labels.Kind;
import dev.lasso.sim.live.state.Shapes.Shape;
import dev.lasso.sim.live.state.Shapes.Variable;
import dev.lasso.sim.live.state.State.Moment;
import dev.lasso.sim.sched.Scheduler;
import dev.lasso.sim.sched.Task;
import dev.lasso.sim.sync.Reads;
import dev.lasso.sim.sync.TaskDoor;
import java.lang.foreign.MemorySegment;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of a run while no task is on the carrier: of the scheduler, which tasks can run and for what the
 * others wait; of each task its frames; the statics of the program; the monitors; and all objects that these reach,
 * breadth first. Tasks that have ended are no state.
 *
 * <p><b>The collector.</b> What only weak references lead to may be gone at any time, which a run itself never shows: so
 * such a state is not all of the state, and is vetoed. Entries of thread locals are left out: nobody has the key.
 */
public final class StateReader {

  private static final String THREAD_LOCALS = "java.lang.ThreadLocal$ThreadLocalMap$Entry";

  private final Scheduler scheduler;
  private final TaskDoor door;
  private final RunFiles files;
  private final Supplier<List<Class<?>>> allClasses;
  private final Labels labels;
  private final Shapes shapes;
  private final FrameReader frames;
  private @Nullable ProgramClasses known;

  /** Where the variables of a state go. */
  interface Sink {

    void value(int label, long value);

    void reference(int label, @Nullable Object object);

    /** Something makes it unknown whether the run goes the same way again from an equal state. */
    void veto(String why);

    /** Whether the values of a field that {@code owner} declares belong to the state. */
    boolean isState(Class<?> owner, String field);
  }

  /**
   * A reader of the states of runs of {@code scheduler}.
   *
   * @param allClasses the classes of this JVM
   * @param code the class file that a class runs with, or null if that is not to be had
   */
  public StateReader(Scheduler scheduler, TaskDoor door, RunFiles files, Supplier<List<Class<?>>> allClasses,
      Function<Class<?>, byte @Nullable []> code) {
    this.scheduler = scheduler;
    this.door = door;
    this.files = files;
    this.allClasses = allClasses;
    labels = new Labels();
    shapes = new Shapes(labels);
    frames = new FrameReader(labels, code);
  }

  /** Classes of the JDK have been woven anew, so that what was known of their code no longer holds. */
  public void forgetCode() {
    frames.forgetCode();
  }

  /**
   * Reads the state of the run.
   *
   * @param program the loader of the program that runs
   * @param reads the names of the fields that are read in the loop that this state may belong to, or
   *     {@link Reads#ALL}; others are no state
   */
  public State read(ClassLoader program, Set<String> reads) {
    known = new ProgramClasses(program, allClasses.get());
    return new Walk(new State(labels, moment()), reads, known).walk();
  }

  /**
   * The same, but for classes that were loaded since this was last asked of the program: to list all classes takes longer
   * than the rest.
   */
  public State readSoon(ClassLoader program, Set<String> reads) {
    if (known == null || !known.areOf(program)) {
      return read(program, reads);
    }
    return new Walk(new State(labels, moment()), reads, known).walk();
  }

  private Moment moment() {
    return new Moment(scheduler.steps(), scheduler.now(), scheduler.nanoTime(), scheduler.epochNanos());
  }

  /** One reading. */
  private final class Walk implements Sink {

    private final State state;
    private final Numbers objects = new Numbers();
    private final List<Reference<?>> weak = new ArrayList<>();
    private final Set<String> vetoes = new LinkedHashSet<>();
    private final Set<String> reads;
    private final boolean all;
    private final ProgramClasses classes;

    Walk(State state, Set<String> reads, ProgramClasses classes) {
      this.state = state;
      this.classes = classes;
      this.reads = reads;
      all = classes.haveUnwatched() || reads.contains(Reads.ALL);
    }

    State walk() {
      List<Task> living = scheduler.tasks().stream().filter(task -> !task.hasEnded()).toList();
      scheduler.readState((name, value) -> value(labels.number(name, Kind.VALUE), value));
      files.readState((name, value) -> value(labels.number(name, Kind.VALUE), value));
      value(labels.number("whose turn it is", Kind.VALUE),
          living.stream().filter(task -> task.id() <= scheduler.choices().lastTurn()).count());
      living.forEach(this::task);
      reference(labels.number("common pool", Kind.SHAPE), door.startedCommonPool());
      reference(labels.number("system properties", Kind.SHAPE),
          door.ownsProperties() ? System.getProperties() : null);
      living.forEach(task -> frames.read(task, state.moment().now(), this));
      classes.byName().forEach(type -> shapes.statics(type).forEach(variable -> field(null, variable)));
      for (int next = 0; next < objects.size(); next++) {
        expand(objects.get(next));
      }
      weak.forEach(this::referent);
      state.end(objects.size(), List.copyOf(vetoes));
      return state;
    }

    private void task(Task task) {
      reference(labels.number("thread", Kind.SHAPE), task.thread());
      scheduler.readState(task, (name, value) -> value(labels.number(name, Kind.VALUE), value));
      reference(labels.number("what a thread waits for", Kind.SHAPE), task.waitObject());
      if (task.isPinned()) {
        vetoes.add("\"" + task.thread().getName() + "\" cannot be suspended where it stands");
      }
    }

    private boolean isState(Variable variable) {
      return all || !variable.watched() || reads.contains(variable.slot().name());
    }

    @Override
    public void veto(String why) {
      vetoes.add(why);
    }

    @Override
    public boolean isState(Class<?> owner, String field) {
      return all || !Shapes.isWatched(owner, field) || reads.contains(field);
    }

    @Override
    public void value(int label, long value) {
      state.add(label, value);
    }

    @Override
    public void reference(int label, @Nullable Object object) {
      state.add(label, object == null ? -1 : objects.of(object));
    }

    private void field(@Nullable Object object, Variable variable) {
      if (!isState(variable)) {
        return;
      }
      Slot slot = variable.slot();
      if (slot.isReference()) {
        reference(variable.label(), slot.read(object));
      } else {
        value(variable.label(), slot.bits(object));
      }
    }

    private void expand(Object object) {
      Shape shape = shapes.of(object.getClass());
      value(shape.label(), shape.identity());
      monitor(object);
      if (object instanceof Thread thread && !isOfTheRun(thread)) {
        value(shape.label(), Shapes.hash(thread.getName()));
        return;
      }
      switch (shape.form()) {
        case OPAQUE -> {
          if (object instanceof Class<?> type) {
            value(shape.label(), Shapes.hash(Shapes.name(type)));
          }
        }
        case TEXT -> {
          if (RealJdk.isDecoded((String) object)) {
            value(shape.elements(), Shapes.hash((String) object));
          }
        }
        case REFERENCES -> elements((Object[]) object, shape);
        case LONGS -> elements((long[]) object, shape);
        case VALUES -> {
          value(shape.label(), Array.getLength(object));
          value(shape.elements(), ArrayContent.of(object));
        }
        case REFERENCE -> {
          fields(object, shape);
          weak.add((Reference<?>) object);
        }
        case MEMORY -> {
          fields(object, shape);
          value(shape.elements(), RealJdk.contentOutsideTheHeap((Buffer) object));
        }
        case VALUES_OF_CLASSES -> vetoes.add("the values of a ClassValue are not compared");
        case FIELDS -> {
          fields(object, shape);
          if (object instanceof MemorySegment segment && segment.isNative()) {
            vetoes.add("memory outside of the heap is not compared");
          }
        }
      }
    }

    private boolean isOfTheRun(Thread thread) {
      return TaskThreads.continuationOf(thread) instanceof Task task && scheduler.tasks().contains(task);
    }

    private void fields(Object object, Shape shape) {
      for (Variable variable : shape.variables()) {
        field(object, variable);
      }
    }

    private void elements(Object[] elements, Shape shape) {
      value(shape.label(), elements.length);
      for (Object element : elements) {
        reference(shape.elements(), element);
      }
    }

    private void elements(long[] elements, Shape shape) {
      value(shape.label(), elements.length);
      for (long element : elements) {
        value(shape.elements(), element);
      }
    }

    private void monitor(Object object) {
      door.monitors().readState(object, (role, task, count) -> {
        reference(labels.number(role, Kind.SHAPE), task.thread());
        value(labels.number(role, Kind.SHAPE), count);
      });
    }

    private void referent(Reference<?> reference) {
      Object referent = reference instanceof PhantomReference ? null : RealJdk.referent(reference);
      int label = labels.number("referent of " + Shapes.name(reference.getClass()), Kind.SHAPE);
      int number = referent == null ? -1 : objects.known(referent);
      value(label, number);
      if (referent != null && number < 0 && !reference.getClass().getName().equals(THREAD_LOCALS)) {
        vetoes.add("the collector may clear a " + Shapes.name(reference.getClass()));
      }
    }
  }
}
