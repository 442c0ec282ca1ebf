package dev.fjord.interop.docs;

import dev.fjord.MessageContext;
import dev.fjord.RemoteErrors;
import dev.fjord.RemoteFailure;
import dev.fjord.Target;
import dev.fjord.notify.Notification;
import dev.fjord.notify.NotificationFilter;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.OnNotification;
import dev.fjord.notify.Priority;
import dev.fjord.rpc.Arg;
import dev.fjord.rpc.Endpoint;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcMethod;
import dev.fjord.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The code that docs/openstack.md shows, with what it takes for granted around it. */
final class OpenStackGuide {
  final List<String> seen = new CopyOnWriteArrayList<>();

  // shown: begin
  static String attach(Transport transport, String instance, String volume) {
    RpcClient compute =
        RpcClient.of(
                transport, Target.topic("compute").exchange("nova").server("host-1").version("6.0"))
            .context(
                MessageContext.of(Map.of("user_id", "u1", "project_id", "p1", "is_admin", true)))
            .timeout(Duration.ofMinutes(3));
    return compute
        .request("attach_volume")
        .arg("instance", instance)
        .arg("volume", volume)
        .call(String.class);
  }

  // shown: end

  // shown: begin
  static Transport open(String url) {
    return Transport.builder()
        .url(url)
        .remoteErrors(
            RemoteErrors.none().with("nova.exception", "InstanceNotFound", NoSuchInstance::new))
        .open();
  }

  // shown: end

  // shown: begin
  @Endpoint(namespace = "baremetal", version = "1.2")
  static final class Rack {
    @RpcMethod("power_state")
    String powerState(MessageContext context, @Arg("node_id") String nodeId) {
      return context.get("is_admin").equals(Optional.of(true)) ? "on: " + nodeId : "unknown";
    }
  }

  // shown: end

  // shown: begin
  final class Usage {
    @OnNotification({Priority.INFO, Priority.ERROR})
    void note(Notification notification) {
      seen.add(notification.publisherId() + " " + notification.eventType());
    }
  }

  // shown: end

  // shown: begin
  NotificationListener listen(Transport transport) {
    return NotificationListener.builder(transport, Target.topic("notifications").exchange("nova"))
        .endpoint(
            new Usage(), NotificationFilter.builder().eventType("compute\\.instance\\.").build())
        .pool("usage") // a copy of its own: others go on getting theirs
        .start();
  }

  // shown: end

  /** An exception of the application's. */
  static final class NoSuchInstance extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoSuchInstance(RemoteFailure failure) {
      super(failure.message());
    }
  }
}
