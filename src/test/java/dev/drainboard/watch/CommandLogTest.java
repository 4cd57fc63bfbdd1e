package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.CommandRun;
import dev.drainboard.port.CommandsPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class CommandLogTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:05:07Z");

    private Instant now = NOW;
    private final List<CommandRun> kept = new ArrayList<>();
    private final CommandLog log = log();

    private CommandLog log() {
        return new CommandLog(
                () -> now,
                new CommandsPort() {
                    @Override
                    public List<CommandRun> kept() {
                        return List.copyOf(kept);
                    }

                    @Override
                    public void keep(CommandRun run) {
                        kept.add(run);
                    }
                });
    }

    @Test
    void whatHasEndedIsKnownToTheNextProcessAndStandsBeforeItsOwn() {
        log.exited(log.begun("lb1", "first"), 0);
        log.lost(log.begun("lb2", "second"), "the connection broke");
        log.begun("lb2", "runs still");
        assertThat(kept).extracting(CommandRun::what).containsExactly("first", "second");

        now = NOW.plusSeconds(60);
        var next = log();
        next.exited(next.begun("lb1", "third"), 0);
        next.recall();
        assertThat(next.runs())
                .extracting(CommandRun::what)
                .as("each once, though the third is kept by now as well")
                .containsExactly("first", "second", "third");
    }

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
