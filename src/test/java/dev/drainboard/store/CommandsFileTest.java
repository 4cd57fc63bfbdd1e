package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.drainboard.model.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class CommandsFileTest {

    private static final Instant NOW = Instant.parse("2026-11-23T14:05:07.123Z");

    @TempDir private Path dir;
    private Home home;

    @BeforeEach
    void home() throws Exception {
        home = Home.at(dir.resolve("home"));
    }

    private CommandsFile file() {
        return new CommandsFile(home, "erp-prod");
    }

    private Path place() {
        return dir.resolve("home/clusters/erp-prod/commands.jsonl");
    }

    private static CommandRun exited(int number, int code) {
        var at = NOW.plusSeconds(number);
        return CommandRun.begun(0, at, "lb1", "nginx: change " + number)
                .exited(at.plusMillis(300), code);
    }

    @Test
    void what_was_kept_is_read_by_the_next_process_in_its_order() {
        var lost =
                CommandRun.begun(0, NOW.plusSeconds(2), "lb2", "haproxy: change")
                        .lost(NOW.plusSeconds(4), "the connection to 10.0.0.3 broke");
        file().keep(exited(1, 0));
        file().keep(lost);
        file().keep(exited(3, 1));
        assertThat(file().kept()).containsExactly(exited(1, 0), lost, exited(3, 1));
        assertThat(new CommandsFile(home, "other").kept()).isEmpty();
    }

    @Test
    void that_nothing_can_be_kept_is_said_once_and_again_after_it_went_well() throws Exception {
        var said = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(CommandsFile.class);
        said.start();
        logger.addAppender(said);
        try {
            var file = file();
            file.keep(exited(1, 0));
            Files.delete(place());
            Files.createDirectory(place());
            file.keep(exited(2, 0));
            file.keep(exited(3, 0));
            assertThat(said.list).hasSize(1);
            Files.delete(place());
            file.keep(exited(4, 0));
            Files.delete(place());
            Files.createDirectory(place());
            file.keep(exited(5, 0));
            assertThat(said.list).hasSize(2);
        } finally {
            logger.detachAppender(said);
        }
    }

    @Test
    void nobody_else_can_read_it() throws Exception {
        file().keep(exited(1, 0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place())))
                .isEqualTo("rw-------");
    }

    @Test
    void it_never_takes_more_than_twice_its_size_and_the_newest_are_there() throws Exception {
        for (int i = 0; i < 9000; i++) {
            file().keep(exited(i, 0));
        }
        try (var files = Files.list(place().getParent())) {
            long all = files.mapToLong(each -> each.toFile().length()).sum();
            assertThat(all).isBetween((long) CommandsFile.FULL, 2L * CommandsFile.FULL + 1000);
        }
        assertThat(file().kept()).hasSize(200).last().isEqualTo(exited(8999, 0));
        assertThat(file().kept().getFirst()).isEqualTo(exited(8800, 0));
    }

    @Test
    void a_torn_line_costs_itself_alone() throws Exception {
        file().keep(exited(1, 0));
        Files.writeString(place(), "{\"at\":\"2026-\n", StandardOpenOption.APPEND);
        file().keep(exited(2, 0));
        assertThat(file().kept()).isEqualTo(List.of(exited(1, 0), exited(2, 0)));
    }

    @Test
    void where_nothing_can_be_kept_nothing_fails() throws Exception {
        Files.createDirectories(place());
        file().keep(exited(1, 0));
        assertThat(file().kept()).isEmpty();
    }
}
