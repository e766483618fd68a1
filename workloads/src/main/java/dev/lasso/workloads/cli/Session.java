package dev.lasso.workloads.cli;

import dev.lasso.sim.Workloads;
import dev.lasso.workloads.seed.BadInput;
import dev.lasso.workloads.seed.SeedDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one call of the command line works with; each part is made when first asked for. */
final class Session implements AutoCloseable {

  /** The directory of seeds, below the working directory or the one that Lasso was started from. */
  static final String SEEDS = "seeds";

  /** The system property that says where the repository lies. */
  static final String ROOT_PROPERTY = "lasso.root";

  private final Console console;
  private final List<String> arguments;
  private @Nullable Workloads workloads;
  private @Nullable ProgramStreams streams;
  private @Nullable Runner runner;

  Session(Console console, List<String> arguments) {
    this.console = console;
    this.arguments = arguments;
  }

  Console console() {
    return console;
  }

  /** As typed, the name of the command first. */
  List<String> arguments() {
    return arguments;
  }

  Workloads workloads() {
    if (workloads == null) {
      workloads = Workloads.of(Session.class.getClassLoader());
    }
    return workloads;
  }

  /**
   * What runs programs.
   *
   * @param onOut whether what the program prints to standard output goes there, and not to standard error
   */
  Runner runner(boolean onOut) {
    if (runner == null) {
      SelfTest.ofAgent(console);
      streams = new ProgramStreams(onOut ? console.rawOut() : console.rawErr(), console.rawErr());
      runner = new Runner(streams);
      SelfTest.ofRuns(runner);
    }
    return runner;
  }

  /** Begins a line of its own on that stream, should the program have left one unfinished. */
  void endProgramLine(PrintStream on) {
    if (streams != null) {
      streams.endLine(on);
    }
  }

  /** The seed of that name, or null. */
  @Nullable
  SeedDirectory findSeed(String name) {
    try {
      for (Path directory : List.of(Path.of(""), Path.of(SEEDS), root().resolve(SEEDS))) {
        SeedDirectory found = SeedDirectory.find(directory.resolve(name));
        if (found != null) {
          return found;
        }
      }
      return null;
    } catch (InvalidPathException malformed) {
      throw new BadInput(name + " is no path", malformed);
    }
  }

  /**
   * The seed of that name.
   *
   * @throws BadInput if there is none
   */
  SeedDirectory seed(String name) {
    SeedDirectory found = findSeed(name);
    if (found == null) {
      throw new BadInput("there is no seed " + name + "; ./lasso list seeds shows what there is");
    }
    return found;
  }

  /** The seeds in the directory of seeds, by name. */
  static List<SeedDirectory> seeds() {
    Path directory = Files.isDirectory(Path.of(SEEDS)) ? Path.of(SEEDS) : root().resolve(SEEDS);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> seeds = Files.list(directory)) {
      return seeds.sorted().map(SeedDirectory::at).filter(SeedDirectory::holdsSeed).toList();
    } catch (IOException failure) {
      throw new BadInput(directory + " cannot be listed: " + failure, failure);
    }
  }

  /** Where the repository lies. */
  static Path root() {
    return Path.of(System.getProperty(ROOT_PROPERTY, ""));
  }

  @Override
  public void close() {
    if (streams != null) {
      streams.close();
    }
  }
}
