package dev.fjord.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("dev.fjord.EndpointCall")
@Label("Endpoint Call")
@Description("From the receipt of a message until its reply is sent or it is settled")
@Category("Fjord")
@StackTrace(false)
@Enabled
final class CallEvent extends jdk.jfr.Event {
  @Label("Server")
  String server = "";

  @Label("Method")
  String method = "";

  @Label("Kind")
  String kind = "";

  @Label("Style")
  String style = "";

  @Label("Failure")
  @Description("The class of what the method threw; empty if it did not fail")
  String failure = "";
}
