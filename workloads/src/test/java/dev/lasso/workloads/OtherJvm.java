package dev.lasso.workloads;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM of the same JDK with the same agent and class path.
 *
 * @param directory where its output is kept
 * @param flags what it is started with beside those
 */
public record OtherJvm(Path directory, List<String> flags) {

  private static final long PATIENCE_SECONDS = 300;

  /**
   * The lines that a main class prints.
   *
   * @throws IllegalStateException if it does not end, or not with 0; the message holds what it said
   */
  public List<String> linesOf(Class<?> main, List<String> arguments) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    Process process = new ProcessBuilder(command(main, arguments)).redirectOutput(output.toFile())
        .redirectError(errors.toFile()).start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("the JVM did not end: " + Files.readString(errors, UTF_8));
    }
    if (process.exitValue() != 0) {
      throw new IllegalStateException("exit " + process.exitValue() + ": " + Files.readString(errors, UTF_8));
    }
    return Files.readAllLines(output, UTF_8);
  }

  private List<String> command(Class<?> main, List<String> arguments) throws IOException {
    Path classPath = Files.writeString(directory.resolve("class-path"),
        "-cp \"" + System.getProperty("java.class.path").replace("\\", "\\\\") + "\"", UTF_8);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(flag -> flag.startsWith("-javaagent:"))
        .forEach(command::add);
    command.add("@" + classPath);
    command.add(main.getName());
    command.addAll(arguments);
    return command;
  }
}
