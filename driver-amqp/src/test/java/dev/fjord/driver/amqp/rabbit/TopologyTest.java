package dev.fjord.driver.amqp.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Method;
import dev.fjord.FjordConfig;
import dev.fjord.Target;
import dev.fjord.TransportUrl;
import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.rabbit.config.RabbitSettings;
import dev.fjord.spi.ListenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Every flag and argument, in oslo.messaging's order. */
class TopologyTest {
  private static final Target SERVER = Target.topic("compute").server("host1");

  @Test
  void aServerDeclaresWhatOsloDeclares() {
    assertThat(declarations(server("")))
        .containsExactly(
            "exchange openstack topic",
            "queue compute {}",
            "bind compute to openstack by compute",
            "exchange openstack topic",
            "queue compute.host1 {}",
            "bind compute.host1 to openstack by compute.host1",
            "exchange compute_fanout fanout auto-delete",
            "queue compute_fanout_* {x-expires=1800000}",
            "bind compute_fanout_* to compute_fanout by compute");
  }

  @Test
  void durableTouchesOnlyWhatIsShared() {
    assertThat(declarations(server("amqp_durable_queues=true")))
        .contains(
            "exchange openstack topic durable",
            "queue compute durable {}",
            "exchange compute_fanout fanout auto-delete",
            "queue compute_fanout_* {x-expires=1800000}");
  }

  @Test
  void autoDeleteTouchesOnlyWhatIsShared() {
    assertThat(declarations(server("amqp_auto_delete=true")))
        .contains(
            "exchange openstack topic auto-delete",
            "queue compute auto-delete {}",
            "queue compute_fanout_* {x-expires=1800000}");
  }

  @Test
  void quorumQueuesAreDurableAndBounded() {
    assertThat(
            declarations(
                server(
                    "rabbit_quorum_queue=true&rabbit_quorum_delivery_limit=3"
                        + "&rabbit_quroum_max_memory_length=5&rabbit_quorum_max_memory_bytes=7")))
        .contains(
            "exchange openstack topic durable",
            "queue compute durable {x-delivery-limit=3, x-max-in-memory-bytes=7,"
                + " x-max-in-memory-length=5, x-queue-type=quorum}",
            "exchange compute_fanout fanout auto-delete",
            "queue compute_fanout_* {x-expires=1800000}");
  }

  @Test
  void mirroringTouchesEveryQueue() {
    assertThat(declarations(server("rabbit_ha_queues=true")))
        .contains(
            "queue compute {x-ha-policy=all}",
            "queue compute_fanout_* {x-expires=1800000, x-ha-policy=all}");
  }

  @Test
  void transientQuorumQueuesAreDurableWithTheirFanout() {
    assertThat(declarations(server("rabbit_transient_quorum_queue=true")))
        .contains(
            "queue compute {}",
            "exchange compute_fanout fanout durable auto-delete",
            "queue compute_fanout_* durable {x-expires=1800000, x-queue-type=quorum}");
  }

  @Test
  void aStreamIsSharedByAllServers() {
    assertThat(
            declarations(
                server(
                    "rabbit_stream_fanout=true&rabbit_transient_quorum_queue=true"
                        + "&rabbit_qos_prefetch_count=10")))
        .contains(
            "exchange compute_fanout fanout durable auto-delete",
            "queue compute_fanout durable {x-max-age=1800s, x-queue-type=stream}",
            "bind compute_fanout to compute_fanout by compute");
  }

  @Test
  void aTtlOfZeroIsNoTtl() {
    assertThat(declarations(server("rabbit_transient_queues_ttl=0")))
        .contains("queue compute_fanout_* {}");
  }

  @Test
  void aReplyQueueIsDeclaredAlone() {
    assertThat(declarations(List.of(topology("").replies("reply_1"))))
        .containsExactly("queue reply_1 {x-expires=1800000}");
  }

  @Test
  void aNotifierDeclaresTheQueueOfItsListener() {
    assertThat(declarations(topology("").forNotifying("openstack", "notifications.info").methods()))
        .containsExactly(
            "exchange openstack topic",
            "queue notifications.info {}",
            "bind notifications.info to openstack by notifications.info");
  }

  @Test
  void aPoolIsOneQueueForAllPriorities() {
    List<Subscription> pool =
        topology("")
            .notifications(
                new ListenRequest.Notifications(
                    List.of(Target.topic("notifications")), Set.of("info", "error"), "red", 10));
    assertThat(pool).hasSize(1);
    assertThat(declarations(pool))
        .contains(
            "queue red {}",
            "bind red to openstack by notifications.info",
            "bind red to openstack by notifications.error");
  }

  @Test
  void failoverIsAskedForInTheArgumentsOfConsumers() {
    assertThat(topology("enable_cancel_on_failover=true").server(SERVER))
        .allSatisfy(
            subscription ->
                assertThat(subscription.arguments())
                    .containsEntry("x-cancel-on-ha-failover", true));
  }

  @Test
  void managedNamesAreHostProcessAndCounter() {
    String options = "use_queue_manager=true&hostname=h1&processname=p1";
    assertThat(declarations(server(options)))
        .contains("queue compute_fanout_h1:p1:1 {x-expires=1800000}");
  }

  private static List<Subscription> server(String options) {
    return topology(options).server(SERVER);
  }

  private static Topology topology(String options) {
    RabbitSettings settings =
        RabbitSettings.of(FjordConfig.defaults(), TransportUrl.parse("rabbit://?" + options));
    return new Topology(
        settings.topology(), new QueueNames(settings.naming(), new MessageIds()), "openstack");
  }

  private static List<String> declarations(Iterable<Subscription> subscriptions) {
    List<Method> methods = new ArrayList<>();
    subscriptions.forEach(subscription -> methods.addAll(subscription.declarations()));
    return declarations(methods);
  }

  private static List<String> declarations(List<Method> methods) {
    return methods.stream().map(TopologyTest::text).toList();
  }

  private static String text(Method method) {
    String text =
        switch (method) {
          case AMQP.Exchange.Declare it ->
              "exchange "
                  + it.getExchange()
                  + " "
                  + it.getType()
                  + (it.getDurable() ? " durable" : "")
                  + (it.getAutoDelete() ? " auto-delete" : "")
                  + (it.getInternal() || it.getPassive() || it.getNowait() ? " other" : "");
          case AMQP.Queue.Declare it ->
              "queue "
                  + it.getQueue()
                  + (it.getDurable() ? " durable" : "")
                  + (it.getAutoDelete() ? " auto-delete" : "")
                  + (it.getExclusive() || it.getPassive() || it.getNowait() ? " other" : "")
                  + " "
                  + (it.getArguments() == null ? "{}" : new TreeMap<>(it.getArguments()));
          case AMQP.Queue.Bind it ->
              "bind " + it.getQueue() + " to " + it.getExchange() + " by " + it.getRoutingKey();
          default -> String.valueOf(method);
        };
    return text.replaceAll("_fanout_[0-9a-f]{32}", "_fanout_*");
  }
}
