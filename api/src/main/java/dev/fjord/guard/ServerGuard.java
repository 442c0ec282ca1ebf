package dev.fjord.guard;

import dev.fjord.FjordConfig;
import dev.fjord.porting.MethodReport;
import dev.fjord.porting.MethodUse;
import dev.fjord.porting.PortingReport;
import dev.fjord.porting.Readiness;
import dev.fjord.porting.Verdict;
import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ExecutionWatch;
import dev.fjord.spi.MethodWatch;
import dev.fjord.spi.Placement;
import dev.fjord.spi.Style;
import dev.fjord.spi.Timers;
import dev.fjord.telemetry.TelemetryListener;
import java.util.IdentityHashMap;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the methods of one server: measures how they use its threads, and while {@link #start}ed
 * reports those that block its loops. Thread-safe.
 */
public final class ServerGuard implements ExecutionWatch {
  private static final Logger LOG = LoggerFactory.getLogger("dev.fjord.guard");

  private final String serverName;
  private final GuardRules rules;
  private final TelemetryListener telemetry;
  private final List<MethodRecord> records;
  // Never changed after construction.
  private final IdentityHashMap<EndpointMethod, MethodRecord> byMethod = new IdentityHashMap<>();
  private final MethodRecord others;
  private final LoopStates loops;
  private final LoopWatcher watcher;
  private final Judge judge;
  private volatile boolean isTold;

  /** For a server with these methods. */
  public ServerGuard(
      String serverName,
      FjordConfig config,
      Timers timers,
      List<EndpointMethod> methods,
      TelemetryListener telemetry) {
    this.serverName = serverName;
    this.telemetry = telemetry;
    this.rules = GuardRules.of(config);
    this.loops = new LoopStates();
    this.records = methods.stream().map(method -> record(method, timers, loops)).toList();
    records.forEach(each -> byMethod.put(each.method(), each));
    this.others =
        record(
            new EndpointMethod("", "what no method of " + serverName + " wants", Style.ASYNC),
            timers,
            loops);
    this.watcher = new LoopWatcher(loops, timers, rules.limit());
    this.judge = new Judge(rules.yardstick());
  }

  /** Whether there is anything for it to do. */
  public boolean isWanted() {
    return rules.isGuarding() || rules.isMeasuring();
  }

  /** Begins to look at the loops. Called once. */
  public void start() {
    if (rules.isGuarding()) {
      watcher.start();
    }
  }

  /** Looks no more; what was measured can still be read. Harmless when repeated. */
  public void stop() {
    watcher.stop();
  }

  /** The methods that hold a loop longer than the limit at this moment, by their Java names. */
  public List<String> holding() {
    return rules.isGuarding() ? watcher.holding() : List.of();
  }

  @Override
  public MethodWatch of(EndpointMethod method) {
    MethodRecord record = byMethod.get(method);
    return record == null ? others : record;
  }

  @Override
  public void placedBy(Placement placement) {
    isTold = true;
    if (placement.canMoveMethods()) {
      records.forEach(record -> record.offences().canMove());
    } else if (rules.isGuarding() && rules.policy() == BlockedLoopPolicy.MOVE) {
      LOG.info(
          "{}: its executor does not move methods to workers. Those that block a loop are reported"
              + " only; blocked_loop_policy = move works with executor=hybrid.",
          serverName);
    }
  }

  /** What is known by now. */
  public PortingReport report(String executor) {
    return new PortingReport(
        serverName, executor, records.stream().map(record -> report(record, executor)).toList());
  }

  private MethodReport report(MethodRecord record, String executor) {
    MethodUse use = record.use();
    return new MethodReport(record.method(), use, verdict(record.method(), use, executor));
  }

  private Verdict verdict(EndpointMethod method, MethodUse use, String executor) {
    if (!isWanted()) {
      return new Verdict(Readiness.NOT_MEASURED, "not measured: porting_report = false");
    }
    if (!isTold) {
      return new Verdict(
          Readiness.NOT_MEASURED, "not measured: executor " + executor + " tells nothing");
    }
    return judge.verdict(method, use);
  }

  private MethodRecord record(EndpointMethod method, Timers timers, LoopStates loops) {
    return new MethodRecord(
        method,
        timers,
        rules,
        loops,
        new Offences(serverName, method, timers, rules.policy(), telemetry));
  }
}
