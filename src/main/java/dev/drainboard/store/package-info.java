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
 * <tr><td>{@code at}</td><td>ISO 8601, UTC, on the clock of the machine that wrote it</td></tr>
 * <tr><td>{@code op}</td><td>id of the operation</td></tr>
 * <tr><td>{@code by}</td><td>the actor</td></tr>
 * <tr><td>{@code kind}</td><td>opened, found, about, did, skipped, failed, said, stopped, closed</td></tr>
 * <tr><td>{@code node}, {@code step}</td><td>of the step, in the words of the command line</td></tr>
 * <tr><td>{@code text}</td><td>for a person</td></tr>
 * <tr><td>{@code data}</td><td>an object of strings, in the writer's order</td></tr>
 * <tr><td>{@code fault}</td><td>code, kind, what, why, fix, host, command, exit, output</td></tr>
 * </table>
 */
package dev.drainboard.store;
