/**
 * Remote procedure calls: {@link dev.fjord.rpc.RpcServer} serves annotated methods, {@link
 * dev.fjord.rpc.RpcClient} calls them.
 *
 * <p>A call runs at most once in each server process and ends in exactly one of result, remote
 * error, timeout, undeliverable, cancelled, closed. A timeout means <em>unknown</em>.
 */
@NullMarked
package dev.fjord.rpc;

import org.jspecify.annotations.NullMarked;
