package dev.fjord.driver.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DuplicateWindowTest {
  @Test
  void remembersAsManyAsItWasMadeFor() {
    DuplicateWindow window = new DuplicateWindow(3);
    for (String id : new String[] {"a", "b", "c", "d"}) {
      assertThat(window.contains(id)).isFalse();
      window.add(id);
    }
    assertThat(window.contains("a")).isFalse();
    assertThat(window.contains("b")).isTrue();
    assertThat(window.contains("d")).isTrue();
  }

  @Test
  void aRepeatPushesNothingOut() {
    DuplicateWindow window = new DuplicateWindow(2);
    window.add("a");
    window.add("b");
    window.add("b");
    assertThat(window.contains("a")).isTrue();
  }
}
