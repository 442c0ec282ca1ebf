package dev.fjord.driver.amqp.rabbit;

import dev.fjord.FjordException;
import dev.fjord.driver.amqp.OpenCall;
import dev.fjord.driver.amqp.rabbit.link.ConfirmedPublisher;
import dev.fjord.driver.amqp.rabbit.link.Publication;

/** The request of one call, on its way. */
record CallRequest(OpenCall call, Publication publication, ConfirmedPublisher publisher)
    implements ReplyQueue.Request {
  @Override
  public boolean isDone() {
    return call.isDone();
  }

  @Override
  public void send() {
    // A call that ends takes its request along, so that it is not written late or again.
    call.reply()
        .whenComplete(
            (result, failure) -> {
              if (!publication.isDone()) {
                publication.cancel(false);
              }
            });
    publisher.publish(publication);
  }

  @Override
  public void fail(FjordException reason) {
    call.fail(reason);
  }
}
