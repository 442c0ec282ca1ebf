/**
 * RabbitMQ (AMQP 0-9-1) and AMQP 1.0, wire-compatible with oslo.messaging's drivers for them. Its
 * API are the providers; everything else is found through them.
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
  requires org.apache.qpid.proton.j;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.fjord.driver.amqp;
  exports dev.fjord.driver.amqp.proton;
  exports dev.fjord.driver.amqp.rabbit;

  provides dev.fjord.spi.DriverProvider with
      dev.fjord.driver.amqp.proton.ProtonDriverProvider,
      dev.fjord.driver.amqp.rabbit.RabbitDriverProvider;
}
