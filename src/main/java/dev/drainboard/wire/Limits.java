package dev.drainboard.wire;

import java.time.Duration;

/**
 * How long each part of a connection may take.
 *
 * @param connect until TCP answers
 * @param keyExchange from there until the host key is decided
 * @param authentication from there until we are signed in; a slow PAM or reverse DNS takes 25 s
 * @param keepAlive a silent link is asked at this rhythm, and given up after three unanswered: a
 *     black hole ends within 12 s where JSch's defaults would wait for ever
 */
record Limits(Duration connect, Duration keyExchange, Duration authentication, Duration keepAlive) {

    static final int KEEP_ALIVES = 3;

    static final Limits USUAL =
            new Limits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(3));
}
