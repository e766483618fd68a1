package dev.lasso.workloads.cli;

import dev.lasso.workloads.seed.BadInput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

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

  /** Knows only the command that is called, if it is one: reflecting on the others would take longer than most runs. */
  private static CommandLine commandLine(Session session, String[] arguments) {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("list", () -> new ListCommand(session));
    commands.put("explore", () -> new ExploreCommand(session));
    commands.put("replay", () -> new ReplayCommand(session));
    commands.put("shrink", () -> new ShrinkCommand(session));
    commands.put("bench", () -> new BenchCommand(session));
    CommandLine line = new CommandLine(CommandSpec.create().name("lasso"));
    line.getCommandSpec().usageMessage().description("Deterministic simulation testing of unmodified Java programs.");
    Supplier<Object> called = arguments.length == 0 ? null : commands.get(arguments[0]);
    if (called != null) {
      line.addSubcommand(arguments[0], called.get());
    } else {
      commands.forEach((name, command) -> line.addSubcommand(name, command.get()));
    }
    withHelp(line);
    line.getSubcommands().values().forEach(Main::withHelp);
    return line;
  }

  private static void withHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(OptionSpec.builder("--help").usageHelp(true).type(boolean.class).description("this text").build());
  }

  private static int execute(CommandLine line, Console console, String[] arguments) {
    try {
      if (arguments.length > 0 && !arguments[0].startsWith("-") && !line.getSubcommands().containsKey(arguments[0])) {
        throw new BadInput("there is no command " + arguments[0] + ": there are " + commands(line));
      }
      ParseResult parsed = line.parseArgs(arguments);
      ParseResult called = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
      if (called.isUsageHelpRequested() || parsed.isUsageHelpRequested()) {
        console.out().print(called.commandSpec().commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF));
        return ExitCode.FINE;
      }
      if (called == parsed) {
        throw new BadInput("no command is given: there are " + commands(line));
      }
      return call(called.commandSpec().userObject());
    } catch (UnmatchedArgumentException unknown) {
      console.err().println("lasso: " + oneLine(unknown) + "; --help shows what there is");
      return ExitCode.BAD_INPUT;
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

  private static int call(Object command) throws Exception {
    return (Integer) ((Callable<?>) command).call();
  }

  private static String commands(CommandLine line) {
    return String.join(", ", line.getSubcommands().keySet());
  }

  private static String oneLine(Exception bad) {
    return String.valueOf(bad.getMessage()).lines().map(String::strip).reduce((one, next) -> one + " " + next)
        .orElse("");
  }
}
