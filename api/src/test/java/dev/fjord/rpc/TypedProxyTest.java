package dev.fjord.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.EndpointException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ScriptedDriver;
import dev.fjord.spi.Serializer;
import dev.fjord.transport.Transport;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TypedProxyTest {
  record Vm(String name) {}

  interface Store<V> {
    CompletionStage<V> newest(V than);

    CompletionStage<List<V>> all();
  }

  @Endpoint(version = "1.4", namespace = "compute")
  interface Described {}

  interface Vms extends Store<Vm>, Described {
    @RpcMethod("resize_vm")
    @Since("1.3")
    @CallTimeout(90)
    CompletionStage<Void> resize(MessageContext context, @Arg("vm") String name);

    @Cast
    @CallTimeout(value = 5, unit = TimeUnit.MILLISECONDS)
    CompletionStage<Void> forget(String name);

    @Cast
    void forgetAll();
  }

  interface Promising {
    @Cast
    String forget();
  }

  interface Waiting {
    Future<String> m();
  }

  interface BadSince {
    @Since("3")
    void m();
  }

  interface BadTimeout {
    @CallTimeout(0)
    void m();
  }

  private final ScriptedDriver driver = new ScriptedDriver();
  private final Transport transport = driver.open();
  private final RpcClient client = RpcClient.of(transport, Target.topic("t"));

  @AfterEach
  void close() {
    transport.close();
  }

  @Test
  void eachMethodHasItsOwnVersionAndTimeoutAndTheRestOfTheClient() {
    MessageContext context = MessageContext.empty().with("user", "u1");
    Vms vms =
        client
            .monitor(Duration.ofSeconds(4))
            .undeliverable(Undeliverable.IGNORED)
            .timeout(Duration.ofSeconds(7))
            .proxy(Vms.class);
    vms.resize(context, "a");
    vms.all();

    ScriptedDriver.Called resize = driver.calls.get(0);
    assertThat(resize.message().body().asString())
        .isEqualTo(
            "{\"method\": \"resize_vm\", \"args\": {\"vm\":\"a\"}, \"namespace\": \"compute\", \"version\": \"1.3\"}");
    assertThat(resize.message().context()).isEqualTo(context);
    assertThat(resize.options().timeout()).hasSeconds(90);
    ScriptedDriver.Called all = driver.calls.get(1);
    assertThat(all.to().version()).contains("1.4");
    assertThat(all.to().namespace()).contains("compute");
    assertThat(all.options().timeout()).hasSeconds(7);
    for (ScriptedDriver.Called call : driver.calls) {
      assertThat(call.options().monitor()).contains(Duration.ofSeconds(4));
      assertThat(call.options().undeliverable()).contains(Undeliverable.IGNORED);
    }
  }

  @Test
  void aMethodMarkedCastExpectsNoReply() throws Exception {
    Vms vms = client.target(Target::fanout).proxy(Vms.class);
    CompletionStage<Void> forgotten = vms.forget("a");
    assertThat(driver.calls).isEmpty();
    assertThat(driver.sends.get(0).to().isFanout()).isTrue();
    assertThat(driver.sends.get(0).options().timeout()).hasMillis(5);
    assertThat(forgotten.toCompletableFuture()).isNotDone();
    driver.sends.get(0).done().complete(null);
    forgotten.toCompletableFuture().get(5, TimeUnit.SECONDS);

    CompletableFuture<Void> waiting = CompletableFuture.runAsync(vms::forgetAll);
    org.awaitility.Awaitility.await().until(() -> driver.sends.size() == 2);
    driver.sends.get(1).done().complete(null);
    waiting.get(5, TimeUnit.SECONDS);
  }

  @Test
  void resultsOfGenericMethodsAreReadAsTheTypesOfTheInterface() throws Exception {
    Vms vms = client.proxy(Vms.class);
    CompletionStage<Vm> newest = vms.newest(new Vm("a"));
    CompletionStage<List<Vm>> all = vms.all();
    driver.calls.get(0).reply().complete(JsonText.of("{\"name\": \"b\"}"));
    driver.calls.get(1).reply().complete(JsonText.of("[{\"name\": \"c\"}]"));

    assertThat(newest.toCompletableFuture().get(5, TimeUnit.SECONDS)).isEqualTo(new Vm("b"));
    assertThat(all.toCompletableFuture().get(5, TimeUnit.SECONDS)).containsExactly(new Vm("c"));
  }

  @Test
  void anInterfaceThatCannotBeCalledSaysWhatToDo() {
    assertThatThrownBy(() -> client.proxy(Promising.class))
        .isInstanceOf(EndpointException.class)
        .hasMessage("Promising.forget is marked @Cast, so no result comes: it must return nothing");
    assertThatThrownBy(() -> client.proxy(Waiting.class))
        .isInstanceOf(EndpointException.class)
        .hasMessageContaining("Waiting.m returns a Future, which is neither a result nor a stage");
    assertThatThrownBy(() -> client.proxy(BadSince.class))
        .hasMessage("BadSince.m has @Since '3'; write major.minor, as in 1.3");
    assertThatThrownBy(() -> client.proxy(BadTimeout.class))
        .hasMessage("BadTimeout.m has a @CallTimeout of 0; it must be positive");
  }

  @Test
  void aCopyChangesOneThingAndKeepsTheOthers() {
    Target target = Target.topic("t").version("1.0").namespace("n").exchange("x");
    RpcClient all =
        client
            .target(target)
            .context(MessageContext.empty().with("user", "u1"))
            .timeout(Duration.ofSeconds(7))
            .monitor(Duration.ofSeconds(4))
            .undeliverable(Undeliverable.FAILS)
            .retries(3)
            .versionCap("1.2");
    RpcClient copy =
        all.target(to -> to.server("s1").version("1.2")).target(to -> to.withTopic("other"));
    copy.request("m").callAsync(Void.class);
    all.timeout(Duration.ofSeconds(1)).request("m").callAsync(Void.class);

    ScriptedDriver.Called first = driver.calls.get(0);
    assertThat(first.to()).isEqualTo(target.withTopic("other").server("s1").version("1.2"));
    assertThat(first.message().context().get("user")).contains("u1");
    assertThat(first.options().timeout()).hasSeconds(7);
    assertThat(first.options().monitor()).contains(Duration.ofSeconds(4));
    assertThat(first.options().undeliverable()).contains(Undeliverable.FAILS);
    assertThat(first.options().retries()).hasValue(3);
    assertThat(copy.versionCap()).contains("1.2");
    assertThat(all.target()).isEqualTo(target);
    assertThat(driver.calls.get(1).options().timeout()).hasSeconds(1);
    assertThat(driver.calls.get(1).options().monitor()).contains(Duration.ofSeconds(4));
    assertThat(copy.target().anyServer().withoutNamespace().withoutVersion())
        .isEqualTo(Target.topic("other").exchange("x"));
  }

  @Test
  void aSerializerMakesTheContextThatTravels() {
    Serializer redacting =
        new Serializer() {
          @Override
          public void write(@Nullable Object value, OutputStream out) {
            transport.codec().write(value, out);
          }

          @Override
          public @Nullable Object read(JsonText json, Type type) {
            return transport.codec().read(json, type);
          }

          @Override
          public MessageContext writeContext(MessageContext context) {
            return context.with("token", "***");
          }
        };
    RpcClient sending =
        client.serializer(redacting).context(MessageContext.empty().with("token", "secret"));
    sending.request("m").callAsync(Void.class);
    sending.request("m").castAsync();

    assertThat(driver.calls.get(0).message().context().get("token")).contains("***");
    assertThat(driver.sends.get(0).message().context().get("token")).contains("***");
  }
}
