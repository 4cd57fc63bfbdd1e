/**
 * Watches a cluster: a loop for each question to each target, each on a virtual thread of its own,
 * so that a slow host delays only itself; every answer, or the failure to give one, is folded into
 * the one {@link dev.drainboard.model.Snapshot} that {@link dev.drainboard.watch.Latest} holds.
 *
 * <p>Three things are kept over time. {@link dev.drainboard.watch.TrafficFold} holds the last
 * seconds of a balancer's counters and makes rates of them; counters that fell, whoever set them
 * back, are unknown for one reading. {@link dev.drainboard.watch.HealthFold} holds rise and fall.
 * {@link dev.drainboard.watch.Chronicle} writes down what is shown, an hour by seconds and a day by
 * minutes, and begins only when a window asks it to: commands pay nothing for it.
 *
 * <p>What costs a host more than a glance is asked only where it is worth it: a node's own log
 * while no balancer counts its requests, who holds a node while it is taken out and something is
 * left.
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
