package dev.fjord.driver.amqp.proton.address;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.proton.config.ProtonSettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddresserTest {
  private static final Target TOPIC = Target.topic("t");

  @Test
  void legacyAddressesHaveDots() {
    Addresser legacy = addresser("amqp://h/?addressing_mode=legacy", "anything");
    assertThat(legacy.address(Destination.request(TOPIC.server("s"))))
        .isEqualTo("exclusive.openstack.t.s");
    assertThat(legacy.address(Destination.request(TOPIC))).isEqualTo("unicast.openstack.t");
    assertThat(legacy.address(Destination.request(TOPIC.fanout())))
        .isEqualTo("broadcast.openstack.t.all");
    assertThat(legacy.address(Destination.notification(Target.topic("n.info"))))
        .isEqualTo("unicast.openstack.n.info");
  }

  @Test
  void routableAddressesHaveSlashes() {
    Addresser routable = addresser("amqp://h/?addressing_mode=routable", "qpid-cpp");
    assertThat(routable.address(Destination.request(TOPIC.server("s"))))
        .isEqualTo("openstack.org/om/rpc/unicast/openstack/t/s");
    assertThat(routable.address(Destination.request(TOPIC)))
        .isEqualTo("openstack.org/om/rpc/anycast/openstack/t");
    assertThat(routable.address(Destination.request(TOPIC.fanout())))
        .isEqualTo("openstack.org/om/rpc/multicast/openstack/t");
    assertThat(routable.address(Destination.notification(Target.topic("n.info"))))
        .isEqualTo("openstack.org/om/notify/anycast/openstack/n.info");
  }

  @Test
  void aVirtualHostIsAPartOfEachAddressUnlessItIsAHostName() {
    assertThat(addresser("amqp://h/v?addressing_mode=legacy", "x").address(request()))
        .isEqualTo("unicast.v.openstack.t");
    assertThat(addresser("amqp://h/v?addressing_mode=routable", "x").address(request()))
        .isEqualTo("openstack.org/om/rpc/anycast/v/openstack/t");
    assertThat(
            addresser("amqp://h/v?addressing_mode=legacy&pseudo_vhost=false", "x")
                .address(request()))
        .isEqualTo("unicast.openstack.t");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, unicast.openstack.t",
        "qpid-cpp, unicast.openstack.t",
        "other, openstack.org/om/rpc/anycast/openstack/t"
      })
  void theProductDecidesWhereTheModeDoesNot(String product, String address) {
    assertThat(
            Addresser.of(settings("amqp://h/").addresses(), Optional.ofNullable(product))
                .address(request()))
        .isEqualTo(address);
  }

  @Test
  void theExchangeIsTheTargetsOwnOrTheConfiguredOne() {
    Destination own = Destination.request(TOPIC.exchange("nova"));
    Destination notification = Destination.notification(Target.topic("n"));
    Addresser routable =
        addresser(
            "amqp://h/?addressing_mode=routable&default_rpc_exchange=r"
                + "&default_notification_exchange=n",
            "x");
    assertThat(routable.address(own)).endsWith("/nova/t");
    assertThat(routable.address(request())).endsWith("/r/t");
    assertThat(routable.address(notification)).endsWith("/n/n");
    FjordConfig config = FjordConfig.defaults().with(CoreOptions.CONTROL_EXCHANGE, "neutron");
    Addresser legacy =
        Addresser.of(
            ProtonSettings.of(config, TransportUrl.parse("amqp://h/?default_rpc_exchange=r"))
                .addresses(),
            Optional.empty());
    assertThat(legacy.address(request())).isEqualTo("unicast.neutron.t");
    assertThat(legacy.address(own)).isEqualTo("unicast.nova.t");
  }

  @Test
  void thePlugInOfRabbitMqIsToldQueuesFromTopics() {
    Addresser rabbit = addresser("amqp://h/?addressing_mode=dynamic", "RabbitMQ");
    assertThat(rabbit.address(request())).isEqualTo("/queue/unicast.openstack.t");
    assertThat(rabbit.address(Destination.request(TOPIC.fanout())))
        .isEqualTo("/topic/broadcast.openstack.t.all");
    assertThat(rabbit.replyAddress("1f")).contains("/topic/reply.1f");
    assertThat(rabbit.canModify()).isFalse();
  }

  @Test
  void anAddressForRepliesIsTakenAsItIs() {
    assertThat(addresser("amqp://h/v", "x").address(Destination.reply("temp/1.2")))
        .isEqualTo("temp/1.2");
  }

  private static Destination request() {
    return Destination.request(TOPIC);
  }

  private static Addresser addresser(String url, String product) {
    return Addresser.of(settings(url).addresses(), Optional.of(product));
  }

  private static ProtonSettings settings(String url) {
    return ProtonSettings.of(FjordConfig.defaults(), TransportUrl.parse(url));
  }
}
