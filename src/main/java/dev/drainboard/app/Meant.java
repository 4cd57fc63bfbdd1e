package dev.drainboard.app;

import dev.drainboard.model.Fault;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.Word;
import java.util.Optional;

/** For whom a pause is meant: between a look at a window and a press another may have the lock. */
final class Meant {

    private Meant() {}

    /**
     * Why whoever holds the cluster now must not hear it; empty: it is meant for that one. A word
     * that names no operation is for one's own.
     */
    static Optional<Fault> refusal(Word.Said said, LockFacts lock, String operator) {
        boolean meant =
                said.of()
                        .map(lock.operation()::equals)
                        .orElseGet(() -> lock.holder().equals(operator));
        return meant
                ? Optional.empty()
                : Optional.of(
                        Fault.of(
                                Fault.Kind.WRONG,
                                "pause.another",
                                "Nobody was asked to pause: "
                                        + lock.holder()
                                        + " on "
                                        + lock.host()
                                        + " holds the cluster now, "
                                        + lock.purpose()
                                        + ".",
                                "What the pause was meant for has ended meanwhile.",
                                "Look at what runs now, and ask again if it is to stand."));
    }

    /** Whether what holds it is of this process: an own order that only waits must not hear it. */
    static boolean here(LockFacts lock, String operator, long pid) {
        return lock.pid() == pid && lock.holder().equals(operator);
    }
}
