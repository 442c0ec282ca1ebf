package dev.fjord.interop.sample;

import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.InvalidTargetException;
import dev.fjord.MessageContext;
import dev.fjord.MessageTooLargeException;
import dev.fjord.Target;
import dev.fjord.Undeliverable;
import dev.fjord.UndeliverableException;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.BlockingDriver;
import dev.fjord.spi.BlockingListener;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.Capability;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.JsonText;
import dev.fjord.spi.ListenRequest;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.SendOptions;
import dev.fjord.spi.Timers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A wire whose client can only block. Thread-safe. */
final class PostDriver implements BlockingDriver {
  private final PostOffice office;
  private final JsonCodec json;
  private final Timers timers;
  private final String exchange;

  PostDriver(PostOffice office, DriverSettings settings) {
    FjordConfig config = settings.config();
    this.office = office;
    this.json = JsonCodec.of(config);
    this.timers = settings.timers();
    this.exchange = config.get(CoreOptions.CONTROL_EXCHANGE);
  }

  // shown: begin
  @Override
  public JsonText call(Target to, OutgoingMessage message, CallOptions options)
      throws InterruptedException {
    if (to.isFanout()) {
      throw new InvalidTargetException(to, "a fanout has no single reply; use a cast");
    }
    Caller caller = new Caller(options, timers);
    if (!office.put(box(to), letter(message, caller))) {
      refuse(to, options.undeliverable());
    }
    return caller.await(to);
  }

  @Override
  public void send(Target to, OutgoingMessage message, SendOptions options) {
    Letter letter = letter(message, null);
    if (options.kind() != SendOptions.Kind.CAST) {
      office.open(box(to)); // a notification waits for whoever will listen
      office.put(box(to), letter);
    } else if (to.isFanout()) {
      office.boxes(fanout(to)).forEach(box -> office.put(box, letter));
    } else if (!office.put(box(to), letter)) {
      refuse(to, options.undeliverable());
    }
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.REQUEUE, Capability.BUDGET, Capability.UNDELIVERABLE);
  }

  /** The letter as its receiver sees it: what has no JSON form fails here, at the sender. */
  private Letter letter(OutgoingMessage message, @Nullable Caller caller) {
    JsonText context = json.write(message.context().asMap());
    long size = (long) message.body().length() + context.length();
    if (size > json.limits().bytes()) {
      throw new MessageTooLargeException(size, json.limits().bytes());
    }
    return new Letter(json.readFields(message.body()), context(context), caller);
  }

  // shown: end

  // shown: begin
  @Override
  public BlockingListener listen(ListenRequest request) {
    List<String> boxes =
        switch (request) {
          case ListenRequest.Requests wanted -> boxes(wanted.target());
          case ListenRequest.Notifications wanted -> boxes(wanted);
        };
    boxes.forEach(office::open);
    return new PostListener(office, json, boxes);
  }

  /** Of a server: the box of its topic, its own, and its share of the fanouts. */
  private List<String> boxes(Target server) {
    return List.of(
        box(server.anyServer()), box(server), fanout(server) + server.server().orElseThrow());
  }

  // shown: end

  @Override
  public void close() {} // its listeners and callers were ended by the adapter

  private List<String> boxes(ListenRequest.Notifications wanted) {
    List<String> boxes = new ArrayList<>();
    for (Target target : wanted.targets()) {
      for (String priority : wanted.priorities()) {
        boxes.add(box(target.withTopic(target.requireTopic() + "." + priority)));
      }
    }
    return boxes;
  }

  private String box(Target to) {
    return to.exchange().orElse(exchange)
        + "/"
        + to.requireTopic()
        + to.server().map(server -> "/" + server).orElse("");
  }

  private static String fanout(Target to) {
    return "fanout:" + to.requireTopic() + "/";
  }

  private static void refuse(Target to, Optional<Undeliverable> undeliverable) {
    if (undeliverable.orElse(Undeliverable.FAILS) == Undeliverable.FAILS) {
      throw new UndeliverableException(to);
    }
  }

  private MessageContext context(JsonText text) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    if (json.readPlain(text) instanceof Map<?, ?> map) {
      map.forEach((name, value) -> values.put(String.valueOf(name), value));
    }
    return MessageContext.of(values);
  }
}
