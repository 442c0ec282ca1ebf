package dev.fjord.driver.amqp.proton.link;

import dev.fjord.FjordException;
import dev.fjord.driver.amqp.proton.address.Addresser;

/** Who has links on a connection. Called on the loop. */
interface ConnectionUser {
  /** There is a connection: links can be attached. */
  void up(Engine engine, Addresser addresser);

  /** The connection is lost, with all links. */
  void down(String why);

  /** The broker lets nobody in. */
  void refused(FjordException reason);

  /** More can be written. */
  void writable();
}
