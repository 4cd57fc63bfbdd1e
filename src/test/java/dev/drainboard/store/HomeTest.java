package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.FaultException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    private static final Path USER = Path.of("/home/anna");

    @TempDir Path directory;

    @Test
    void it_is_where_the_platform_keeps_such_things_unless_told() {
        assertThat(Home.place(Map.of(), "Linux", USER))
                .isEqualTo(USER.resolve(".local/state/drainboard"));
        assertThat(Home.place(Map.of("XDG_STATE_HOME", "/x/state"), "Linux", USER))
                .isEqualTo(Path.of("/x/state/drainboard"));
        assertThat(Home.place(Map.of("XDG_STATE_HOME", "relative"), "Linux", USER))
                .isEqualTo(USER.resolve(".local/state/drainboard"));
        assertThat(Home.place(Map.of(), "Mac OS X", USER))
                .isEqualTo(USER.resolve("Library/Application Support/Drainboard"));
        assertThat(Home.place(Map.of("LOCALAPPDATA", "/c/local"), "Windows 11", USER))
                .isEqualTo(Path.of("/c/local/Drainboard"));
        assertThat(Home.place(Map.of("DRAINBOARD_HOME", "/d/home"), "Mac OS X", USER))
                .isEqualTo(Path.of("/d/home"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_its_owner_may_look_into_it() throws Exception {
        var wide = Files.createDirectory(directory.resolve("wide"));
        Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString("rwxrwxrwx"));
        var home = Home.at(wide);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(wide)))
                .isEqualTo("rwx------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(wide.resolve("workstation"))))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(home.cluster("erp"))))
                .isEqualTo("rwx------");
    }

    @Test
    void it_is_the_same_workstation_each_time_and_another_home_is_another_one() throws Exception {
        var id = Home.at(directory.resolve("a")).id();
        assertThat(Home.at(directory.resolve("a")).id()).isEqualTo(id);
        assertThat(Home.at(directory.resolve("b")).id()).isNotEqualTo(id);
        var ids = new ConcurrentSkipListSet<String>();
        var threads = new Thread[8];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofVirtual().start(() -> ids.add(idOf(directory.resolve("c"))));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(ids).hasSize(1);
    }

    private static String idOf(Path home) {
        try {
            return Home.at(home).id();
        } catch (FaultException e) {
            return e.toString();
        }
    }

    @Test
    void a_home_that_cannot_be_made_is_told_with_what_to_do() throws Exception {
        var file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> Home.at(file.resolve("below")))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("The local state in " + file.resolve("below"));
    }
}
