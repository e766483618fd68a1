package dev.lasso.workloads.seed;

import dev.lasso.sim.Workloads;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a seed: {@code seed.json}, and the OPTIONS file of the engine where there is one. A seed is written
 * beside its place and then moved there, so that nobody finds half of one.
 */
public final class SeedDirectory {

  /** The file with everything but the engine's options. */
  public static final String SEED_FILE = "seed.json";

  /** What shrinking has made of it, in the same form. */
  public static final String SHRUNK_FILE = "shrunk.json";

  /** The file with the engine's options; that of a seed in another file has the name of that one before it. */
  public static final String OPTIONS_FILE = "OPTIONS";

  private final Path path;
  private final String seedFile;

  private SeedDirectory(Path path, String seedFile) {
    this.path = path;
    this.seedFile = seedFile;
  }

  /** A directory that may not exist yet. */
  public static SeedDirectory at(Path directory) {
    return new SeedDirectory(directory, SEED_FILE);
  }

  /** The seed that a path means, be it a directory or the file within; null if there is nothing. */
  public static @Nullable SeedDirectory find(Path path) {
    if (Files.isDirectory(path)) {
      return at(path);
    }
    return path.getFileName() == null || !Files.exists(path) ? null : ofFile(path);
  }

  /** A seed in a file of any name, which may not exist yet. */
  public static SeedDirectory ofFile(Path file) {
    Path parent = file.getParent();
    return new SeedDirectory(parent == null ? Path.of("") : parent, String.valueOf(file.getFileName()));
  }

  /** What was made, or may be, of this seed by shrinking it. */
  public SeedDirectory shrunk() {
    return new SeedDirectory(path, SHRUNK_FILE);
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** The file that holds it. */
  public Path file() {
    return path.resolve(seedFile);
  }

  /** Whether there is a seed here already. */
  public boolean holdsSeed() {
    return Files.exists(file());
  }

  /**
   * Reads the seed.
   *
   * @throws BadInput if it is missing, malformed or of another version, or names what there is not
   */
  public Seed read(Workloads workloads) {
    SeedReader reader = new SeedReader(file().toString(), workloads);
    return reader.read(text(file()), name -> text(path.resolve(name)));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException missing) {
      throw new BadInput("there is no file " + file, missing);
    } catch (CharacterCodingException malformed) {
      throw new BadInput(file + " is no text in UTF-8", malformed);
    } catch (IOException failure) {
      throw new BadInput(file + " cannot be read: " + failure, failure);
    }
  }

  /**
   * Writes a seed, over the one that is there if any.
   *
   * @throws BadInput if the directory cannot be written to
   */
  public void write(Seed seed) {
    try {
      Files.createDirectories(path);
      if (!seed.spec().optionsFile().isEmpty()) {
        replace(path.resolve(optionsFile()), seed.spec().optionsFile());
      }
      boolean isLeftOver = seed.spec().optionsFile().isEmpty() && namesOptionsFile();
      replace(file(), SeedWriter.text(seed, optionsFile()));
      if (isLeftOver) {
        Files.deleteIfExists(path.resolve(optionsFile()));
      }
    } catch (IOException failure) {
      throw new BadInput("the seed cannot be written to " + path + ": " + failure, failure);
    }
  }

  /** The options that a seed came with are its own and stay. */
  private boolean namesOptionsFile() {
    return holdsSeed() && !seedFile.equals(SEED_FILE)
        && text(file()).contains("\"optionsFile\" : \"" + optionsFile() + "\"");
  }

  private String optionsFile() {
    return seedFile.equals(SEED_FILE) ? OPTIONS_FILE : seedFile.replaceFirst("\\.json$", "") + "." + OPTIONS_FILE;
  }

  /**
   * Writes a further file beside the seed.
   *
   * @throws BadInput if the directory cannot be written to
   */
  public void attach(String name, String text) {
    try {
      Files.createDirectories(path);
      replace(path.resolve(name), text);
    } catch (IOException failure) {
      throw new BadInput(name + " cannot be written to " + path + ": " + failure, failure);
    }
  }

  private static void replace(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".draft");
    Files.write(draft, text.getBytes(StandardCharsets.UTF_8));
    try {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException plain) {
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
