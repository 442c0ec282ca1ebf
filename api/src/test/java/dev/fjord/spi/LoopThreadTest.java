package dev.fjord.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop with a thread of its own. */
class LoopThreadTest {
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final EventLoop loop =
      EventLoop.withThread(
          task -> {
            Thread thread = Thread.ofPlatform().daemon(true).unstarted(task);
            threads.add(thread);
            return thread;
          });
  private final List<String> ran = new CopyOnWriteArrayList<>();

  @AfterEach
  void shutDown() {
    loop.shutdown();
  }

  @Test
  void startsItsOneThreadWithTheFirstTask() throws Exception {
    assertThat(threads).isEmpty();
    done(() -> ran.add("first"));
    done(() -> ran.add("second " + loop.isHere()));

    assertThat(ran).containsExactly("first", "second true");
    assertThat(threads).hasSize(1);
  }

  @Test
  void aTaskThatThrowsOrInterruptsItsThreadStopsNoOther() throws Exception {
    execute(
        () -> {
          throw new AssertionError("made up");
        });
    done(() -> Thread.currentThread().interrupt());
    done(() -> ran.add("next"));

    assertThat(ran).containsExactly("next");
  }

  @Test
  void endsAfterTheTasksItHasAndRefusesMore() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    execute(() -> await(release));
    execute(() -> ran.add("taken"));
    loop.shutdown();
    List<Throwable> refused = new ArrayList<>();
    loop.execute(() -> ran.add("too late"), refused::add);
    release.countDown();
    threads.get(0).join(10_000);

    assertThat(threads.get(0).isAlive()).isFalse();
    assertThat(ran).containsExactly("taken");
    assertThat(refused).hasSize(1).first().isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void everyTaskOfManyThreadsRunsOrIsRefused() throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(4 * 10_000);
    for (int i = 0; i < 4; i++) {
      Thread.ofPlatform()
          .start(
              () -> {
                await(begin);
                for (int task = 0; task < 10_000; task++) {
                  loop.execute(ended::countDown, refused -> ended.countDown());
                }
              });
    }
    begin.countDown();
    loop.shutdown();

    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void whatIsPutOffRunsAfterTheTasksAtHand() throws Exception {
    holding(
        () -> {
          execute(() -> EventLoop.afterTasksAtHand(() -> ran.add("put off")));
          execute(() -> ran.add("at hand"));
        });

    assertThat(ran).containsExactly("at hand", "put off");
  }

  @Test
  void whatIsPutOffDoesNotWaitForMoreThanAFewTasks() throws Exception {
    holding(
        () -> {
          execute(() -> EventLoop.afterTasksAtHand(() -> ran.add("put off")));
          for (int i = 0; i < 20; i++) {
            execute(() -> ran.add("task"));
          }
        });

    assertThat(ran.indexOf("put off")).isBetween(1, 8);
  }

  @Test
  void nothingIsPutOffElsewhere() {
    EventLoop.afterTasksAtHand(() -> ran.add("on a thread"));
    EventLoop.on(Runnable::run)
        .execute(
            () -> {
              EventLoop.afterTasksAtHand(() -> ran.add("on a loop of somebody else's"));
              ran.add("then");
            },
            refused -> {});

    assertThat(ran).containsExactly("on a thread", "on a loop of somebody else's", "then");
  }

  /** Gives the loop tasks while it is held up, so that they are at hand together. */
  private void holding(Runnable tasks) throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    execute(() -> await(release));
    tasks.run();
    release.countDown();
    // Behind all of them, and behind what they put off: a task alone could come before that.
    CompletableFuture<Void> ended = new CompletableFuture<>();
    execute(() -> EventLoop.afterTasksAtHand(() -> ended.complete(null)));
    ended.get(10, TimeUnit.SECONDS);
  }

  private void execute(Runnable task) {
    loop.execute(
        task,
        refused -> {
          throw refused;
        });
  }

  private void done(Runnable task) throws Exception {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    execute(
        () -> {
          task.run();
          ended.complete(null);
        });
    ended.get(10, TimeUnit.SECONDS);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
