package dev.drainboard.sandbox;

import java.util.List;

/**
 * What the users of a sandbox saw so far.
 *
 * <p>A failed request is any status of 500 or more, an error on a fresh connection, a body that is
 * cut off, or an error on a reused connection that persists after one retry with no byte answered,
 * which is what browsers do. A websocket that closes is none; one that is not open again within 5 s
 * is.
 *
 * @param resets reused connections that were closed under a user and answered on the retry
 * @param websockets that are open now
 * @param reopened websockets that were closed and are open again
 * @param failures the last ones, in words
 */
public record UserCount(
        long requests,
        long posts,
        long failed,
        long resets,
        long websockets,
        long reopened,
        List<String> failures) {

    public UserCount {
        failures = List.copyOf(failures);
    }

    @Override
    public String toString() {
        return "%d requests (%d POST), %d failed, %d retried on a new connection; %d websockets, %d opened anew"
                        .formatted(requests, posts, failed, resets, websockets, reopened)
                + (failures.isEmpty() ? "" : "; last failure: " + failures.getLast());
    }
}
