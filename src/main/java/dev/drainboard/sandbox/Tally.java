package dev.drainboard.sandbox;

import java.util.ArrayDeque;
import java.util.List;

/** What users saw. */
final class Tally {

    /** So many failures are kept in words. */
    private static final int KEPT = 200;

    private final ArrayDeque<String> failures = new ArrayDeque<>();
    private long requests;
    private long posts;
    private long failed;
    private long resets;
    private long reopened;
    private long open;

    synchronized void request(boolean post) {
        requests++;
        posts += post ? 1 : 0;
    }

    synchronized void failed(String words) {
        failed++;
        if (failures.size() == KEPT) {
            failures.remove();
        }
        failures.add(words);
    }

    synchronized void reset() {
        resets++;
    }

    synchronized void opened(boolean again) {
        open++;
        reopened += again ? 1 : 0;
    }

    synchronized void closed() {
        open--;
    }

    synchronized UserCount count() {
        return new UserCount(
                requests, posts, failed, resets, open, reopened, List.copyOf(failures));
    }
}
