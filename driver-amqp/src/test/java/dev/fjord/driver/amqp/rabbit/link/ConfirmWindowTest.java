package dev.fjord.driver.amqp.rabbit.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Mandatory;
import dev.fjord.driver.amqp.rabbit.link.LiveChannel.Reach;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfirmWindowTest {
  private final ConfirmWindow window = new ConfirmWindow(4);
  private final List<Publication> settled = new ArrayList<>();

  @Test
  void eachConfirmSettlesItsOwn() {
    List<Publication> added = add("a", "b", "c");
    window.settle(2, Reach.ONE, settled::add);
    assertThat(settled).containsExactly(added.get(1));
    window.settle(3, Reach.ALL_UP_TO, settled::add);
    assertThat(settled).containsExactly(added.get(1), added.get(0), added.get(2));
  }

  @Test
  void theWindowIsFullUntilTheOldestIsSettled() {
    add("a", "b", "c", "d");
    assertThat(window.isFull()).isTrue();
    window.settle(2, Reach.ONE, settled::add);
    assertThat(window.isFull()).isTrue();
    window.settle(1, Reach.ONE, settled::add);
    assertThat(window.isFull()).isFalse();
  }

  @Test
  void numbersNobodyWaitsForAreIgnored() {
    add("a");
    window.settle(1, Reach.ONE, settled::add);
    window.settle(1, Reach.ONE, settled::add);
    window.settle(9, Reach.ALL_UP_TO, settled::add);
    assertThat(settled).hasSize(1);
  }

  @Test
  void aReturnedMessageIsFoundByItsBody() {
    List<Publication> added = add("a", "b");
    assertThat(find("b")).isSameAs(added.get(1));
    assertThat(find("c")).isNull();
    window.settle(2, Reach.ALL_UP_TO, settled::add);
    assertThat(find("b")).isNull();
  }

  @Test
  void aRestartGivesBackWhatWaitedInOrder() {
    List<Publication> added = add("a", "b", "c");
    window.settle(2, Reach.ONE, settled::add);
    assertThat(window.restart()).containsExactly(added.get(0), added.get(2));
    List<Publication> again = add("d");
    window.settle(1, Reach.ONE, settled::add);
    assertThat(settled).containsExactly(added.get(1), again.get(0));
  }

  @Test
  void whatWasNotWrittenLeavesNoGap() {
    add("a", "b");
    window.removeLast();
    List<Publication> next = add("c");
    window.settle(2, Reach.ONE, settled::add);
    assertThat(settled).isEqualTo(next);
  }

  private List<Publication> add(String... bodies) {
    List<Publication> added = new ArrayList<>();
    for (String body : bodies) {
      Publication publication =
          new Publication(
              new Route("x", "k", Mandatory.YES, Declaration.NONE),
              AMQP.BasicProperties::new,
              body.getBytes(StandardCharsets.UTF_8));
      window.add(publication);
      added.add(publication);
    }
    return added;
  }

  private Publication find(String body) {
    return window.find("x", "k", body.getBytes(StandardCharsets.UTF_8));
  }
}
