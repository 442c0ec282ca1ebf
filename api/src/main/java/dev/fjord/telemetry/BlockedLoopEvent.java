package dev.fjord.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("dev.fjord.BlockedLoop")
@Label("Blocked Event Loop")
@Description("An endpoint method held its event loop longer than blocked_loop_limit")
@Category("Fjord")
@StackTrace(false)
final class BlockedLoopEvent extends jdk.jfr.Event {
  @Label("Server")
  String server = "";

  @Label("Method")
  String method = "";

  @Label("Loop")
  String loop = "";

  @Label("Held")
  @Timespan(Timespan.NANOSECONDS)
  long held;

  @Label("Where")
  @Description("The innermost frames while the loop is held; empty when it has been given back")
  String where = "";
}
