/**
 * The only sockets: SSH ({@link dev.drainboard.wire.Shell}), HTTP ({@link
 * dev.drainboard.wire.Http}), PostgreSQL ({@link dev.drainboard.wire.Sql}) and servers of one line
 * ({@link dev.drainboard.wire.LineSocket}); one interface and one class each. Knows nothing else of
 * ours, so its failures are its own ({@link dev.drainboard.wire.ShellException}) and drivers put
 * them into the user's words.
 *
 * <p>A remote command is a value first ({@link dev.drainboard.wire.Script}): a constant text from a
 * resource, and data that reaches it only through {@link dev.drainboard.wire.Script#with}, the one
 * place of quoting.
 *
 * <p>How a call to a host goes: {@code SshShell} asks its {@code Line} for the one connection; that
 * has {@code Dialer} open it, hop by hop along {@code Hop.route}, with {@code Pins} deciding the
 * host key before anything is authenticated. On the {@code Connection} a channel is opened within
 * {@code Slots}, or one of two {@code Loops} is taken; the script goes out as a {@code Frame} and
 * comes back as a {@code Reply}, whole or not at all.
 *
 * <p>Chosen, with what decided it:
 *
 * <ul>
 *   <li>known_hosts and ssh_config are read by us. JSch took {@code StrictHostKeyChecking
 *       accept-new} for "do not check", refused {@code *} patterns, and passes over ProxyCommand.
 *   <li>No {@code ssh -G}: it is not on every machine, it runs {@code Match exec}, and it has no
 *       file and line for what we refuse.
 *   <li>No piped streams of JSch: they break when the thread that read last has ended.
 *   <li>A jump host is a socket of ours over a channel ({@code Tunnel}), not a forwarded port: so
 *       that keep-alives work, and nobody else on this machine finds an open door.
 *   <li>An exit code of a channel is never an answer, its absence never a failure: 38 % of healthy
 *       commands had none when their output ended. Only the sentinel is.
 * </ul>
 */
package dev.drainboard.wire;
