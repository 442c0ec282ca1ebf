package dev.fjord.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.MalformedMessageException;
import dev.fjord.RemoteFailure;
import dev.fjord.spi.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureCodecTest {
  private final JsonCodec json = JsonCodec.of(FjordConfig.defaults());
  private final FailureCodec codec = new FailureCodec(json);

  @Test
  void aFailureHasOslosSixKeysInOrder() {
    JsonText text = codec.write(RemoteFailure.of("Oops", "a.b", "bad é"));

    assertThat(json.readFields(text).names())
        .containsExactly("class", "module", "message", "tb", "args", "kwargs");
    assertThat(json.readPlain(text))
        .isEqualTo(
            Map.of(
                "class",
                "Oops",
                "module",
                "a.b",
                "message",
                "bad é",
                "tb",
                List.of("a.b.Oops: bad é\n"),
                "args",
                List.of("bad é"),
                "kwargs",
                Map.of()));
  }

  @Test
  void aFailureReadsBackTheSame() {
    Map<String, Object> kwargs = new LinkedHashMap<>();
    kwargs.put("a", 1);
    kwargs.put("none", null);
    RemoteFailure failure =
        new RemoteFailure(
            "MyErr",
            "myapp.exc",
            "default 1",
            List.of("x\n", "y\n"),
            Arrays.asList("default 1", null, 2.5),
            kwargs);

    assertThat(codec.read(codec.write(failure))).isEqualTo(failure);
  }

  @Test
  void argumentsWithoutAJsonFormAreLeftOut() {
    RemoteFailure failure =
        new RemoteFailure(
            "E", "m", "text", List.of("t"), List.of(new Object()), Map.of("k", new Object()));

    RemoteFailure read = codec.read(codec.write(failure));

    assertThat(read.type()).isEqualTo("E");
    assertThat(read.message()).isEqualTo("text");
    assertThat(read.args().size()).isEqualTo(1);
    assertThat(read.args().get(0)).isEqualTo("text");
    assertThat(read.kwargs()).isEmpty();
    assertThat(read.traceback()).containsExactly("t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1024", "4096"})
  void aFailureTooLargeForAMessageIsCutAndNotLost(String size) {
    FailureCodec small =
        new FailureCodec(
            JsonCodec.of(FjordConfig.defaults().with(CoreOptions.MAX_MESSAGE_SIZE, size)));

    RemoteFailure read =
        codec.read(
            small.write(RemoteFailure.of("é".repeat(9_000), "m".repeat(9_000), "é".repeat(9_000))));

    assertThat(read.type()).startsWith("éé");
    assertThat(read.module()).startsWith("mm");
    assertThat(read.message()).startsWith("éé");
  }

  @Test
  void missingKeysAreTolerated() {
    RemoteFailure read = codec.read(JsonText.of("{}"));

    assertThat(read).isEqualTo(new RemoteFailure("", "", "", List.of(), List.of(), Map.of()));
  }

  @Test
  void oddValuesAreTolerated() {
    RemoteFailure read =
        codec.read(
            JsonText.of(
                "{\"class\": 5, \"module\": null, \"message\": [1], \"tb\": \"one line\", \"args\": {}, \"kwargs\": [], \"more\": 1}"));

    assertThat(read)
        .isEqualTo(new RemoteFailure("5", "", "[1]", List.of("one line"), List.of(), Map.of()));
    assertThat(
            codec.read(JsonText.of("{\"tb\": null, \"args\": null, \"kwargs\": null}")).traceback())
        .isEmpty();
    assertThat(codec.read(JsonText.of("{\"tb\": [1, null]}")).traceback())
        .containsExactly("1", "null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "\"{}\"", "5", "{", "", "{} x"})
  void whatIsNoObjectIsMalformed(String text) {
    assertThatThrownBy(() -> codec.read(JsonText.of(text)))
        .isInstanceOf(MalformedMessageException.class);
  }

  @Test
  void aFailureThatWasPassedOnGoesByItsFirstName() {
    RemoteFailure read =
        codec.read(JsonText.of("{\"class\": \"Oops_Remote\", \"module\": \"a.b_Remote\"}"));
    assertThat(read.type()).isEqualTo("Oops");
    assertThat(read.module()).isEqualTo("a.b");

    RemoteFailure own =
        codec.read(JsonText.of("{\"class\": \"Oops_Remote\", \"module\": \"a.b\"}"));
    assertThat(own.type()).isEqualTo("Oops_Remote");
  }

  @Test
  void itCopiesWhatItIsGiven() {
    List<Object> args = new ArrayList<>(List.of(1));
    RemoteFailure failure = new RemoteFailure("E", "m", "x", List.of(), args, Map.of());
    args.add(2);

    assertThat(failure.args().size()).isEqualTo(1);
  }
}
