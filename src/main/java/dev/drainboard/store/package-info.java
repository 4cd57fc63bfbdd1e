/**
 * What outlives a process: the cluster file, the journal and the lock, on this machine and on the
 * state hosts.
 *
 * <p>May know {@code model}, {@code port} and {@code wire}; nobody but {@code app} knows it. The
 * shapes on disk are written out by hand, apart from the records ({@link
 * dev.drainboard.store.JsonNotation}, {@link dev.drainboard.store.JournalLine}): a record may be
 * renamed any day, a journal is read for years.
 *
 * <h2>A line of the journal</h2>
 *
 * <p>UTF-8 JSON, one object a line, ended by a newline; keys in this order, a key without a value
 * is left out:
 *
 * <table>
 * <caption>keys</caption>
 * <tr><td>{@code v}</td><td>1; a higher one is refused</td></tr>
 * <tr><td>{@code prev}</td><td>SHA-256 in hex of the line before, without its newline; 64 zeros in the first</td></tr>
 * <tr><td>{@code sum}</td><td>CRC-32C in hex of the line with zeros here: no later line vouches for the last one</td></tr>
 * <tr><td>{@code at}</td><td>ISO 8601, UTC, on the clock of the machine that wrote it</td></tr>
 * <tr><td>{@code op}</td><td>id of the operation</td></tr>
 * <tr><td>{@code by}</td><td>the actor</td></tr>
 * <tr><td>{@code kind}</td><td>opened, found, about, did, skipped, failed, said, stopped, closed</td></tr>
 * <tr><td>{@code node}, {@code step}</td><td>of the step, in the words of the command line</td></tr>
 * <tr><td>{@code text}</td><td>for a person</td></tr>
 * <tr><td>{@code data}</td><td>an object of strings, in the writer's order</td></tr>
 * <tr><td>{@code fault}</td><td>code, kind, what, why, fix, host, command, exit, output</td></tr>
 * </table>
 *
 * <h2>The lock</h2>
 *
 * <p>{@code lock} is five lines: token, heartbeat and since in milliseconds on its host's clock,
 * operation, and the holder's facts as JSON (holder, purpose, host, pid, start, home). {@code
 * token} is the highest token that the host has seen, {@code said} what was left for the holder.
 * {@code .door} is held by whatever changes something under a token, {@code .latch} for moments by
 * the scripts of the lock: a heart must not stand still behind a long change.
 *
 * <h2>History</h2>
 *
 * <p>{@code history}, beside the journal: a head ({@link dev.drainboard.store.HistoryHead}) and
 * 1440 places of equal size ({@link dev.drainboard.store.HistoryMinute}), one for each minute of
 * the day, each with its time and its sum; so it never grows and half a minute is none. {@code
 * history.lock} is held by the process that writes. A list of nodes that changed makes it written
 * anew, in place at one instant. {@code history.damaged} is one whose head could not be read.
 *
 * <h2>Not done, and why</h2>
 *
 * <ul>
 *   <li>The cluster file is not read into objects by Jackson: only the parser's events know where
 *       every value stands, and nothing is constructed that a tag could call.
 *   <li>The journal is not signed: whoever may write it may write on the balancers too. The hashes
 *       tell of accidents and of hands that did not mean to hide.
 *   <li>There is no quorum: had on all state hosts or on none. With two balancers, the usual case,
 *       a majority is all of them anyway.
 * </ul>
 */
package dev.drainboard.store;
