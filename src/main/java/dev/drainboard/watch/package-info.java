/**
 * Watches a cluster: a loop for each question to each target, each on a virtual thread of its own,
 * so that a slow host delays only itself; every answer, or the failure to give one, is folded into
 * the one {@link dev.drainboard.model.Snapshot} that {@link dev.drainboard.watch.Latest} holds.
 *
 * <p>It may know {@code model} and {@code port}. It decides nothing: what a reading means is said
 * by {@link dev.drainboard.model.Status}, how long it may be believed by {@link
 * dev.drainboard.model.Probe}. Deadlines are the ports' business, since only a driver knows how to
 * let go of what hangs.
 *
 * <p>Not done: the loops of many targets are not spread over their rhythm. Their first answers take
 * unlike times and spread them well enough for the six nodes that were tried.
 */
package dev.drainboard.watch;
