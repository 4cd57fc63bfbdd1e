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
 */
package dev.drainboard.wire;
