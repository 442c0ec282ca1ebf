package dev.fjord.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import dev.fjord.FjordConfig;
import dev.fjord.FjordException;
import dev.fjord.Target;
import dev.fjord.notify.Notifier;
import dev.fjord.transport.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What both appenders do alike: open a notifier, and let records leave without ever making the
 * thread that logs wait.
 *
 * <p>At most so many records are under way at a time; what is logged beyond that, while the broker
 * is slow or away, is dropped and counted, and the next record that leaves tells how many were.
 * What Fjord and the clients of its drivers log never leaves, for it may be about the leaving
 * itself.
 *
 * <p>Thread-safe once started; does not block, but for {@link #stop}, which takes two seconds at
 * most. It needs no asynchronous appender around it.
 *
 * @since 0.1.0
 */
public abstract class PublishingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  /** What logs while notifications leave, and what the notifier driver {@code log} writes. */
  private static final List<String> NOT_PUBLISHED =
      List.of("dev.fjord", "oslo.messaging.notification", "com.rabbitmq", "io.netty");

  private final ThreadLocal<Boolean> publishing = ThreadLocal.withInitial(() -> false);
  private final Window window = new Window(this);
  private @Nullable Transport ownTransport;
  private volatile @Nullable Notifier notifier;
  private String url = "";
  private String publisherId;
  private String drivers = "";
  private String topics = "";

  /** With a notifier that is made at the start, from what is set until then. */
  PublishingAppender(String publisherId) {
    this.publisherId = publisherId;
  }

  /** With a notifier of the application's. */
  PublishingAppender(Notifier notifier) {
    this.notifier = notifier;
    this.publisherId = "";
  }

  /**
   * Sets the broker; default {@code oslo_messaging_notifications.transport_url}, then {@code
   * transport_url} of the configuration of this process.
   */
  public void setUrl(String newUrl) {
    url = newUrl;
  }

  /** Sets who publishes, such as {@code compute.host1}. */
  public void setPublisherId(String newPublisherId) {
    publisherId = newPublisherId;
  }

  /**
   * Sets the notifier drivers, with commas; default {@code oslo_messaging_notifications.driver}.
   */
  public void setDriver(String names) {
    drivers = names;
  }

  /** Sets the topics, with commas; default {@code oslo_messaging_notifications.topics}. */
  public void setTopic(String names) {
    topics = names;
  }

  /** Sets how many records may be under way at a time; default 1,024. */
  public void setMaxPending(int most) {
    window.limit(most);
  }

  /** How many records were dropped so far because too many were under way. */
  public long dropped() {
    return window.dropped();
  }

  /** How many records left and did not arrive. */
  public long failed() {
    return window.failed();
  }

  /** Opens the notifier; reaches for no broker yet. What is wrong becomes a status of Logback's. */
  @Override
  public void start() {
    try {
      if (notifier == null) {
        notifier = open();
      }
      super.start();
    } catch (FjordException e) {
      addError("Log records cannot be published: " + e.getMessage(), e);
    }
  }

  /** Ends it; what is under way has two seconds at most if the broker is this appender's own. */
  @Override
  public void stop() {
    super.stop();
    Transport own = ownTransport;
    if (own != null) {
      ownTransport = null;
      notifier = null;
      own.close();
    }
  }

  /** Lets a record leave, if it is to. */
  @Override
  protected final void append(ILoggingEvent event) {
    Notifier to = notifier;
    if (to == null || publishing.get() || isOwn(event.getLoggerName()) || !isWanted(event)) {
      return;
    }
    publishing.set(true);
    try {
      window.publish(() -> publish(to, event), dropped -> tellDropped(to, dropped));
    } finally {
      publishing.remove();
    }
  }

  private Notifier open() {
    FjordConfig config = FjordConfig.load();
    Transport.Builder builder = Transport.builder().config(config).forNotifications();
    Transport transport = (url.isEmpty() ? builder : builder.url(url)).open();
    ownTransport = transport;
    try {
      Notifier made = Notifier.of(transport, publisherId);
      if (!drivers.isEmpty()) {
        made = made.drivers(items(drivers));
      }
      return topics.isEmpty()
          ? made
          : made.topics(Arrays.stream(items(topics)).map(Target::topic).toArray(Target[]::new));
    } catch (FjordException e) {
      ownTransport = null;
      transport.close();
      throw e;
    }
  }

  private static String[] items(String list) {
    return Arrays.stream(list.split(",", -1)).map(String::trim).toArray(String[]::new);
  }

  private static boolean isOwn(String logger) {
    return NOT_PUBLISHED.stream()
        .anyMatch(own -> logger.startsWith(own) && isWhole(logger, own.length()));
  }

  private static boolean isWhole(String logger, int length) {
    return logger.length() == length || logger.charAt(length) == '.';
  }

  /** Whether a record is one of those that leave. */
  abstract boolean isWanted(ILoggingEvent event);

  /** Lets a record leave; the stage is that of the notifier. */
  abstract CompletionStage<@Nullable Void> publish(Notifier to, ILoggingEvent event);

  /** Lets it be known how many records were dropped. */
  abstract CompletionStage<@Nullable Void> tellDropped(Notifier to, long dropped);
}
