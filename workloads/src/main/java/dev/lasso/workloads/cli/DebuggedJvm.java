package dev.lasso.workloads.cli;

import dev.lasso.workloads.seed.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same command in a JVM that waits for a debugger: a JVM takes one only from its start. All that can be wrong with
 * the command has been said before.
 *
 * @param port where it waits; 0 for any free one
 */
record DebuggedJvm(int port) {

  /** Where it waits if nothing is said. */
  static final String DEFAULT_PORT = "5005";

  private static final String PROPERTY = "lasso.debugged";
  private static final String LISTENING = "Listening for transport dt_socket at address: ";
  private static final int LAST_PORT = 65_535;

  /** Whether this JVM is one. */
  static boolean isThis() {
    return Boolean.getBoolean(PROPERTY);
  }

  /**
   * One that waits at the port that is written there.
   *
   * @throws BadInput if it is no port, or taken
   */
  static DebuggedJvm at(String port) {
    int number;
    try {
      number = Integer.parseInt(port);
    } catch (NumberFormatException none) {
      number = -1;
    }
    if (number < 0 || number > LAST_PORT) {
      throw new BadInput("--debug takes a port, 0.." + LAST_PORT + ", as --debug=" + DEFAULT_PORT + ", not " + port);
    }
    try (ServerSocket socket = new ServerSocket(number, 1, InetAddress.getLoopbackAddress())) {
      return new DebuggedJvm(socket.getLocalPort() == number ? number : 0);
    } catch (IOException taken) {
      throw new BadInput("--debug: no debugger can be awaited at port " + number + " (" + taken.getMessage()
          + "); --debug=0 takes any free one", taken);
    }
  }

  /** Runs the command there; its exit code. */
  int run(Session session) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command(session.arguments())).redirectInput(ProcessBuilder.Redirect.INHERIT)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread end = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(end);
    try (InputStream out = process.getInputStream()) {
      String first = firstLine(out);
      if (first.startsWith(LISTENING)) {
        String address = "127.0.0.1:" + first.strip().substring(LISTENING.length());
        session.console().err().println("lasso: waiting for a debugger at " + address + ": attach one (jdb -attach "
            + address + ", an IDE as README.md says), set breakpoints and resume");
      } else {
        session.console().out().print(first);
      }
      session.console().out().flush();
      out.transferTo(session.console().rawOut());
      return process.waitFor();
    } finally {
      process.destroy();
      Runtime.getRuntime().removeShutdownHook(end);
    }
  }

  private static String firstLine(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0; next = in.read()) {
      line.write(next);
      if (next == '\n') {
        break;
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  private List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=127.0.0.1:" + port);
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + PROPERTY + "=true");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    return command;
  }
}
