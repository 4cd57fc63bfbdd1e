package dev.drainboard.wire;

import java.time.Duration;

/**
 * A server that takes one line and answers with text until it ends the connection: HAProxy's
 * Runtime API over TCP. Each line has a connection of its own.
 */
public interface LineSocket {

    /** {@code host:port}, as a person wrote it. */
    String address();

    /**
     * @param line without its newline
     * @return all of the answer, at most two MiB
     * @throws IllegalArgumentException if the line has a newline in it
     * @throws ShellException {@code UNREACHABLE} if nothing was sent; {@code UNKNOWN} if the line
     *     was sent and no end of an answer came in time
     */
    String ask(String line, Duration deadline) throws ShellException;
}
