package dev.fjord.cli.demo;

import dev.fjord.FjordException;
import dev.fjord.MessageContext;
import dev.fjord.Target;
import dev.fjord.cli.load.Load;
import dev.fjord.cli.load.LoadResult;
import dev.fjord.cli.workbench.ThreadKind;
import dev.fjord.notify.NotificationListener;
import dev.fjord.notify.Notifier;
import dev.fjord.notify.Priority;
import dev.fjord.porting.PortingReport;
import dev.fjord.rpc.RpcClient;
import dev.fjord.rpc.RpcServer;
import dev.fjord.transport.Transport;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Serves, calls, casts and notifies, all on one transport, and verifies what comes of it. Single
 * use; blocks for about a second.
 */
public final class Demo implements AutoCloseable {
  private static final int CLIENTS_EACH = 2;
  private static final int CALLS_EACH = 100;
  private static final int NOTIFICATIONS = 20;
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(10);

  private final Transport transport;
  private final Target topic;
  private final String executor;
  private final DemoStyles styles;
  private final Backstage backstage;
  private final Arrivals heard = new Arrivals(notifications());
  private final Arrivals heardAsync = new Arrivals(notifications());
  private final List<AutoCloseable> running = new ArrayList<>();
  private final List<Supplier<PortingReport>> reports = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<MethodRow> rows = new ArrayList<>();

  /** A demo on a topic of its own. */
  public Demo(Transport transport, Target topic, String executor, DemoStyles styles) {
    this.transport = transport;
    this.topic = topic;
    this.executor = executor;
    this.styles = styles;
    this.backstage = Backstage.on(transport.timers());
  }

  /** How many calls there will be. */
  public long calls() {
    return (long) trials().size() * CLIENTS_EACH * CALLS_EACH;
  }

  /** Counts a refusal among what is verified. */
  public void verify(Refusal refusal) {
    checks.add(refusal.check());
  }

  /** Starts three servers and a listener. */
  public void start() {
    for (String server : Backstage.SERVERS) {
      Object endpoint =
          styles == DemoStyles.BOTH
              ? new MixedDemoEndpoint(server, backstage)
              : new AsyncDemoEndpoint(server, backstage);
      RpcServer serving =
          RpcServer.builder(transport, topic.server(server))
              .endpoint(endpoint, MethodHandles.lookup())
              .executor(executor)
              .start();
      running.add(serving);
      reports.add(serving::portingReport);
    }
    NotificationListener.Builder listener =
        NotificationListener.builder(transport, events()).executor(executor);
    if (styles == DemoStyles.BOTH) {
      listener.endpoint(
          new BlockingDemoListener(backstage.sightings(), heard), MethodHandles.lookup());
    }
    NotificationListener listening =
        listener
            .endpoint(
                new AsyncDemoListener(backstage.sightings(), heardAsync), MethodHandles.lookup())
            .start();
    running.add(listening);
    reports.add(listening::portingReport);
  }

  /**
   * Ends the servers and the listener, so that what arrived last is counted, and returns what each
   * tells of its methods. Blocks.
   */
  public List<PortingReport> end() {
    close();
    return reports.stream().map(Supplier::get).toList();
  }

  /** Sends everything and waits for what must come of it. */
  public DemoReport run(LongConsumer progress) throws InterruptedException {
    call(progress);
    cast();
    announce();
    emit();
    checkThreads();
    return new DemoReport(executor, transport.url().toString(), rows, checks);
  }

  @Override
  public void close() {
    for (AutoCloseable each : running) {
      try {
        each.close();
      } catch (Exception e) {
        throw new FjordException("A part of the demo does not close", e);
      }
    }
  }

  private void call(LongConsumer progress) {
    // The first calls of a process are slow for its own sake: they are verified, not measured.
    long wrong = wrongOf(trials(), done -> {});
    List<CallTrial> trials = trials();
    wrong += wrongOf(trials, progress);
    for (CallTrial trial : trials) {
      rows.add(
          new MethodRow(
              trial.method(),
              "call",
              style(trial.method()),
              threads(trial.method()),
              trial.latencies().count(),
              trial.latencies().millisAt(50),
              trial.latencies().millisAt(99),
              trial.wrong()));
    }
    long made = 2 * calls();
    checks.add(new Check("calls answered right", made, made - wrong, wrong == 0));
  }

  private long wrongOf(List<CallTrial> trials, LongConsumer progress) {
    LoadResult result =
        new Load(
                trials.size() * CLIENTS_EACH,
                CALLS_EACH,
                (caller, message) ->
                    trials.get(caller % trials.size()).run(caller * CALLS_EACH + message),
                transport.timers())
            .run(progress);
    long notMade = result.wanted() - result.succeeded();
    return notMade + trials.stream().mapToLong(CallTrial::wrong).sum();
  }

  private void cast() throws InterruptedException {
    RpcClient client = client(topic);
    for (int id = 0; id < Backstage.CASTS; id++) {
      client.request("markAsync").arg("id", Integer.toString(id)).cast();
    }
    verifyArrivals("markAsync", "cast", backstage.casts(), "casts reached one server each");
  }

  private void announce() throws InterruptedException {
    RpcClient client = client(topic.fanout());
    for (int id = 0; id < Backstage.FANOUTS; id++) {
      client.request("announceAsync").arg("id", Integer.toString(id)).cast();
    }
    verifyArrivals("announceAsync", "fanout", backstage.fanouts(), "fanouts reached every server");
  }

  private void emit() throws InterruptedException {
    Notifier notifier = Notifier.of(transport, "fjord.demo").topics(events());
    for (String notification : notifications()) {
      String[] parts = notification.split("/", 2);
      Priority priority = parts[0].equals("info") ? Priority.INFO : Priority.ERROR;
      try {
        notifier
            .emit(priority, MessageContext.empty(), "fjord.demo", parts[1])
            .toCompletableFuture()
            .get();
      } catch (ExecutionException e) {
        throw new FjordException("A notification could not be emitted", e.getCause());
      }
    }
    if (styles == DemoStyles.BOTH) {
      verifyArrivals("onEvent", "notification", heard, "notifications reached the blocking method");
    }
    verifyArrivals(
        "onEventAsync",
        "notification",
        heardAsync,
        "notifications reached the asynchronous method");
  }

  private void verifyArrivals(String method, String sent, Arrivals arrivals, String what)
      throws InterruptedException {
    Check check = arrivals.check(what);
    checks.add(check);
    rows.add(
        new MethodRow(
            method,
            sent,
            style(method),
            threads(method),
            check.actual(),
            null,
            null,
            check.expected() - check.actual()));
  }

  /** Whatever the executor: what may block never runs on a loop. Of ours we know more. */
  private void checkThreads() {
    long right =
        rows.stream()
            .filter(
                row -> {
                  Set<ThreadKind> seen = backstage.sightings().of(row.method());
                  return !seen.isEmpty() && allowed(row.method()).containsAll(seen);
                })
            .count();
    checks.add(
        new Check(
            "methods ran on the kind of thread they must",
            rows.size(),
            right,
            right == rows.size()));
  }

  private Set<ThreadKind> allowed(String method) {
    boolean mayBlock = style(method).equals("blocking");
    return switch (executor) {
      case "blocking" -> Set.of(ThreadKind.PLATFORM);
      case "hybrid" -> Set.of(mayBlock ? ThreadKind.VIRTUAL : ThreadKind.LOOP);
      case "async" -> Set.of(ThreadKind.LOOP);
      default ->
          mayBlock ? Set.of(ThreadKind.PLATFORM, ThreadKind.VIRTUAL) : Set.of(ThreadKind.values());
    };
  }

  private List<CallTrial> trials() {
    List<CallTrial> trials = new ArrayList<>();
    for (CallTrial.Kind kind : CallTrial.Kind.values()) {
      String method =
          switch (kind) {
            case SQUARE -> "square";
            case LOOK_UP -> "lookUp";
            case REFUSE -> "refuse";
          };
      if (styles == DemoStyles.BOTH) {
        trials.add(new CallTrial(kind, method, client(topic), transport.timers()));
      }
      trials.add(new CallTrial(kind, method + "Async", client(topic), transport.timers()));
    }
    return trials;
  }

  private RpcClient client(Target target) {
    return RpcClient.of(transport, target).timeout(CALL_TIMEOUT);
  }

  private Target events() {
    return topic.withTopic(topic.requireTopic() + "-events");
  }

  private String threads(String method) {
    return backstage.sightings().of(method).stream()
        .map(ThreadKind::key)
        .sorted()
        .collect(Collectors.joining("+"));
  }

  private static String style(String method) {
    return method.endsWith("Async") ? "async" : "blocking";
  }

  private static Set<String> notifications() {
    return Backstage.ids(NOTIFICATIONS).stream()
        .map(id -> (id.length() % 2 == 0 ? "info/" : "error/") + id)
        .collect(Collectors.toSet());
  }
}
