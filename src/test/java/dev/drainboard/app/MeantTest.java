package dev.drainboard.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.LockFacts;
import dev.drainboard.model.Word;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pause reaches whom it was meant for, and nobody who took the cluster meanwhile. */
class MeantTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:05:07Z");

    private static LockFacts held(String holder, String operation) {
        return new LockFacts(
                holder, "ops2", 42, "1", NOW, NOW, NOW, "rollout to 2", operation, 7, false);
    }

    private static Word.Said pause(String... of) {
        return new Word.Said(Word.PAUSE, Optional.empty(), Optional.of(of).map(all -> all[0]));
    }

    private static final Word.Said OWN = new Word.Said(Word.PAUSE, Optional.empty());

    @Test
    void who_was_looked_at_is_asked_and_who_holds_it_now_instead_is_not_and_is_named() {
        assertThat(Meant.refusal(pause("op-1"), held("ana", "op-1"), "mk")).isEmpty();
        var told = Meant.refusal(pause("op-1"), held("bob", "op-2"), "mk").orElseThrow();
        assertThat(told.what())
                .isEqualTo(
                        "Nobody was asked to pause: bob on ops2 holds the cluster now, rollout to"
                                + " 2.");
    }

    @Test
    void a_pause_of_ones_own_does_not_reach_another() {
        assertThat(Meant.refusal(OWN, held("mk", "op-1"), "mk")).isEmpty();
        assertThat(Meant.refusal(OWN, held("ana", "op-1"), "mk")).isPresent();
    }

    @Test
    void an_own_order_hears_it_only_where_the_lock_is_this_processes() {
        assertThat(Meant.here(held("mk", "op-1"), "mk", 42)).isTrue();
        assertThat(Meant.here(held("mk", "op-1"), "mk", 43)).isFalse();
        assertThat(Meant.here(held("ana", "op-1"), "mk", 42)).isFalse();
    }
}
