package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.CommandRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class CommandLogTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:05:07Z");

    private Instant now = NOW;
    private final CommandLog log = new CommandLog(() -> now);

    @Test
    void oneThatRunsHasNoEndYetAndThenItsExitAndItsTime() {
        long number = log.begun("lb1", "nginx: change and reload");
        assertThat(log.runs())
                .containsExactly(CommandRun.begun(1, NOW, "lb1", "nginx: change and reload"));
        now = NOW.plusMillis(300);
        log.exited(number, 1);
        assertThat(log.runs())
                .containsExactly(
                        new CommandRun(
                                1,
                                NOW,
                                "lb1",
                                "nginx: change and reload",
                                Optional.of(Duration.ofMillis(300)),
                                OptionalInt.of(1),
                                Optional.empty()));
    }

    @Test
    void onlyTheNewestAreKeptAndTheEndOfAForgottenOneChangesNothing() {
        long first = log.begun("lb1", "first");
        for (int i = 0; i < 500; i++) {
            log.exited(log.begun("lb1", "more"), 0);
        }
        log.lost(first, "the connection broke");
        assertThat(log.runs()).hasSize(200).noneMatch(run -> run.failed().isPresent());
    }
}
