package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Metric;
import dev.drainboard.model.Moment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day that outlives the process, whatever happens to the file. */
class HistoryFileTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final List<String> NODES = List.of("node1", "node2");

    @TempDir Path directory;
    private Home home;
    private Path file;

    @BeforeEach
    void open() throws FaultException {
        home = Home.at(directory.resolve("home"));
        file = home.cluster("erp").resolve("history");
    }

    private HistoryFile history() {
        return new HistoryFile(home, "erp");
    }

    private static Moment minute(int minutes, float number) {
        return minute(minutes, number, NODES);
    }

    private static Moment minute(int minutes, float number, List<String> nodes) {
        var numbers = new float[(nodes.size() + 1) * Metric.values().length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i % 3 == 0 ? Float.NaN : number + i;
        }
        return new Moment(NOON.plus(Duration.ofMinutes(minutes)), nodes, numbers);
    }

    private void keep(Moment... minutes) {
        try (var history = history()) {
            for (var minute : minutes) {
                history.keep(minute);
            }
            assertThat(history.trouble()).isEmpty();
        }
    }

    @Test
    void what_one_process_kept_another_reads_in_the_order_of_time() {
        keep(minute(3, 7), minute(1, 5), minute(2, 6));

        assertThat(history().kept(NODES)).containsExactly(minute(1, 5), minute(2, 6), minute(3, 7));
    }

    @Test
    void nothing_was_ever_kept() {
        assertThat(history().kept(NODES)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void the_file_never_grows_beyond_a_day() throws IOException {
        try (var history = history()) {
            for (int i = 0; i < 1440; i++) {
                history.keep(minute(i, 1));
            }
            long size = Files.size(file);
            for (int i = 1440; i < 4000; i += 7) {
                history.keep(minute(i, 2));
            }
            assertThat(Files.size(file)).isEqualTo(size).isLessThan(100_000);
        }
        var kept = history().kept(NODES);
        assertThat(kept).hasSizeLessThanOrEqualTo(1440);
        assertThat(kept.getLast()).isEqualTo(minute(1440 + 7 * 365, 2));
    }

    @Test
    void forty_nodes_fit_into_a_megabyte() {
        var head =
                HistoryHead.of(
                        java.util.stream.IntStream.range(0, 40).mapToObj(n -> "node" + n).toList());
        assertThat(head.place(HistoryFile.SLOTS)).isBetween(900_000L, 1_000_000L);
    }

    @Test
    void a_minute_that_was_half_written_is_unknown_and_no_other_is() throws IOException {
        keep(minute(1, 5), minute(2, 6), minute(3, 7));
        var head = HistoryHead.of(NODES);
        long place = head.place(HistoryMinute.slot(minute(2, 6)));
        var next = HistoryMinute.bytes(head, minute(2 + 1440, 9));
        for (int written = 1; written < next.limit(); written++) {
            overwrite(place, next.duplicate().limit(written));
            assertThat(history().kept(NODES))
                    .contains(minute(1, 5), minute(3, 7))
                    .as("as it was, as long as nothing of it changed, or unknown")
                    .isSubsetOf(minute(1, 5), minute(2, 6), minute(3, 7))
                    .hasSize(written < 7 ? 3 : 2); // both times begin alike
        }
        overwrite(place, next);
        assertThat(history().kept(NODES)).hasSize(3);
    }

    private void overwrite(long place, ByteBuffer bytes) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(bytes.duplicate().rewind(), place);
        }
    }

    @Test
    void a_file_cut_anywhere_gives_what_is_left_of_it_and_is_written_again() throws IOException {
        keep(minute(1, 5), minute(2, 6));
        var whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + whole.length / 97) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(history().kept(NODES)).isSubsetOf(minute(1, 5), minute(2, 6));
            keep(minute(3, 7));
            assertThat(history().kept(NODES)).contains(minute(3, 7));
        }
    }

    @Test
    void a_head_that_is_damaged_is_put_aside_and_the_file_begins_anew() throws IOException {
        keep(minute(1, 5));
        var random = new Random(1);
        for (int round = 0; round < 200; round++) {
            var bytes = Files.readAllBytes(file);
            int at = random.nextInt(HistoryHead.of(NODES).length());
            if (at >= 8 && at < 12) {
                continue; // the version: another test
            }
            bytes[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, bytes);
            assertThat(history().kept(NODES)).isEmpty();
            keep(minute(2, 6));
            assertThat(history().kept(NODES)).containsExactly(minute(2, 6));
        }
        assertThat(file.resolveSibling("history.damaged")).exists();
    }

    @Test
    void a_later_versions_file_is_left_alone() throws IOException {
        keep(minute(1, 5));
        var bytes = Files.readAllBytes(file);
        bytes[11]++;
        Files.write(file, bytes);

        try (var history = history()) {
            assertThat(history.kept(NODES)).isEmpty();
            history.keep(minute(2, 6));
            assertThat(history.trouble().orElseThrow())
                    .isEqualTo(
                            "No history is kept on this machine: a later version of Drainboard keeps it");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void a_node_that_comes_or_goes_does_not_cost_the_others_their_day() {
        keep(minute(1, 5));
        var now = List.of("node2", "node3");
        keep(minute(2, 6, now));

        assertThat(history().kept(now))
                .containsExactly(minute(1, 5).of(now), minute(2, 6, now))
                .allMatch(minute -> minute.nodes().equals(now));
        assertThat(history().kept(now).getFirst().get(1, Metric.ERRORS))
                .isEqualTo(minute(1, 5).get(2, Metric.ERRORS));
    }

    @Test
    void an_earlier_versions_numbers_are_found_by_their_names() throws IOException {
        var old =
                new HistoryHead(List.of(Metric.REQUESTS.word(), "gone", "state"), List.of("node1"));
        var bytes = ByteBuffer.allocate(old.record());
        long minute = NOON.getEpochSecond() / 60;
        bytes.putLong(minute);
        for (float number : new float[] {1, 2, 3, 4, 5, 6}) {
            bytes.putShort(Float.floatToFloat16(number));
        }
        var crc = new java.util.zip.CRC32C();
        crc.update(bytes.array(), 0, bytes.position());
        bytes.putInt((int) crc.getValue());
        Files.write(file, old.bytes().array());
        overwrite(old.place((int) (minute % 1440)), bytes.flip());

        var kept = history().kept(NODES).getFirst();
        assertThat(kept.get(0, Metric.REQUESTS)).isEqualTo(1);
        assertThat(kept.get(0, Metric.STATE)).isEqualTo(3);
        assertThat(kept.get(1, Metric.REQUESTS)).isEqualTo(4);
        assertThat(kept.get(1, Metric.LATENCY)).isNaN();
        assertThat(kept.get(2, Metric.REQUESTS)).isNaN();
    }

    @Test
    void it_is_its_owners_alone() throws IOException {
        keep(minute(1, 5));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    // --- two at once ---

    /** Another process: writes minutes of 9 until it is ended. */
    public static void main(String[] arguments) throws Exception {
        var history = new HistoryFile(Home.at(Path.of(arguments[0])), "erp");
        System.out.println("begun");
        for (int round = 0; round < 100_000; round++) {
            history.keep(minute(round % 1440, 9));
        }
    }

    @Test
    void the_first_writes_and_the_second_takes_over_when_it_is_gone() {
        var first = history();
        try (var second = history()) {
            first.keep(minute(1, 5));
            second.keep(minute(1, 99));
            assertThat(second.trouble()).isEmpty();
            assertThat(second.kept(NODES)).containsExactly(minute(1, 5));

            first.close();
            second.keep(minute(2, 6));
            assertThat(first.kept(NODES)).containsExactly(minute(1, 5), minute(2, 6));
        } finally {
            first.close();
        }
    }

    @Test
    void a_process_that_is_killed_while_it_writes_leaves_whole_minutes() throws Exception {
        var other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                HistoryFileTest.class.getName(),
                                directory.resolve("home").toString())
                        .redirectErrorStream(true)
                        .start();
        try (var history = history()) {
            assertThat(other.inputReader().readLine()).isEqualTo("begun");
            for (int i = 0; i < 300 && history.kept(NODES).size() < 50; i++) {
                Thread.sleep(10);
            }
            history.keep(minute(5, 1));
            assertThat(history.kept(NODES)).as("it holds the pen").doesNotContain(minute(5, 1));
            other.destroyForcibly();
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();

            var left = history.kept(NODES);
            assertThat(left).hasSizeGreaterThan(49);
            assertThat(left).allMatch(minute -> minute.get(0, Metric.ERRORS) == 9 + 1);
            history.keep(minute(5, 1));
            assertThat(history.kept(NODES)).contains(minute(5, 1));
        } finally {
            other.destroyForcibly();
        }
    }
}
