package dev.drainboard.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {

    @TempDir Path beside;

    @Test
    void one_whose_process_was_killed_is_removed_by_the_next() throws Exception {
        var ended = new ProcessBuilder("true").start();
        ended.waitFor();
        var left = Files.createDirectories(beside.resolve("drainboard-0000ab/node1")).getParent();
        Files.writeString(left.resolve("owner"), ended.pid() + " 2026-11-23T00:00:00Z");
        var reused = Files.createDirectory(beside.resolve("drainboard-0000ad"));
        Files.writeString(
                reused.resolve("owner"), ProcessHandle.current().pid() + " 2026-11-23T00:00:00Z");

        try (var mine = Directory.make(beside)) {
            assertThat(left).doesNotExist();
            assertThat(reused).as("of another process with this number").doesNotExist();
            assertThat(mine.path()).exists();
        }
    }

    @Test
    void others_that_live_or_are_none_of_ours_stay() throws Exception {
        var nobodys = Files.createDirectory(beside.resolve("drainboard-0000ac"));
        try (var one = Directory.make(beside);
                var other = Directory.make(beside)) {
            assertThat(one.path()).exists().isNotEqualTo(other.path());
        }

        try (var files = Files.list(beside)) {
            assertThat(files).containsExactly(nobodys);
        }
    }
}
