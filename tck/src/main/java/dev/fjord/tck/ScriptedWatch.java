package dev.fjord.tck;

import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.EventLoop;
import dev.fjord.spi.ExecutionWatch;
import dev.fjord.spi.LoopWatch;
import dev.fjord.spi.MethodWatch;
import dev.fjord.spi.Placement;
import dev.fjord.spi.Style;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A watch that writes down what it is told: each event by its word, with its thread. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ScriptedWatch implements ExecutionWatch {
  private final Map<String, Told> methods = new ConcurrentHashMap<>();

  /** A watch that was told nothing. */
  public ScriptedWatch() {}

  @Override
  public MethodWatch of(EndpointMethod method) {
    return told(method.name(), method.style());
  }

  @Override
  public void placedBy(Placement placement) {}

  /** What it was told of a method so far, in order. */
  public List<Event> events(String method) {
    Told told = methods.get(method);
    return told == null ? List.of() : List.copyOf(told.events);
  }

  private Told told(String method, Style style) {
    return methods.computeIfAbsent(method, name -> new Told(style));
  }

  /**
   * Something it was told.
   *
   * @param word begin, call, end, failed
   * @param thread the thread that told it
   * @param number the same for a beginning and its end
   */
  public record Event(String word, Thread thread, long number) {}

  private static final class Told implements MethodWatch, LoopWatch {
    private final Style style;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final AtomicLong numbers = new AtomicLong();

    Told(Style style) {
      this.style = style;
    }

    @Override
    public Style style() {
      return style;
    }

    @Override
    public EventLoop on(EventLoop loop) {
      return loop.watchedBy(this);
    }

    @Override
    public long begin() {
      return add("begin", numbers.incrementAndGet());
    }

    @Override
    public void called() {
      add("call", 0);
    }

    @Override
    public void end(long begun) {
      add("end", begun);
    }

    @Override
    public long beginOnWorker() {
      return add("begin", numbers.incrementAndGet());
    }

    @Override
    public void endOnWorker(long begun) {
      add("call", 0);
      add("end", begun);
    }

    @Override
    public long beginWait() {
      return add("wait", numbers.incrementAndGet());
    }

    @Override
    public void endWait(long begun) {
      add("waited", begun);
    }

    @Override
    public void failed() {
      add("failed", 0);
    }

    private long add(String word, long number) {
      events.add(new Event(word, Thread.currentThread(), number));
      return number;
    }
  }
}
