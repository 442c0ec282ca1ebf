package dev.fjord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @Test
  void anEmptyTargetHasNoPart() {
    Target target = Target.empty();

    assertThat(target.exchange()).isEmpty();
    assertThat(target.topic()).isEmpty();
    assertThat(target.server()).isEmpty();
    assertThat(target.namespace()).isEmpty();
    assertThat(target.version()).isEmpty();
    assertThat(target.legacyNamespaces()).isEmpty();
    assertThat(target.isFanout()).isFalse();
    assertThat(target).hasToString("Target[]");
  }

  @Test
  void eachChangeIsACopy() {
    Target topic = Target.topic("compute");
    Target all =
        topic
            .exchange("nova")
            .server("host-1")
            .namespace("ns")
            .version("1.2")
            .legacyNamespaces(List.of("old"))
            .fanout();

    assertThat(topic).isEqualTo(Target.topic("compute")).isNotEqualTo(all);
    assertThat(all.exchange()).contains("nova");
    assertThat(all.topic()).contains("compute");
    assertThat(all.server()).contains("host-1");
    assertThat(all.namespace()).contains("ns");
    assertThat(all.version()).contains("1.2");
    assertThat(all.legacyNamespaces()).containsExactly("old");
    assertThat(all.isFanout()).isTrue();
    assertThat(all.withTopic("other").requireTopic()).isEqualTo("other");
    assertThat(all)
        .hasToString(
            "Target[exchange=nova, topic=compute, server=host-1, namespace=ns, version=1.2,"
                + " fanout=true]");
  }

  @Test
  void equalPartsMakeEqualTargets() {
    assertThat(Target.topic("a").server("b"))
        .isEqualTo(Target.topic("a").server("b"))
        .hasSameHashCodeAs(Target.topic("a").server("b"))
        .isNotEqualTo(Target.topic("a").server("c"))
        .isNotEqualTo(Target.topic("a").server("b").fanout())
        .isNotEqualTo("a");
  }

  @Test
  void aTopicThatIsNeededAndNotSetIsRefused() {
    Target target = Target.empty().server("s");

    assertThatThrownBy(target::requireTopic)
        .isInstanceOfSatisfying(
            InvalidTargetException.class, e -> assertThat(e.target()).isSameAs(target))
        .hasMessage("Invalid Target[server=s]: a topic is required; use Target.topic(name)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "amq.topic", "a*b", "a#", "a\nb", "a\u0000b", "\u007f", "a\u0085b"})
  void aNameThatCannotBeAnAddressIsRefusedAnywhere(String name) {
    assertThatThrownBy(() -> Target.topic(name)).isInstanceOf(InvalidTargetException.class);
    assertThatThrownBy(() -> Target.empty().server(name))
        .isInstanceOf(InvalidTargetException.class);
    assertThatThrownBy(() -> Target.empty().exchange(name))
        .isInstanceOf(InvalidTargetException.class)
        .hasMessageContaining("exchange '")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aNameHasAtMost127Bytes() {
    assertThat(Target.topic("x".repeat(127)).requireTopic()).hasSize(127);
    assertThatThrownBy(() -> Target.topic("x".repeat(128)))
        .hasMessageContaining("must have 1 to 127 bytes in UTF-8, has 128");
    assertThatThrownBy(() -> Target.topic("\u00e9".repeat(64))).hasMessageContaining("has 128");
  }

  @Test
  void aNameMayHaveDotsSlashesAndLetters() {
    assertThat(Target.topic("a.b/c-d_é amq.").requireTopic()).isEqualTo("a.b/c-d_é amq.");
  }
}
