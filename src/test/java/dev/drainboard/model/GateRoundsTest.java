package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateRoundsTest {

    private static final Instant BEGAN = Instant.parse("2026-11-23T14:00:00Z");
    private static final GateRounds NONE =
            GateRounds.begun("20261123-1400-7f3a", "node2", BEGAN, Duration.ofMinutes(3), 5);

    private static GateCheck check(String name, boolean passed) {
        return new GateCheck(name, passed, "200", passed ? "200" : "500");
    }

    private static GateRounds after(boolean... login) {
        var rounds = NONE;
        for (int i = 0; i < login.length; i++) {
            rounds =
                    rounds.with(
                            List.of(check("health", true), check("login", login[i])),
                            BEGAN.plusSeconds(i + 1));
        }
        return rounds;
    }

    @Test
    void each_check_counts_its_own_row_and_a_wrong_answer_begins_it_anew() {
        var rounds = after(true, true, false);
        assertThat(rounds.rounds()).isEqualTo(3);
        assertThat(rounds.asked()).extracting(GateRounds.Asked::row).containsExactly(3, 0);
        assertThat(rounds.asked())
                .extracting(GateRounds.Asked::since)
                .containsExactly(BEGAN.plusSeconds(1), BEGAN.plusSeconds(3));
    }

    @Test
    void what_fails_on_keeps_the_time_of_its_first_failure() {
        assertThat(after(false, false, false).asked().getLast().since())
                .isEqualTo(BEGAN.plusSeconds(1));
    }

    @Test
    void the_time_that_is_left_is_never_below_nothing() {
        assertThat(NONE.left(BEGAN.plusSeconds(20))).isEqualTo(Duration.ofSeconds(160));
        assertThat(NONE.left(BEGAN.plusSeconds(600))).isZero();
    }
}
