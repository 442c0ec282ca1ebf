package dev.fjord.guard;

import dev.fjord.spi.EventLoop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The loops that a server's methods have run on. Thread-safe. */
final class LoopStates {
  /** An executor that makes a loop for each message is not followed further. */
  private static final int MOST = 256;

  private final List<LoopState> all = new CopyOnWriteArrayList<>();

  List<LoopState> all() {
    return all;
  }

  synchronized @Nullable LoopState of(EventLoop loop) {
    for (LoopState state : all) {
      if (state.loop().isSameAs(loop)) {
        return state;
      }
    }
    if (all.size() == MOST) {
      return null;
    }
    LoopState state = new LoopState(loop);
    all.add(state);
    return state;
  }
}
