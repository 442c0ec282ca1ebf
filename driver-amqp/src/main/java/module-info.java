/**
 * RabbitMQ (AMQP 0-9-1), wire-compatible with oslo.messaging's rabbit driver. Its API is the
 * provider; everything else is found through it.
 */
module dev.fjord.driver.amqp {
  requires dev.fjord.api;
  requires com.rabbitmq.client;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires io.netty.handler;
  requires com.github.benmanes.caffeine;
  requires org.apache.commons.compress;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.fjord.driver.amqp;
  exports dev.fjord.driver.amqp.rabbit;

  provides dev.fjord.spi.DriverProvider with
      dev.fjord.driver.amqp.rabbit.RabbitDriverProvider;
}
