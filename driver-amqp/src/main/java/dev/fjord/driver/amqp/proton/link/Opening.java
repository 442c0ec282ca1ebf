package dev.fjord.driver.amqp.proton.link;

import dev.fjord.driver.amqp.MessageIds;
import dev.fjord.driver.amqp.proton.config.LinkSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.Transport;

/**
 * How a connection begins.
 *
 * @param settings its limits
 * @param hostName the host name that it asks for
 * @param sasl who this client is
 */
record Opening(LinkSettings settings, Optional<String> hostName, Optional<SaslHandshake> sasl) {
  private static final String PROCESS = "fjord";
  private static final int MOST_CHANNELS = 32_767;

  void begin(Connection connection, Transport transport, MessageIds ids) {
    long pid = ProcessHandle.current().pid();
    transport.setMaxFrameSize(settings.maxFrameSize());
    transport.setChannelMax(MOST_CHANNELS);
    transport.setEmitFlowEventOnSend(false);
    if (!settings.idleTimeout().isZero()) {
      transport.setIdleTimeout((int) settings.idleTimeout().toMillis());
    }
    sasl.ifPresent(handshake -> handshake.begin(transport));
    String named = settings.containerName();
    connection.setContainer(
        named.isEmpty()
            ? "openstack.org/om/container/" + PROCESS + "/" + pid + "/" + ids.next()
            : named);
    hostName.ifPresent(connection::setHostname);
    Map<Symbol, Object> properties = new LinkedHashMap<>();
    properties.put(Symbol.valueOf("process"), PROCESS);
    properties.put(Symbol.valueOf("pid"), pid);
    connection.setProperties(properties);
    transport.bind(connection);
    connection.open();
  }
}
