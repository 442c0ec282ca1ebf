package dev.fjord.transport;

import dev.fjord.ConnectionChange;
import dev.fjord.CoreOptions;
import dev.fjord.FjordConfig;
import dev.fjord.RemoteErrors;
import dev.fjord.TransportUrl;
import dev.fjord.codec.JsonCodec;
import dev.fjord.spi.Driver;
import dev.fjord.spi.DriverProvider;
import dev.fjord.spi.DriverSettings;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.ProviderLookup;
import dev.fjord.spi.Timers;
import dev.fjord.telemetry.FlightRecorderListener;
import dev.fjord.telemetry.Telemetry;
import dev.fjord.telemetry.TelemetryListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The users' handle on a broker. Servers, clients, notifiers and listeners of one service share one
 * transport; opening it reaches for no broker yet.
 *
 * <p>Thread-safe. {@link #close} may block for up to two seconds and ends whatever still uses the
 * transport.
 *
 * @since 0.1.0
 */
public final class Transport implements AutoCloseable {
  private final TransportUrl url;
  private final FjordConfig config;
  private final Timers timers;
  private final @Nullable SystemTimers ownTimers;
  private final JsonCodec codec;
  private final RemoteErrors remoteErrors;
  private final Telemetry telemetry;
  private final Driver driver;
  private final NotifierDrivers notifierDrivers;
  private final EventLoop callbacks;
  private final ConnectionObservers connections = new ConnectionObservers();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Transport(Builder builder) {
    config = builder.effectiveConfig();
    url = TransportUrl.parse(config.get(CoreOptions.TRANSPORT_URL));
    codec = JsonCodec.of(config);
    remoteErrors = builder.remoteErrors;
    DriverProvider provider =
        builder.provider != null ? builder.provider : ProviderLookup.drivers().find(url.scheme());
    if (builder.timers != null) {
      ownTimers = null;
      timers = builder.timers;
    } else {
      ownTimers = new SystemTimers(url.scheme());
      timers = ownTimers;
    }
    callbacks =
        EventLoop.withThread(
            Thread.ofPlatform().name("loop-callbacks-" + url.scheme()).daemon(true).factory());
    try {
      telemetry = builder.telemetry();
      Driver opened = provider.open(url, new DriverSettings(config, timers, connections));
      if (telemetry.isOff()) {
        driver = opened;
      } else {
        driver = new ObservedDriver(opened, codec, telemetry);
        connections.add(telemetry::connectionChanged);
      }
    } catch (RuntimeException | Error e) {
      release();
      throw e;
    }
    notifierDrivers = new NotifierDrivers(config, driver, timers);
  }

  /**
   * Opens a transport with the configuration of this process.
   *
   * @throws dev.fjord.InvalidTransportUrlException if the URL cannot be read
   * @throws dev.fjord.ProviderException if no driver on the class path has its scheme
   */
  public static Transport open(String url) {
    return builder().url(url).open();
  }

  /** Opens the transport that the configuration of this process names. */
  public static Transport open() {
    return builder().open();
  }

  /** Starts with the configuration of this process. */
  public static Builder builder() {
    return new Builder();
  }

  /** Which broker this is; its text shows no password. */
  public TransportUrl url() {
    return url;
  }

  /** The configuration in force. */
  public FjordConfig config() {
    return config;
  }

  /** The clock and timer of everything on this transport. */
  public Timers timers() {
    return timers;
  }

  /** The JSON codec with the configured limits. */
  public JsonCodec codec() {
    return codec;
  }

  /** What failed calls throw for which remote failure. */
  public RemoteErrors remoteErrors() {
    return remoteErrors;
  }

  /** Everyone who is told what happens on this transport. */
  public Telemetry telemetry() {
    return telemetry;
  }

  /**
   * How its connections stand now. Does not block and asks nobody: it is what the driver told last,
   * so a transport that nobody used yet, or whose driver tells nothing, is {@link Health#UNKNOWN}.
   */
  public TransportHealth health() {
    return closed.get() ? TransportHealth.ofClosed() : TransportHealth.of(connections.last());
  }

  /** The driver underneath, for authors of servers and clients of their own. */
  public Driver driver() {
    return driver;
  }

  /** What notifications of this transport can leave through. */
  public NotifierDrivers notifierDrivers() {
    return notifierDrivers;
  }

  /** The loop on which stages that users hold complete, unless a server's loop made them. */
  public EventLoop callbacks() {
    return callbacks;
  }

  /**
   * Has every change of this transport's connections told, from now on until the subscription is
   * closed. Connections are made at first use, so whoever subscribes before sees all of them; a
   * driver without {@link dev.fjord.spi.Capability#CONNECTION_CHANGES} tells nothing.
   *
   * <p>Changes are told one after another on a worker of the handler's own, which may block:
   * nothing else waits for it. While 256 changes wait for a handler, the oldest is given up for
   * each new one.
   */
  public Subscription onConnectionChange(Consumer<ConnectionChange> handler) {
    return connections.add(handler);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        notifierDrivers.close();
        driver.close();
      } finally {
        release();
      }
    }
  }

  private void release() {
    // Lets callbacks that are under way end: they carry the failures that the close caused.
    callbacks.shutdown();
    if (ownTimers != null) {
      ownTimers.close();
    }
  }

  /** A handler that is told of changes. Thread-safe; does not block. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    /** Ends it: no further change is told. Harmless when repeated. */
    @Override
    void close();
  }

  /** Collects what a transport is opened with. Confined to one thread. */
  public static final class Builder {
    private FjordConfig config = FjordConfig.load();
    private RemoteErrors remoteErrors = RemoteErrors.none();
    private @Nullable DriverProvider provider;
    private @Nullable Timers timers;
    private boolean forNotifications;
    private boolean urlWasGiven;
    private final List<TelemetryListener> listeners = new ArrayList<>();

    private Builder() {}

    /** Replaces the whole configuration; default is that of this process. */
    public Builder config(FjordConfig newConfig) {
      config = newConfig;
      return this;
    }

    /** Sets the broker; default is the configured {@code transport_url}. */
    public Builder url(String newUrl) {
      config = config.with(CoreOptions.TRANSPORT_URL, newUrl);
      urlWasGiven = true;
      return this;
    }

    /**
     * Goes to the broker of {@code oslo_messaging_notifications.transport_url}, unless that option
     * is empty or a URL was given here. Default: one broker for requests and notifications.
     */
    public Builder forNotifications() {
      forNotifications = true;
      return this;
    }

    /**
     * Has calls throw exceptions of the application's for failures it knows; default none. This is
     * oslo.messaging's {@code allowed_remote_exmods}.
     */
    public Builder remoteErrors(RemoteErrors newErrors) {
      remoteErrors = newErrors;
      return this;
    }

    /** Uses a driver that need not be on the class path, such as a test's broker object. */
    public Builder provider(DriverProvider newProvider) {
      provider = newProvider;
      return this;
    }

    /** Uses a clock of the caller's, who also ends it; default is the machine's. */
    public Builder timers(Timers newTimers) {
      timers = newTimers;
      return this;
    }

    /** Adds one who is told what happens on the transport. Default: those on the class path. */
    public Builder telemetry(TelemetryListener listener) {
      listeners.add(listener);
      return this;
    }

    private Telemetry telemetry() {
      List<TelemetryListener> all = new ArrayList<>(listeners);
      if (config.get(CoreOptions.FLIGHT_RECORDER_EVENTS)) {
        all.add(new FlightRecorderListener());
      }
      return Telemetry.withFound(all);
    }

    /** Opens the transport. */
    public Transport open() {
      return new Transport(this);
    }

    private FjordConfig effectiveConfig() {
      FjordConfig reviewed = ConfigReview.of(config, Optional.ofNullable(provider));
      String own = reviewed.get(CoreOptions.NOTIFICATION_TRANSPORT_URL);
      return forNotifications && !urlWasGiven && !own.isEmpty()
          ? reviewed.with(CoreOptions.TRANSPORT_URL, own)
          : reviewed;
    }
  }
}
