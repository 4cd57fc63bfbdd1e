/**
 * What a cluster can be asked, and what can be asked for in it: one interface for each part,
 * without a word of how. Every driver behind a port passes that port's one contract test, against
 * the real product.
 *
 * <p>Two ports read text rather than facts, and only for whoever looks: {@link
 * dev.drainboard.port.LogPort} and {@link dev.drainboard.port.ConfigPort}. No secret passes the
 * latter. {@link dev.drainboard.port.HistoryPort} is of this machine and of no host.
 *
 * <p>A reading never writes anything on any host. A change carries a {@link
 * dev.drainboard.model.Fence}, is "ensure ..." rather than "do ...", may be asked twice under one
 * operation id, and is read back before it returns.
 */
package dev.drainboard.port;
