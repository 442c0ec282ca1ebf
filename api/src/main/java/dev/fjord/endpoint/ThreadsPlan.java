package dev.fjord.endpoint;

import dev.fjord.spi.EndpointMethod;
import dev.fjord.spi.ThreadPlan;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * How a server would use its threads.
 *
 * @param executor the executor's name
 * @param maxInFlight the most unfinished messages
 * @param threads where each method would run
 * @param limits how many calls of each method would run at a time
 */
public record ThreadsPlan(
    String executor,
    int maxInFlight,
    Function<EndpointMethod, ThreadPlan> threads,
    ToIntFunction<EndpointMethod> limits) {}
