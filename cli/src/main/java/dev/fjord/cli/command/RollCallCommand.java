package dev.fjord.cli.command;

import dev.fjord.FjordConfig;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteFailure;
import dev.fjord.Target;
import dev.fjord.UndeliverableException;
import dev.fjord.cli.json.OneLine;
import dev.fjord.cli.service.Answer;
import dev.fjord.cli.service.RollCall;
import dev.fjord.codec.JsonCodec;
import dev.fjord.transport.Transport;
import java.util.List;
import picocli.CommandLine.Mixin;

/** What all commands share that ask servers about themselves. */
abstract class RollCallCommand extends BrokerCommand {
  static final String NAMESPACE = "fjord.server";

  @Mixin private final RollCallOptions options = new RollCallOptions();

  RollCallCommand(Shell shell) {
    super(shell, Topics.REQUESTS);
  }

  @Override
  final int run() {
    FjordConfig config = broker().config();
    Target called = broker().called();
    try (Transport transport = open(config)) {
      RollCall rollCall = new RollCall(transport, method(), options.limits(), this::counts);
      if (called.server().isEmpty() && !rollCall.canAskAll()) {
        err().println("This driver cannot ask every server of a topic: one of them is asked.");
      }
      List<Answer> answers = rollCall.of(interfaceOf(called));
      show(answers, transport.codec());
      return end(answers);
    } catch (UndeliverableException e) {
      err()
          .println(
              OneLine.of(
                  "Nobody serves "
                      + called
                      + " in the exchange "
                      + config.get(dev.fjord.CoreOptions.CONTROL_EXCHANGE)
                      + ": check --topic, --server and --exchange, and that the server runs."));
      throw e;
    } catch (MessagingTimeoutException e) {
      err()
          .println(
              OneLine.of(
                  "Nobody answered: the queue of "
                      + called
                      + " is there, and no server takes from it in time. Start one, or give it more"
                      + " --timeout."));
      throw e;
    }
  }

  /** The method that servers are asked for. */
  abstract String method();

  /** What an answer needs that is not there. */
  abstract String missing();

  /** Prints what came. */
  abstract void show(List<Answer> answers, JsonCodec codec);

  /** The target with namespace and version of the method. */
  Target interfaceOf(Target called) {
    return called.namespace(NAMESPACE).version("1.0");
  }

  /** Whether an answer is one that was asked for. */
  boolean counts(Answer answer) {
    return answer.told().isPresent();
  }

  private int end(List<Answer> answers) {
    long without = answers.stream().filter(Answer::isWithout).count();
    if (without > 0) {
      err().println(without + " answered without telling: set " + missing() + " = true there.");
    }
    for (Answer answer : answers) {
      answer.failure().ifPresent(this::showFailure);
    }
    int told = (int) answers.stream().filter(this::counts).count();
    if (options.isShort(told)) {
      err().println("Only " + told + " answered as they should.");
      return ExitCode.TIMEOUT;
    }
    return told > 0 ? ExitCode.OK : ExitCode.REMOTE_ERROR;
  }

  private void showFailure(RemoteFailure failure) {
    err().println(OneLine.of(failure.type() + ": " + failure.message()));
  }
}
