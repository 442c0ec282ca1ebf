package dev.fjord.driver.amqp.rabbit.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The seats on one connection, in the order they were taken. Confined to the setup thread. */
final class ChannelSeats {
  private final Map<ChannelUser, ChannelSeat> seats = new LinkedHashMap<>();
  private final List<ChannelUser> users = new CopyOnWriteArrayList<>();
  private final Function<ChannelUser, ChannelSeat> maker;

  ChannelSeats(Function<ChannelUser, ChannelSeat> maker) {
    this.maker = maker;
  }

  /** A user's seat; a new one if it has none. */
  ChannelSeat take(ChannelUser user) {
    ChannelSeat seat = seats.get(user);
    if (seat == null) {
      seat = maker.apply(user);
      seats.put(user, seat);
      users.add(user);
    }
    return seat;
  }

  /** Takes a user's seat away for good, after a last task on it. */
  void leave(ChannelUser user, ChannelTask last) {
    ChannelSeat seat = seats.remove(user);
    users.remove(user);
    if (seat != null) {
      seat.run(last);
      seat.leave();
    }
  }

  /** Does something on a user's channel, if it has a seat. */
  void run(ChannelUser user, ChannelTask task) {
    ChannelSeat seat = seats.get(user);
    if (seat != null) {
      seat.run(task);
    }
  }

  /** Gives a user another channel, if it has a seat. */
  void replace(ChannelUser user, String reason) {
    ChannelSeat seat = seats.get(user);
    if (seat != null) {
      seat.replace(reason);
    }
  }

  /** All seats as they are now. */
  List<ChannelSeat> all() {
    return List.copyOf(seats.values());
  }

  /** All who have a seat. May be asked on any thread. */
  Iterable<ChannelUser> users() {
    return users;
  }
}
