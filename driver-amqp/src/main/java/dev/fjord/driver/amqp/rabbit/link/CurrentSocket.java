package dev.fjord.driver.amqp.rabbit.link;

import dev.fjord.driver.amqp.net.FirstAnswer;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket of a connection's latest attempt, known from before anything is waited for, so that it
 * can be closed at any time. Thread-safe.
 */
final class CurrentSocket {
  private static final Logger LOG = LoggerFactory.getLogger(CurrentSocket.class);
  private static final String CLIENTS_LOOK = "ProtocolVersionMismatchHandler";

  private final Runnable writable;
  private volatile @Nullable LinkSocket socket;
  private volatile @Nullable Throwable tlsFailure;
  private volatile boolean isUnwanted;

  /** {@code writable} runs on the loop when there is room to write again. */
  CurrentSocket(Runnable writable) {
    this.writable = writable;
  }

  /** A new attempt has one. */
  void opened(io.netty.channel.Channel opened) {
    socket = new LinkSocket(opened, FlowGate.on(opened, writable));
    lookAtFirstAnswer(opened);
    opened.pipeline().addLast(new SocketWatch(writable));
    tlsFailure = null;
    SslHandler tls = opened.pipeline().get(SslHandler.class);
    if (tls != null) {
      // The client tells only that the connection ended, or nothing until its own timeout.
      tls.handshakeFuture().addListener(handshake -> tlsFailure = handshake.cause());
    }
    if (isUnwanted) {
      var unused = opened.close();
    }
  }

  /**
   * In the place of the client's handler, which takes each part of a handshake that begins with an
   * A for another protocol, and never releases it; under its name, by which the client removes it.
   */
  private static void lookAtFirstAnswer(io.netty.channel.Channel opened) {
    if (opened.pipeline().get(CLIENTS_LOOK) == null) {
      LOG.error("The client has no {} to stand in for", CLIENTS_LOOK);
    } else {
      opened
          .pipeline()
          .replace(CLIENTS_LOOK, CLIENTS_LOOK, new FirstAnswer(FirstAnswer.Protocol.AMQP_0_9_1));
    }
  }

  @Nullable LinkSocket get() {
    return socket;
  }

  /** Why the attempt failed: TLS knows better than the client. */
  Exception reason(Exception failure) {
    Throwable tls = tlsFailure;
    return tls == null ? failure : new IOException("TLS failed", tls);
  }

  /** Closes sockets of attempts to come as well. */
  void refuseMore() {
    isUnwanted = true;
  }

  void close() {
    LinkSocket current = socket;
    if (current != null) {
      var unused = current.channel().close();
    }
  }
}
