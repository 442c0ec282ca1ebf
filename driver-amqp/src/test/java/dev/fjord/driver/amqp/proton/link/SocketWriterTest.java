package dev.fjord.driver.amqp.proton.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fjord.DeliveryException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.qpid.proton.Proton;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Transport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An engine's bytes on their way into a socket. */
class SocketWriterTest {
  // More than the engine has ready at a time.
  private static final int MANY = 5_000;
  private static final int MORE = 20;
  private static final int PROTOCOL_HEADER = 8;
  private static final int CHANNEL_AT = 6;

  private final Connection connection = Proton.connection();
  private final Transport transport = Proton.transport();
  private final SocketWriter writer = new SocketWriter(transport);
  private final List<CompletableFuture<@Nullable Void>> askedInFlushes = new ArrayList<>();
  private final EmbeddedChannel socket =
      new EmbeddedChannel(
          new ChannelInboundHandlerAdapter() {
            @Override
            public void channelWritabilityChanged(ChannelHandlerContext context) {
              if (context.channel().isWritable()) {
                roomWasMade();
              }
            }
          });

  SocketWriterTest() {
    transport.bind(connection);
    connection.open();
    writer.begin(socket.pipeline().lastContext());
  }

  @Test
  void whatIsAddedInTheMidstOfAFlushIsWrittenOnce() {
    socket.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
    openSessions(MANY);
    writer.write();
    assertThat(askedInFlushes).hasSizeGreaterThan(1);
    assertThat(sessionsBegun()).hasSize(MANY + askedInFlushes.size()).doesNotHaveDuplicates();
    assertThat(askedInFlushes).allMatch(CompletableFuture::isDone);
  }

  @Test
  void whatWasWrittenBeforeIsToldAtOnce() {
    writer.write();
    CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
    writer.whenWritten(done);
    assertThat(done).isNotDone();
    writer.write();
    assertThat(done).isCompleted();
  }

  @Test
  void whoWaitsHearsOfTheEnd() {
    writer.end();
    CompletableFuture<@Nullable Void> late = new CompletableFuture<>();
    writer.whenWritten(late);
    assertThatThrownBy(late::join).hasCauseInstanceOf(DeliveryException.class);
    assertThat(socket.isOpen()).isFalse();
    assertThat(writer.isWritable()).isFalse();
  }

  private void roomWasMade() {
    if (askedInFlushes.size() < MORE) {
      openSessions(1);
      CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
      askedInFlushes.add(done);
      writer.whenWritten(done);
    }
  }

  private void openSessions(int count) {
    for (int i = 0; i < count; i++) {
      connection.session().open();
    }
  }

  /** By the channels of the frames. */
  private List<Integer> sessionsBegun() {
    ByteBuf written = Unpooled.buffer();
    for (ByteBuf bytes = socket.readOutbound(); bytes != null; bytes = socket.readOutbound()) {
      written.writeBytes(bytes);
      bytes.release();
    }
    written.skipBytes(PROTOCOL_HEADER);
    written.skipBytes(written.getInt(written.readerIndex()));
    List<Integer> channels = new ArrayList<>();
    while (written.isReadable()) {
      channels.add(written.getUnsignedShort(written.readerIndex() + CHANNEL_AT));
      written.skipBytes(written.getInt(written.readerIndex()));
    }
    return channels;
  }
}
