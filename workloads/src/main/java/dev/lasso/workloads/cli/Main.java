package dev.lasso.workloads.cli;

import dev.lasso.workloads.seed.BadInput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The entry of the command line. */
public final class Main {

  private static final String TERMINAL_PROPERTY = "lasso.terminal";

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String[] arguments) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    System.exit(run(arguments, out, err, Boolean.getBoolean(TERMINAL_PROPERTY)));
  }

  /**
   * Runs a command.
   *
   * @param out standard output
   * @param err standard error
   * @param terminal whether {@code err} is a terminal
   * @return the exit code
   */
  static int run(String[] arguments, OutputStream out, OutputStream err, boolean terminal) {
    try (Console console = new Console(out, err, terminal);
        Session session = new Session(console, List.of(arguments))) {
      return execute(commandLine(session, arguments), console, arguments);
    }
  }

  @Command(name = "lasso", description = "Deterministic simulation testing of unmodified Java programs.")
  private static final class Top {

    @Option(names = "--help", usageHelp = true, description = "this text") private boolean help;
  }

  /** Knows only the command that is called, if it is one: reflecting on the others would take longer than most runs. */
  private static CommandLine commandLine(Session session, String[] arguments) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("list", () -> new ListCommand(session));
    commands.put("explore", () -> new ExploreCommand(session));
    commands.put("replay", () -> new ReplayCommand(session));
    commands.put("bench", () -> new BenchCommand(session));
    CommandLine line = new CommandLine(new Top());
    Supplier<Object> called = arguments.length == 0 ? null : commands.get(arguments[0]);
    if (called != null) {
      line.addSubcommand(arguments[0], called.get());
    } else {
      commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    }
    return line;
  }

  private static int execute(CommandLine line, Console console, String[] arguments) {
    try {
      line.setOut(new PrintWriter(console.out()))
          .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
      CommandLine.ParseResult parsed = line.parseArgs(arguments);
      if (CommandLine.printHelpIfRequested(parsed)) {
        line.getOut().flush();
        return ExitCode.FINE;
      }
      if (!parsed.hasSubcommand()) {
        throw new BadInput("no command is given: there are " + String.join(", ", line.getSubcommands().keySet()));
      }
      Object command = parsed.subcommand().commandSpec().userObject();
      return ((java.util.concurrent.Callable<?>) command).call() instanceof Integer code ? code : ExitCode.UNDECIDED;
    } catch (ParameterException | BadInput bad) {
      console.err().println("lasso: " + oneLine(bad));
      return ExitCode.BAD_INPUT;
    } catch (Exception | Error failure) {
      PrintStream err = console.err();
      err.println("lasso: failed, which it never should: " + failure);
      failure.printStackTrace(err);
      return ExitCode.UNDECIDED;
    }
  }

  private static String oneLine(Exception bad) {
    return String.valueOf(bad.getMessage()).lines().map(String::strip).reduce((one, next) -> one + " " + next)
        .orElse("");
  }
}
