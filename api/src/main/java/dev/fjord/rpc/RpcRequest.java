package dev.fjord.rpc;

import dev.fjord.CallInterruptedException;
import dev.fjord.FjordException;
import dev.fjord.InvalidTargetException;
import dev.fjord.MessageContext;
import dev.fjord.MessagingTimeoutException;
import dev.fjord.RemoteErrorException;
import dev.fjord.codec.RequestCodec;
import dev.fjord.context.ContextSnapshot;
import dev.fjord.spi.CallOptions;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.OutgoingMessage;
import dev.fjord.spi.PendingCall;
import dev.fjord.spi.SendOptions;
import dev.fjord.spi.Serializer;
import dev.fjord.spi.WorkerTurn;
import dev.fjord.transport.Transport;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One request: a method and its arguments by name. Made by {@link RpcClient#request}; confined to
 * one thread; may be sent more than once.
 *
 * @since 0.1.0
 */
public final class RpcRequest {
  private final RpcClient client;
  private final String method;
  private final Map<String, @Nullable Object> arguments = new LinkedHashMap<>();

  RpcRequest(RpcClient client, String method) {
    this.client = client;
    this.method = method;
  }

  /** Adds an argument. */
  public RpcRequest arg(String name, @Nullable Object value) {
    arguments.put(name, value);
    return this;
  }

  /** Adds arguments. */
  public RpcRequest args(Map<String, ? extends @Nullable Object> values) {
    arguments.putAll(values);
    return this;
  }

  /**
   * Calls and waits for the result; null if the method returned nothing. Blocks; fails at once on a
   * loop.
   *
   * @throws dev.fjord.RemoteErrorException if the method failed, or the application's own exception
   *     where the transport has one for the failure
   * @throws dev.fjord.MessagingTimeoutException if no reply came in time: the outcome is unknown
   * @throws dev.fjord.UndeliverableException if nobody serves the target
   * @throws dev.fjord.DeliveryException if the broker did not take the request
   * @throws dev.fjord.SerializationException if an argument has no JSON form, or the result does
   *     not fit the type
   * @throws dev.fjord.VersionCapException if the client's version cap does not let it pass
   */
  public <T> @Nullable T call(Class<T> resultType) {
    return typed(await(resultType));
  }

  /** As {@link #call(Class)}, for a type with type arguments. */
  public <T> @Nullable T call(TypeRef<T> resultType) {
    return typed(await(resultType.type()));
  }

  /**
   * Calls without waiting. The future completes on the loop that made the call, else on the
   * transport's own; it fails with what {@link #call(Class)} throws, but what is wrong before
   * anything is sent (a fanout, the version cap, an argument) is thrown at once. Cancelling it
   * gives the call up.
   */
  public <T> CompletableFuture<@Nullable T> callAsync(Class<T> resultType) {
    return start(resultType);
  }

  /** As {@link #callAsync(Class)}, for a type with type arguments. */
  public <T> CompletableFuture<@Nullable T> callAsync(TypeRef<T> resultType) {
    return start(resultType.type());
  }

  /**
   * Sends without expecting a reply, to every server if the target is a fanout; returns when the
   * broker has the request. Blocks; fails at once on a loop.
   *
   * @throws dev.fjord.UndeliverableException if nobody serves the target; never for a fanout
   * @throws dev.fjord.DeliveryException if the broker did not take the request
   */
  public void cast() {
    EventLoop.requireMayBlock("A blocking cast of " + method);
    long begun = WorkerTurn.beginWait();
    try {
      join(send(), () -> {});
    } finally {
      WorkerTurn.endWait(begun);
    }
  }

  /** As {@link #cast}, without waiting: completes when the broker has the request. */
  public CompletableFuture<@Nullable Void> castAsync() {
    UserFuture<@Nullable Void> users = new UserFuture<>(() -> {});
    completeForUser(users, send(), nothing -> null);
    return users;
  }

  private CompletionStage<@Nullable Void> send() {
    client.requireUnderCap(method);
    Transport transport = client.transport();
    return transport
        .driver()
        .send(
            client.target(),
            message(),
            new SendOptions(
                SendOptions.Kind.CAST,
                client.settings().options().timeout(),
                client.settings().options().undeliverable(),
                client.settings().options().retries()));
  }

  @Nullable Object await(Type resultType) {
    EventLoop.requireMayBlock("A blocking call of " + method);
    long begun = WorkerTurn.beginWait();
    try {
      PendingCall pending = begin();
      return client
          .settings()
          .serializer()
          .read(join(pending.reply(), pending::cancel), resultType);
    } finally {
      WorkerTurn.endWait(begun);
    }
  }

  <T> CompletableFuture<@Nullable T> start(Type resultType) {
    PendingCall pending = begin();
    UserFuture<@Nullable T> users = new UserFuture<>(pending::cancel);
    completeForUser(
        users,
        pending.reply(),
        json -> typed(client.settings().serializer().read(json, resultType)));
    return users;
  }

  private PendingCall begin() {
    if (client.target().isFanout()) {
      throw new InvalidTargetException(
          client.target(), "a call expects one reply; use cast for a fanout");
    }
    client.requireUnderCap(method);
    return client.transport().driver().call(client.target(), message(), callOptions());
  }

  /** A call made while a request is served has no more time than the request. */
  private CallOptions callOptions() {
    CallOptions options = client.settings().options();
    if (client.settings().detached()) {
      return options;
    }
    Duration left = ContextSnapshot.currentTimeLeft().orElse(options.timeout());
    if (left.isZero() && !options.timeout().isZero()) {
      throw new MessagingTimeoutException(
          client.target(),
          left,
          "Nothing is sent: the request that is being served had no time left");
    }
    return left.compareTo(options.timeout()) < 0 ? options.timeout(left) : options;
  }

  private OutgoingMessage message() {
    Serializer serializer = client.settings().serializer();
    RequestCodec codec = new RequestCodec(client.transport().codec(), serializer);
    MessageContext context = ContextSnapshot.orCurrent(client.settings().context());
    return new OutgoingMessage(
        codec.write(client.target(), method, arguments),
        ContextSnapshot.outgoing(serializer.writeContext(context)));
  }

  /** Completes the user's future where user code may run, never on wire (D1). */
  private <S extends @Nullable Object, T extends @Nullable Object> void completeForUser(
      CompletableFuture<T> users, CompletionStage<S> stage, Function<S, T> conversion) {
    EventLoop callbacks = client.transport().callbacks();
    EventLoop loop = EventLoop.current().orElse(callbacks);
    ContextSnapshot context = ContextSnapshot.capture();
    stage.whenComplete(
        (value, failure) -> {
          Runnable end =
              () -> {
                try {
                  if (failure != null) {
                    users.completeExceptionally(thrown(unwrapped(failure)));
                  } else {
                    users.complete(conversion.apply(value));
                  }
                } catch (RuntimeException | Error e) {
                  users.completeExceptionally(e);
                }
              };
          // A loop that is gone with its server leaves the transport's; with that one closed as
          // well there is no wire any more, and here is better than never.
          Runnable inContext = context.wrap(end);
          loop.execute(inContext, gone -> callbacks.execute(inContext, closed -> inContext.run()));
        });
  }

  private <T extends @Nullable Object> T join(CompletionStage<T> stage, Runnable cancel) {
    try {
      return stage.toCompletableFuture().get();
    } catch (InterruptedException e) {
      cancel.run();
      Thread.currentThread().interrupt();
      throw new CallInterruptedException("The call of " + method, e);
    } catch (ExecutionException e) {
      Throwable cause = thrown(unwrapped(e));
      if (cause instanceof CancellationException cancelled) {
        throw cancelled;
      }
      if (cause instanceof RuntimeException known) {
        // Thrown again from here, so that the trace shows the caller as well.
        known.addSuppressed(new CallSite(method));
        throw known;
      }
      throw new FjordException("The call of " + method + " failed", cause);
    }
  }

  /** Runs a factory of the application's, so never on wire. */
  private Throwable thrown(Throwable failure) {
    return failure instanceof RemoteErrorException remote
        ? client.transport().remoteErrors().toThrow(remote)
        : failure;
  }

  private static Throwable unwrapped(Throwable failure) {
    boolean wrapper =
        failure instanceof ExecutionException
            || failure instanceof java.util.concurrent.CompletionException;
    return wrapper && failure.getCause() != null ? failure.getCause() : failure;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // read as this very type
  private static <T> @Nullable T typed(@Nullable Object value) {
    return (T) value;
  }

  /** The future a user holds: its cancellation reaches the call. */
  private static final class UserFuture<T extends @Nullable Object> extends CompletableFuture<T> {
    private final Runnable onCancel;

    UserFuture(Runnable onCancel) {
      this.onCancel = onCancel;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        onCancel.run();
      }
      return cancelled;
    }
  }

  /** Where a failed call was made; only its trace matters. */
  private static final class CallSite extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CallSite(String method) {
      super("called " + method + " here");
    }
  }
}
