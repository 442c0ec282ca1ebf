package dev.fjord.cli.stub;

import dev.fjord.Escaped;
import dev.fjord.FjordException;
import dev.fjord.MalformedMessageException;
import dev.fjord.RemoteFailure;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.Payload;
import dev.fjord.spi.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a stub server answers, by method. Immutable and thread-safe. */
public final class Answers {
  private final Map<String, Reply> replies;

  private Answers(Map<String, Reply> replies) {
    this.replies = Collections.unmodifiableMap(replies);
  }

  /**
   * Reads an object that has for each method either a result or an error text.
   *
   * @throws FjordException if it is something else
   */
  public static Answers read(JsonText json, JsonCodec codec) {
    Payload methods = codec.readFields(json);
    Map<String, Reply> replies = new LinkedHashMap<>();
    for (String method : methods.names()) {
      replies.put(method, reply(method, methods.field(method).orElse(JsonText.NULL), codec));
    }
    return new Answers(replies);
  }

  /** The names of the methods, in the order of the file. */
  public List<String> methods() {
    return new ArrayList<>(replies.keySet());
  }

  /** The answer of a method; a failure as oslo.messaging's if there is none. */
  Reply to(String method) {
    Reply known = replies.get(method);
    return known != null
        ? known
        : new Reply.Failed(
            RemoteFailure.of(
                "NoSuchMethod",
                "oslo_messaging.rpc.dispatcher",
                "Endpoint does not support RPC method " + Escaped.text(method)));
  }

  private static Reply reply(String method, JsonText json, JsonCodec codec) {
    Payload answer = json.array()[json.offset()] == '{' ? codec.readFields(json) : none();
    if (answer.names().equals(List.of("result"))) {
      return new Reply.Result(answer.field("result").orElse(JsonText.NULL));
    }
    if (answer.names().equals(List.of("error"))) {
      String text = answer.field("error").flatMap(codec::readString).orElseThrow(() -> bad(method));
      return new Reply.Failed(RemoteFailure.of("RuntimeException", "java.lang", text));
    }
    throw bad(method);
  }

  private static Payload none() {
    return Payload.builder().build();
  }

  private static FjordException bad(String method) {
    return new MalformedMessageException(
        "The answer of '"
            + Escaped.text(method)
            + "' must be {\"result\": any} or {\"error\": \"text\"}");
  }
}
