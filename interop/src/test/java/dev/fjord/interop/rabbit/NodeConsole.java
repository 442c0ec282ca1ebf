package dev.fjord.interop.rabbit;

import dev.fjord.interop.process.Signals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A small Erlang VM beside the broker that evaluates expressions in it: a question takes about a
 * millisecond, where each run of the control program takes most of a second.
 *
 * <p>Thread-safe; callers take turns.
 */
final class NodeConsole implements AutoCloseable {
  private static final String LOOP =
      """
      Node = list_to_atom(os:getenv("RABBITMQ_NODENAME")),
      Ask = fun(Line) ->
        {ok, Tokens, _} = erl_scan:string(Line),
        {ok, Expressions} = erl_parse:parse_exprs(Tokens),
        case rpc:call(Node, erl_eval, exprs, [Expressions, []], 10000) of
          {value, Value, _} when is_binary(Value) -> {"ok", Value};
          {value, Value, _} -> {"ok", io_lib:format("~0tp", [Value])};
          Failure -> {"error", io_lib:format("~0tp", [Failure])}
        end
      end,
      Loop = fun Again() ->
        case io:get_line("") of
          eof -> halt(0);
          {error, _} -> halt(1);
          Line ->
            {Status, Text} = try Ask(Line) catch _:Why -> {"error", io_lib:format("~0tp", [Why])} end,
            Bytes = case Text of
              B when is_binary(B) -> B;
              _ -> unicode:characters_to_binary(Text)
            end,
            io:format("~s ~s~n", [Status, base64:encode(Bytes)]),
            Again()
        end
      end,
      Loop().
      """;

  private final Process erlang;
  private final BufferedReader answers;

  private NodeConsole(Process erlang) {
    this.erlang = erlang;
    this.answers = erlang.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the VM; the broker itself may come and go later. */
  static NodeConsole start(NodeLayout layout) {
    ProcessBuilder builder =
        layout.process(
            "erl",
            "-noshell",
            "-hidden",
            "-sname",
            layout.consoleName(),
            "+S",
            "1:1",
            "+sbwt",
            "none",
            "-kernel",
            "inet_dist_use_interface",
            "{127,0,0,1}",
            "inet_dist_listen_min",
            Integer.toString(layout.ports().console()),
            "inet_dist_listen_max",
            Integer.toString(layout.ports().console()),
            "-eval",
            LOOP);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(layout.log("console").toFile()));
    try {
      return new NodeConsole(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Process process() {
    return erlang;
  }

  /**
   * Evaluates one Erlang expression in the broker and returns its value: a binary as it is,
   * anything else as Erlang prints it.
   */
  synchronized String eval(String expression) {
    String line = expression.strip().replaceAll("\\s*\\R\\s*", " ");
    try {
      erlang.outputWriter(StandardCharsets.UTF_8).write(line + (line.endsWith(".") ? "\n" : ".\n"));
      erlang.outputWriter(StandardCharsets.UTF_8).flush();
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the console ended while evaluating " + line);
      }
      int space = answer.indexOf(' ');
      byte[] bytes = Base64.getDecoder().decode(answer.substring(space + 1));
      String text = new String(bytes, StandardCharsets.UTF_8);
      if (!answer.startsWith("ok ")) {
        throw new IllegalStateException("evaluating " + line + " gave " + text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Signals.kill9(erlang);
  }
}
