package dev.fjord.driver.amqp.rabbit;

import dev.fjord.ConnectionChange.Role;
import dev.fjord.FjordException;
import dev.fjord.InvalidTargetException;
import dev.fjord.Target;
import dev.fjord.TransportClosedException;
import dev.fjord.TransportUrl;
import dev.fjord.UndeliverableException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.driver.amqp.FailedCall;
import dev.fjord.driver.amqp.net.WireLoop;
import dev.fjord.driver.amqp.rabbit.config.PublishGuarantee;
import dev.fjord.driver.amqp.rabbit.config.RabbitSettings;
import dev.fjord.driver.amqp.rabbit.link.ConfirmedPublisher;
import dev.fjord.driver.amqp.rabbit.link.Publication;
import dev.fjord.driver.amqp.rabbit.link.RabbitConnection;
import dev.fjord.driver.amqp.rabbit.link.Route;
import dev.fjord.driver.amqp.rabbit.wire.MessageEncoder;
import dev.fjord.driver.amqp.rabbit.wire.ReplyEncoder;
import dev.fjord.driver.amqp.rabbit.wire.WireProperties;
import dev.fjord.spi.BrokerObject;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.Listener;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The RabbitMQ wire, opened: two connections, one that consumes and one that publishes, each made
 * at first use. Thread-safe; no method blocks but {@link #close}.
 */
final class RabbitDriver implements Driver {
  private static final Duration FIRST_CLOSE = Duration.ofMillis(1_300);
  private static final Duration SECOND_CLOSE = Duration.ofMillis(400);

  private final DriverParts parts;
  private final Routes routes;
  private final WireLoop wire;
  private final RabbitConnection consuming;
  private final RabbitConnection publishing;
  private final ConfirmedPublisher requests;
  private final ConfirmedPublisher notifications;
  private final ConfirmedPublisher replyPublisher;
  private final ReplySender replies;
  private final RpcCaller caller;
  private final MessageEncoder encoder;
  private final Set<RabbitListener> listeners = ConcurrentHashMap.newKeySet();
  private volatile @Nullable TransportClosedException closed;

  RabbitDriver(TransportUrl url, DriverSettings driverSettings) {
    RabbitSettings settings = RabbitSettings.of(driverSettings.config(), url);
    parts = DriverParts.of(settings, driverSettings, JsonCodec.of(driverSettings.config()));
    routes = new Routes(parts.topology(), settings.messaging());
    wire = new WireLoop("rabbit", parts.timers());
    consuming = connection(Role.CONSUME, url, driverSettings);
    publishing = connection(Role.PUBLISH, url, driverSettings);
    PublishGuarantee guarantee = settings.messaging().guarantees();
    requests = new ConfirmedPublisher(publishing, "requests", guarantee);
    notifications = new ConfirmedPublisher(publishing, "notifications", guarantee);
    replyPublisher = new ConfirmedPublisher(publishing, "replies to callers", guarantee);
    replies = new ReplySender(replyPublisher, new ReplyEncoder(parts.json()), parts);
    caller = new RpcCaller(parts, consuming, publishing, requests);
    encoder = new MessageEncoder(parts.json());
    requests.whenReturned(caller::returned);
  }

  @Override
  public CompletionStage<@Nullable Void> send(
      Target to, OutgoingMessage message, SendOptions options) {
    try {
      requireOpen();
      boolean isCast = options.kind() == SendOptions.Kind.CAST;
      Route route = isCast ? routes.request(to, options.undeliverable()) : routes.notification(to);
      String id = parts.ids().next();
      byte[] plain =
          options.kind() == SendOptions.Kind.BARE_NOTIFICATION
              ? encoder.bare(message, id)
              : encoder.oneWay(message, id);
      WireProperties properties = parts.properties();
      Publication publication =
          new Publication(route, properties::lasting, properties.compression().compress(plain));
      ConfirmedPublisher publisher = isCast ? requests : notifications;
      SendLimit.within(options.timeout(), publication, publisher, parts.timers());
      options.retries().ifPresent(most -> publishing.limitAttempts(publication, most));
      publisher.publish(publication);
      return publication.thenApply(outcome -> requireRouted(outcome, to));
    } catch (FjordException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public PendingCall call(Target to, OutgoingMessage message, CallOptions options) {
    try {
      requireOpen();
      if (to.isFanout() && options.everyReply().isEmpty()) {
        throw new InvalidTargetException(to, "a call cannot go to a fanout; cast instead");
      }
      PendingCall call =
          caller.call(to, routes.request(to, options.undeliverable()), message, options);
      TransportClosedException reason = closed;
      if (reason != null) {
        // A race with close(): it may have ended the pending calls before this one was among them.
        caller.calls().failAll(reason);
      }
      return call;
    } catch (FjordException e) {
      return new FailedCall(e);
    }
  }

  @Override
  public Listener listen(ListenRequest request) {
    requireOpen();
    ListenPlan plan =
        ListenPlan.of(request, parts.topology(), parts.settings().messaging().prefetch());
    boolean answers = request instanceof ListenRequest.Requests;
    RabbitListener listener = new RabbitListener(plan, consuming, parts, answers ? replies : null);
    listeners.add(listener);
    listener.whenClosed(() -> listeners.remove(listener));
    return listener;
  }

  @Override
  public List<BrokerObject> declaredFor(ListenRequest request) {
    return DeclaredObjects.of(
        ListenPlan.of(request, topologyForPeople(), parts.settings().messaging().prefetch()));
  }

  @Override
  public List<BrokerObject> declaredForCalls(Target to) {
    Topology topology = topologyForPeople();
    Route route = new Routes(topology, parts.settings().messaging()).request(to, Optional.empty());
    QueueNames names = QueueNames.forPeople(parts.settings().naming());
    return DeclaredObjects.of(
        topology.replies(names.reply()).declarations(), route.declaration().methods());
  }

  /** By the same settings and the same code, with names that take nothing from the real ones. */
  private Topology topologyForPeople() {
    RabbitSettings settings = parts.settings();
    return new Topology(
        settings.topology(),
        QueueNames.forPeople(settings.naming()),
        settings.messaging().controlExchange());
  }

  @Override
  public Set<Capability> capabilities() {
    // The wire is oslo.messaging's, which has no message for it.
    EnumSet<Capability> all = EnumSet.complementOf(EnumSet.of(Capability.CANCELLATION));
    if (!parts.settings().messaging().mandatoryRequests()) {
      all.remove(Capability.UNDELIVERABLE);
    }
    return Set.copyOf(all);
  }

  @Override
  public void close() {
    TransportClosedException reason = new TransportClosedException("The transport is closed");
    if (closed != null) {
      return;
    }
    closed = reason;
    Set.copyOf(listeners).forEach(RabbitListener::close);
    caller.close(reason);
    for (ConfirmedPublisher publisher : Set.of(requests, notifications, replyPublisher)) {
      publisher.close(reason);
    }
    consuming.close();
    publishing.close();
    consuming.awaitClosed(FIRST_CLOSE);
    publishing.awaitClosed(SECOND_CLOSE);
    wire.close();
  }

  private RabbitConnection connection(Role role, TransportUrl url, DriverSettings driver) {
    return new RabbitConnection(role, url, parts.settings(), wire, driver.connections());
  }

  private void requireOpen() {
    if (closed != null) {
      throw new TransportClosedException("The transport is closed");
    }
  }

  private static @Nullable Void requireRouted(Publication.Outcome outcome, Target to) {
    if (outcome == Publication.Outcome.RETURNED) {
      throw new CompletionException(new UndeliverableException(to));
    }
    return null;
  }
}
