package dev.fjord.interop.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fjord.HostAddress;
import dev.fjord.InvalidTransportUrlException;
import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.interop.rabbit.SharedRabbit;
import dev.fjord.interop.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Transport URLs, read by Python and by Java. */
class UrlGrammarTest {
  @RegisterExtension static final SharedRabbit rabbit = new SharedRabbit();

  @RegisterExtension static final SharedPython python = SharedPython.at(rabbit);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Rule({"url.hosts", "url.virtual-host", "url.credentials", "url.ipv6", "url.query"})
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rabbit://",
        "rabbit:///",
        "rabbit://h",
        "rabbit://h/",
        "rabbit://h//",
        "rabbit://h/%2F",
        "rabbit://h/v1",
        "rabbit://h/v/2",
        "rabbit://h/v%20%C3%BC",
        "rabbit://u:p@h:5673/v",
        "rabbit://u@h/v",
        "rabbit://u:@h/v",
        "rabbit://:p@h/v",
        "rabbit://u%40x:p%3A%2F@h/v",
        "rabbit://u:p@q@h/v",
        "rabbit://u:p:q@h/v",
        "rabbit://u:p@h1:1,v:q@h2:2/v",
        "rabbit://u:p@h1:1,h2:2/v",
        "rabbit://h1,h2,h3/v",
        "rabbit://[::1]:5672/v",
        "rabbit://u:p@[fe80::1]/v",
        "rabbit://h/v?a=1",
        "rabbit://h/v?a=1&b=x%20y",
        "rabbit://h/v?a=1&a=2",
        "rabbit://h/v?a=x+y",
        "rabbit://h?a=1",
        "kombu://u:p@h/v",
      })
  void bothReadTheSame(String url) throws Exception {
    JsonNode pythons = python.answer(PeerCommand.parseUrl(url));
    TransportUrl javas = TransportUrl.parse(url);
    assertThat(javas.scheme()).isEqualTo(pythons.get("transport").asString());
    // Python has null for no path and an empty text for an empty one; both mean the same to it.
    assertThat(javas.virtualHost().orElse("")).isEqualTo(pythons.get("virtual_host").asString(""));
    assertThat(JSON.<JsonNode>valueToTree(javas.query())).isEqualTo(pythons.get("query"));
    List<List<String>> hosts = new ArrayList<>();
    for (JsonNode host : pythons.get("hosts")) {
      hosts.add(
          List.of(
              host.get(0).asString(""),
              host.get(1).isNull() ? "-1" : host.get(1).toString(),
              host.get(2).asString(""),
              host.get(3).asString("")));
    }
    assertThat(javas.hosts().stream().map(UrlGrammarTest::described).toList()).isEqualTo(hosts);
  }

  @Rule({"url.wrong"})
  @ParameterizedTest
  @ValueSource(strings = {"rabbit://h:x/v", "rabbit://[::1/v", "no-url", "://h/v"})
  void bothRefuse(String url) {
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> python.answer(PeerCommand.parseUrl(url)));
    assertThatExceptionOfType(InvalidTransportUrlException.class)
        .isThrownBy(() -> TransportUrl.parse(url));
  }

  @Rule({"url.several-hosts"})
  @Test
  void aHostThatIsDownIsPassedOverByBoth() throws Exception {
    int port = rabbit.node().port();
    String url =
        "rabbit://guest:guest@127.0.0.1:1,guest:guest@127.0.0.1:"
            + port
            + "/"
            + rabbit.virtualHost();
    python.answer(PeerCommand.serve("hosts", "p1").on(url));
    try (JavaSide java = new JavaSide(url, Map.of())) {
      java.serve("hosts", "j1");
      assertThat(
              java.client(Target.topic("hosts").server("p1"))
                  .request("echo")
                  .arg("value", 1)
                  .call(Integer.class))
          .isEqualTo(1);
      assertThat(
              python
                  .answer(PeerCommand.call("hosts", "echo").server("j1").arg("value", 2).on(url))
                  .intValue())
          .isEqualTo(2);
    }
    python.answer(PeerCommand.end("p1"));
  }

  private static List<String> described(HostAddress host) {
    return List.of(
        host.host(),
        Integer.toString(host.port().orElse(-1)),
        host.user().orElse(""),
        host.password().orElse(""));
  }
}
