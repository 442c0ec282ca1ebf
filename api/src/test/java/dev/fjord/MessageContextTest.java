package dev.fjord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageContextTest {
  @Test
  void itHoldsACopyInOrder() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("z", 1);
    values.put("a", null);
    MessageContext context = MessageContext.of(values);
    values.put("later", 2);

    assertThat(context.asMap().keySet()).containsExactly("z", "a");
    assertThat(context.get("z")).contains(1);
    assertThat(context.get("a")).isEmpty();
    assertThat(context.get("none")).isEmpty();
    assertThatThrownBy(() -> context.asMap().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void withIsACopy() {
    MessageContext one = MessageContext.empty().with("a", 1);
    MessageContext two = one.with("a", 2).with("b", null);

    assertThat(one.asMap()).isEqualTo(Map.of("a", 1));
    assertThat(two.get("a")).contains(2);
    assertThat(two.asMap()).containsKey("b");
  }

  @Test
  void equalValuesMakeEqualContexts() {
    assertThat(MessageContext.of(Map.of("a", List.of(1))))
        .isEqualTo(MessageContext.empty().with("a", List.of(1)))
        .hasSameHashCodeAs(MessageContext.empty().with("a", List.of(1)))
        .isNotEqualTo(MessageContext.empty());
    assertThat(MessageContext.of(Map.of())).isSameAs(MessageContext.empty());
  }

  @Test
  void itsTextShowsNoValueAndNoKey() {
    assertThat(MessageContext.empty().with("token", "secret"))
        .hasToString("MessageContext[1 values]");
  }
}
