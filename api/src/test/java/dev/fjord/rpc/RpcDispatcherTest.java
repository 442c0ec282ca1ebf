package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MessageContext;
import dev.fjord.RemoteErrorException;
import dev.fjord.RemoteFailure;
import dev.fjord.codec.FailureCodec;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.Invocation;
import dev.fjord.spi.ManualTimers;
import dev.fjord.spi.Outcome;
import dev.fjord.spi.Reply;
import dev.fjord.spi.ScriptedMessage;
import dev.fjord.spi.Style;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpcDispatcherTest {
  record Vm(String name, int cpus) {}

  static final class Silent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("not even a message");
    }
  }

  @SuppressWarnings({"unused", "InfiniteRecursion", "removal"})
  static class Service {
    int runs;

    @RpcMethod
    String echo(MessageContext context, String text) {
      runs++;
      return context.get("user").orElse("") + ":" + text;
    }

    @RpcMethod
    Map<String, Object> many(
        int number, Optional<String> maybe, List<Vm> vms, @Arg("class") Vm vm) {
      return Map.of(
          "number", number, "maybe", maybe, "sum", vms.stream().mapToInt(Vm::cpus).sum(), "vm", vm);
    }

    @RpcMethod("short")
    void nothing() {
      runs++;
    }

    @RpcMethod
    Object any(Object value) {
      return value;
    }

    @RpcMethod
    String failing(String how) throws Throwable {
      switch (how) {
        case "checked" -> throw new IOException("disk gone");
        case "unchecked" -> throw new IllegalStateException("wrong state");
        case "stack" -> failing(how);
        case "memory" -> throw new OutOfMemoryError("made up");
        case "assertion" -> throw new AssertionError("never");
        case "linkage" -> throw new NoClassDefFoundError("x/Y");
        case "death" -> throw new ThreadDeath();
        case "silent" -> throw new Silent();
        case "null" -> throw new NullPointerException();
        case "large" -> throw new IllegalStateException("x".repeat(20_000_000));
        case "passed on" ->
            throw new RemoteErrorException(
                new RemoteFailure("Oops", "a.b", "m", List.of("t"), List.of(1), Map.of("k", 2)));
        case "interrupted" -> {
          Thread.currentThread().interrupt();
          throw new InterruptedException("stopped");
        }
        default -> throw new IllegalArgumentException(how);
      }
      return "";
    }

    @RpcMethod
    Object result(String how) {
      List<Object> cycle = new ArrayList<>();
      cycle.add(cycle);
      return switch (how) {
        case "bean" -> new Object();
        case "cycle" -> cycle;
        case "large" -> "x".repeat(17 << 20);
        case "deep" -> nested(100);
        case "getter" ->
            new Object() {
              public String getName() {
                throw new IllegalStateException("no name");
              }
            };
        case "error" ->
            new Object() {
              public String getName() {
                throw new NoClassDefFoundError("x/Y");
              }
            };
        default -> Optional.of(how);
      };
    }

    @RpcMethod
    CompletionStage<String> stage(String how) {
      return switch (how) {
        case "null" -> null;
        case "failed" -> CompletableFuture.failedFuture(new IOException("later"));
        case "wrapped" ->
            CompletableFuture.failedFuture(new CompletionException(new IOException("later")));
        case "cancelled" -> {
          CompletableFuture<String> cancelled = new CompletableFuture<>();
          cancelled.cancel(true);
          yield cancelled;
        }
        case "throws" -> throw new IllegalStateException("before");
        default -> CompletableFuture.completedFuture(how);
      };
    }

    private static Object nested(int depth) {
      Object value = 1;
      for (int i = 0; i < depth; i++) {
        value = List.of(value);
      }
      return value;
    }

    String hidden() {
      runs++;
      return "reached";
    }

    @Override
    public String toString() {
      runs++;
      return "reached";
    }
  }

  @Endpoint(
      version = "2.3.1",
      namespace = "admin",
      legacyNamespaces = {"old", ""})
  static final class Admin {
    @RpcMethod
    String who() {
      return "admin";
    }
  }

  @Endpoint(version = "1.9")
  static final class Newer {
    @RpcMethod
    String who() {
      return "newer";
    }

    @RpcMethod
    String echo(String text) {
      return "second";
    }
  }

  private final Service service = new Service();
  private final JsonCodec codec = JsonCodec.of(FjordConfig.defaults());

  @Test
  void aRequestReachesItsMethodAndTheCallerItsResult() {
    ScriptedMessage message =
        ScriptedMessage.call("{\"method\": \"echo\", \"args\": {\"text\": \"hi\"}}");

    assertThat(result(message)).isEqualTo("u1:hi");
    assertThat(message.settled).containsExactly("acknowledged");
  }

  @Test
  void argumentsAreBoundByName() {
    assertThat(
            result(
                "{\"method\": \"many\", \"args\": {\"class\": {\"name\": \"a\", \"cpus\": 1}, \"vms\": [{\"name\": \"b\", \"cpus\": 2}, {\"name\": \"c\", \"cpus\": 3}], \"number\": 7}}"))
        .isEqualTo(
            codec.readPlain(
                codec.write(
                    Map.of(
                        "number", 7, "maybe", Optional.empty(), "sum", 5, "vm", new Vm("a", 1)))));
    assertThat(
            result(
                "{\"method\": \"any\", \"args\": {\"value\": {\"@class\": \"java.lang.Thread\"}}}"))
        .isEqualTo(Map.of("@class", "java.lang.Thread"));
    assertThat(result("{\"method\": \"any\", \"args\": {\"value\": null}}")).isNull();
    assertThat(result("{\"method\": \"any\", \"args\": {\"value\": 1, \"value\": 2}}"))
        .isEqualTo(2);
    assertThat(result("{\"method\": \"short\", \"args\": {}}")).isNull();
    assertThat(result("{\"method\": \"short\"}")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"method\": \"echo\", \"args\": {}} | Service.echo is missing its required argument 'text'",
        "{\"method\": \"echo\"} | Service.echo is missing its required argument 'text'",
        "{\"method\": \"echo\", \"args\": {\"text\": \"a\", \"more\\n\": 1}} | Service.echo got an unexpected argument 'more\\u000a'",
        "{\"method\": \"echo\", \"args\": {\"text\": \"a\", \"context\": {}}} | Service.echo got an unexpected argument 'context'",
        "{\"method\": \"echo\", \"args\": null} | Service.echo takes its arguments by name",
        "{\"method\": \"echo\", \"args\": [\"a\"]} | Service.echo takes its arguments by name",
        "{\"method\": \"echo\", \"args\": \"text\"} | Service.echo takes its arguments by name",
        "{\"method\": \"echo\", \"args\": {\"text\": 5}} | argument 'text' of Service.echo: JSON does not fit java.lang.String",
        "{\"method\": \"many\", \"args\": {\"number\": \"5\"}} | argument 'number' of Service.many: JSON does not fit int",
        "{\"method\": \"many\", \"args\": {\"number\": 1.5}} | argument 'number' of Service.many: JSON does not fit int",
        "{\"method\": \"many\", \"args\": {\"number\": null}} | argument 'number' of Service.many: JSON does not fit int",
        "{\"method\": \"many\", \"args\": {\"number\": 1, \"maybe\": 1}} | argument 'maybe' of Service.many",
        "{\"method\": \"many\", \"args\": {\"number\": 1, \"vms\": [{\"name\": 1}]}} | argument 'vms' of Service.many",
        "{\"method\": \"short\", \"args\": {\"a\": 1}} | Service.nothing got an unexpected argument 'a'",
        "{\"args\": {}} | A request must name its method, as a string",
        "{\"method\": null} | A request must name its method, as a string",
        "{\"method\": 5} | A request must name its method, as a string"
      })
  void wrongArgumentsAreATypeErrorAndRunNothing(String json, String message) {
    RemoteFailure failure = failure(json);

    assertThat(failure.type()).isEqualTo("TypeError");
    assertThat(failure.module()).isEqualTo("builtins");
    assertThat(failure.message()).startsWith(message);
    assertThat(failure.args().get(0)).isEqualTo(failure.message());
    assertThat(service.runs).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"method\": \"who\", \"namespace\": \"admin\", \"version\": \"2.3\"} | admin",
        "{\"method\": \"who\", \"namespace\": \"old\", \"version\": \"2.3.1\"} | admin",
        "{\"method\": \"who\", \"version\": \"2.0\"} | admin",
        "{\"method\": \"who\", \"namespace\": null, \"version\": \"2.0\"} | admin",
        "{\"method\": \"who\", \"version\": \"1.9\"} | newer",
        "{\"method\": \"who\"} | newer",
        "{\"method\": \"echo\", \"version\": \"1.5\", \"args\": {\"text\": \"x\"}} | second",
        "{\"method\": \"echo\", \"args\": {\"text\": \"x\"}} | u1:x"
      })
  void theFirstEndpointThatServesNamespaceVersionAndMethodRuns(String json, String result) {
    assertThat(result(json)).isEqualTo(result);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"method\": \"who\", \"version\": \"3.0\"} | 3.0",
        "{\"method\": \"who\", \"version\": \"1.10\"} | 1.10",
        "{\"method\": \"who\", \"namespace\": \"admin\", \"version\": \"2.3.2\"} | 2.3.2",
        "{\"method\": \"who\", \"namespace\": \"admin\"} | 1.0",
        "{\"method\": \"who\", \"namespace\": \"none\"} | 1.0",
        "{\"method\": \"who\", \"version\": null} | null (no string)",
        "{\"method\": \"who\", \"version\": 1.0} | 1.0 (no string)",
        "{\"method\": \"who\", \"version\": [1]} | [1] (no string)",
        "{\"method\": \"who\", \"namespace\": 5} | 1.0",
        "{\"method\": \"who\", \"version\": \"1\"} | 1",
        "{\"method\": \"who\", \"version\": \"1.\\n\"} | 1.\\u000a"
      })
  void aVersionNobodyServesIsUnsupported(String json, String version) {
    RemoteFailure failure = failure(json);

    assertThat(failure.type()).isEqualTo("UnsupportedVersion");
    assertThat(failure.module()).isEqualTo("oslo_messaging.rpc.dispatcher");
    assertThat(failure.message())
        .isEqualTo("Endpoint does not support RPC version " + version + ". Attempted method: who");
  }

  @Test
  void aMethodNobodyHasIsOslosNoSuchMethod() {
    RemoteFailure failure = failure("{\"method\": \"nosuch\", \"args\": {}}");

    assertThat(failure.type()).isEqualTo("NoSuchMethod");
    assertThat(failure.module()).isEqualTo("oslo_messaging.rpc.dispatcher");
    assertThat(failure.message()).isEqualTo("Endpoint does not support RPC method nosuch");
    assertThat(failure.args().get(0)).isEqualTo(failure.message());
    assertThat(failure.traceback())
        .containsExactly(
            "oslo_messaging.rpc.dispatcher.NoSuchMethod: Endpoint does not support RPC method nosuch\n");
  }

  @Test
  void onlyWhatIsAnnotatedCanBeReached() {
    Set<String> names =
        new LinkedHashSet<>(
            List.of(
                "",
                ".",
                "echo ",
                "Echo",
                "еcho",
                "echo()",
                "Service.echo",
                "a/b",
                "short\u0000",
                "nothing",
                "hidden",
                "nested",
                "runs",
                "target",
                "__class__",
                "<init>",
                "<clinit>"));
    for (Class<?> type :
        List.of(
            Object.class,
            Class.class,
            String.class,
            Thread.class,
            Runtime.class,
            System.class,
            ClassLoader.class,
            Service.class,
            List.class,
            Map.class,
            Method.class,
            Process.class,
            java.io.File.class,
            java.net.URL.class,
            java.nio.file.Files.class,
            MethodHandles.class,
            java.util.concurrent.CompletableFuture.class)) {
      for (Method method : type.getDeclaredMethods()) {
        names.add(method.getName());
      }
    }
    names.removeAll(List.of("echo", "many", "any", "failing", "result", "stage", "who"));
    assertThat(names).hasSizeGreaterThan(400).contains("getClass", "wait", "finalize", "hashCode");
    for (String name : names) {
      RemoteFailure failure = failure("{\"method\": " + codec.write(name).asString() + "}");
      assertThat(failure.type()).as(name).isEqualTo("NoSuchMethod");
      assertThat(failure.message()).doesNotContain("echo\n").hasSizeLessThan(400);
    }
    assertThat(failure("{\"method\": \"" + "x".repeat(1_000_000) + "\"}").message())
        .hasSizeLessThan(400);
    assertThat(service.runs).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "checked | IOException | java.io | disk gone",
        "unchecked | IllegalStateException | java.lang | wrong state",
        "stack | StackOverflowError | java.lang | ''",
        "memory | OutOfMemoryError | java.lang | made up",
        "assertion | AssertionError | java.lang | never",
        "linkage | NoClassDefFoundError | java.lang | x/Y",
        "death | ThreadDeath | java.lang | ''",
        "silent | Silent | dev.fjord.rpc | ''",
        "null | NullPointerException | java.lang | ''",
        "interrupted | InterruptedException | java.lang | stopped",
        "passed on | Oops | a.b | m"
      })
  void whateverAnEndpointThrowsIsAFailureByNameAndText(
      String how, String type, String module, String message) {
    RemoteFailure failure =
        failure("{\"method\": \"failing\", \"args\": {\"how\": \"" + how + "\"}}");

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.module()).isEqualTo(module);
    assertThat(failure.message()).isEqualTo(message);
    assertThat(failure.traceback()).hasSize(1);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aFailureThatIsPassedOnKeepsAllItHad() {
    RemoteFailure failure =
        failure("{\"method\": \"failing\", \"args\": {\"how\": \"passed on\"}}");

    assertThat(failure)
        .isEqualTo(new RemoteFailure("Oops", "a.b", "m", List.of("t"), List.of(1), Map.of("k", 2)));
  }

  @Test
  void aTextAsLargeAsAMessageIsCut() {
    RemoteFailure failure = failure("{\"method\": \"failing\", \"args\": {\"how\": \"large\"}}");

    assertThat(failure.message()).hasSizeBetween(1_000, 11_000).endsWith("...");
  }

  @Test
  void tracesAreSentOnlyIfTheOptionSaysSo() {
    ScriptedMessage message =
        ScriptedMessage.call("{\"method\": \"failing\", \"args\": {\"how\": \"stack\"}}");
    RpcDispatcher dispatcher = dispatcher(new FailureMapper(true), service);

    run(dispatcher.resolve(message));

    RemoteFailure failure = ((Reply.Failed) message.replies.get(0)).failure();
    assertThat(failure.traceback())
        .hasSizeBetween(10, 60)
        .last()
        .isEqualTo("java.lang.StackOverflowError: \n");
    assertThat(failure.traceback()).allSatisfy(line -> assertThat(line).endsWith("\n"));
    assertThat(String.join("", failure.traceback())).contains("Service.failing(");
  }

  @ParameterizedTest
  @CsvSource({
    "bean, SerializationException",
    "cycle, SerializationException",
    "deep, SerializationException",
    "getter, SerializationException",
    "large, MessageTooLargeException"
  })
  void aResultThatCannotBeSentIsAFailureNotSilence(String how, String type) {
    RemoteFailure failure =
        failure("{\"method\": \"result\", \"args\": {\"how\": \"" + how + "\"}}");

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.module()).isEqualTo("dev.fjord");
    assertThat(failure.message()).isNotEmpty();
  }

  @Test
  void anErrorWhileAResultIsWrittenIsAFailureNotSilence() {
    assertThat(failure("{\"method\": \"result\", \"args\": {\"how\": \"error\"}}").type())
        .isNotEmpty();
    assertThat(result("{\"method\": \"result\", \"args\": {\"how\": \"fine\"}}")).isEqualTo("fine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | EndpointException | Service.stage returned null instead of a stage",
        "failed | IOException | later",
        "wrapped | IOException | later",
        "cancelled | CancellationException | ''",
        "throws | IllegalStateException | before"
      })
  void aStageThatFailsIsAFailure(String how, String type, String message) {
    RemoteFailure failure =
        failure("{\"method\": \"stage\", \"args\": {\"how\": \"" + how + "\"}}");

    assertThat(failure.type()).isEqualTo(type);
    assertThat(failure.message()).isEqualTo(message);
  }

  @Test
  void aStageThatCompletesIsTheResult() {
    assertThat(result("{\"method\": \"stage\", \"args\": {\"how\": \"fine\"}}")).isEqualTo("fine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"method\": \"echo\", \"args\": {\"text\": \"hi\"}}",
        "{\"method\": \"failing\", \"args\": {\"how\": \"unchecked\"}}",
        "{\"method\": \"nosuch\"}",
        "{}",
        "{\"method\": \"result\", \"args\": {\"how\": \"bean\"}}"
      })
  void aCastIsAcknowledgedAndNeverRepliedTo(String json) {
    ScriptedMessage cast = ScriptedMessage.oneWay(json);

    run(dispatcher().resolve(cast));

    assertThat(cast.settled).containsExactly("acknowledged");
    assertThat(cast.replies).isEmpty();
  }

  @Test
  void onlyTheFirstFinishDoesAnything() throws Exception {
    ScriptedMessage message = ScriptedMessage.call("{\"method\": \"short\"}");
    Invocation invocation = dispatcher().resolve(message);

    assertThat(invocation.finish(new Outcome.Value(1))).isTrue();
    assertThat(invocation.finish(new Outcome.Failure(new IOException()))).isFalse();

    invocation.finished().toCompletableFuture().get(5, TimeUnit.SECONDS);
    assertThat(message.replies).hasSize(1);
    assertThat(message.replies.get(0)).isInstanceOf(Reply.Result.class);
  }

  @Test
  void whatCannotBeTakenOverFailsItsAcceptance() {
    ScriptedMessage message = ScriptedMessage.call("{\"method\": \"short\"}");
    message.settling = CompletableFuture.failedFuture(new IOException("lost"));

    assertThat(
            catchThrowable(
                () -> dispatcher().resolve(message).accept().toCompletableFuture().join()))
        .hasRootCauseMessage("lost");
    assertThat(service.runs).isZero();
  }

  @Test
  void theContextClassLoaderIsPutBack() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Object endpoint =
        new Object() {
          @RpcMethod
          void change() {
            Thread.currentThread().setContextClassLoader(null);
          }
        };

    run(
        dispatcher(new FailureMapper(false), endpoint)
            .resolve(ScriptedMessage.oneWay("{\"method\": \"change\"}")));

    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void methodsAreListedWithTheirStyles() {
    assertThat(dispatcher().methods())
        .filteredOn(method -> method.javaName().startsWith("Service."))
        .extracting(method -> method.name() + " " + method.javaName() + " " + method.style())
        .contains("stage Service.stage " + Style.ASYNC, "short Service.nothing " + Style.BLOCKING)
        .hasSize(7);
  }

  @Test
  void whatNobodyServesRunsWithoutBlockingAndHasItsBudget() {
    Invocation refused = dispatcher().resolve(ScriptedMessage.call("{}"));

    assertThat(refused.method().style()).isEqualTo(Style.ASYNC);
    assertThat(refused.budget()).contains(java.time.Duration.ofSeconds(5));
    assertThat(refused.next(new Outcome.Value(null))).isEmpty();
  }

  private Object result(String json) {
    return result(ScriptedMessage.call(json));
  }

  private Object result(ScriptedMessage message) {
    run(dispatcher().resolve(message));
    assertThat(message.replies).hasSize(1);
    assertThat(message.replies.get(0)).isInstanceOf(Reply.Result.class);
    return codec.readPlain(((Reply.Result) message.replies.get(0)).json());
  }

  /** What the caller is told, after it went through a message. */
  private RemoteFailure failure(String json) {
    ScriptedMessage message = ScriptedMessage.call(json);
    run(dispatcher().resolve(message));
    assertThat(message.settled).containsExactly("acknowledged");
    assertThat(message.replies).hasSize(1);
    assertThat(message.replies.get(0)).isInstanceOf(Reply.Failed.class);
    FailureCodec failures = new FailureCodec(codec);
    return failures.read(failures.write(((Reply.Failed) message.replies.get(0)).failure()));
  }

  /** As an executor does. */
  private static void run(Invocation invocation) {
    invocation.accept().toCompletableFuture().join();
    Outcome outcome = invocation.invoke().toCompletableFuture().join();
    assertThat(invocation.finish(outcome)).isTrue();
    invocation.finished().toCompletableFuture().join();
  }

  private RpcDispatcher dispatcher() {
    return dispatcher(
        new FailureMapper(FjordConfig.defaults().get(CoreOptions.RPC_ERROR_TRACES)),
        service,
        new Admin(),
        new Newer());
  }

  private RpcDispatcher dispatcher(FailureMapper failures, Object... endpoints) {
    List<ServedEndpoint> served =
        Arrays.stream(endpoints)
            .map(endpoint -> ServedEndpoint.of(endpoint, codec, codec, MethodHandles.lookup()))
            .toList();
    return new RpcDispatcher(
        served,
        codec,
        new ReplyWriter(codec, codec, failures),
        new ManualTimers(),
        EventLoop.on(Runnable::run));
  }
}
