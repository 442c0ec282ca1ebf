package dev.fjord.interop.amqp;

import dev.fjord.interop.artemis.SharedArtemis;
import dev.fjord.interop.rabbit.FaultProxy;
import dev.fjord.interop.rabbit.SharedRabbit;
import java.util.function.IntFunction;

/**
 * Where a broker is.
 *
 * @param url its transport URL, on the way without proxy
 * @param port where it listens
 * @param proxies makes a proxy before a port that knows what this broker speaks
 */
record Site(String url, int port, IntFunction<FaultProxy> proxies) {
  static Site of(SharedRabbit rabbit) {
    return new Site(rabbit.url(), rabbit.node().port(), FaultProxy::before);
  }

  static Site of(SharedArtemis artemis) {
    return new Site(artemis.url(), artemis.broker().port(), FaultProxy::beforeAny);
  }

  FaultProxy newProxy() {
    return proxies.apply(port);
  }

  /** The transport URL on the way through a proxy. */
  String through(FaultProxy proxy) {
    return url.replace(":" + port, ":" + proxy.port());
  }

  /** The transport URL with a second host, which has the same user. */
  String besides(String host, int otherPort) {
    return url.replaceFirst("://([^/@]*@)?", "://$1" + host + ":" + otherPort + ",$1");
  }
}
