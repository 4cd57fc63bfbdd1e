package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HostSpec;
import dev.drainboard.model.Latency;
import dev.drainboard.model.LogLine;
import dev.drainboard.model.NodeSpec;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.port.LogPort;
import dev.drainboard.wire.RealSshd;
import dev.drainboard.wire.Shells;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of a node, with the real sh and tail; docker and the journal are stand-ins. */
class NodeLogTest {

    private static final RuntimeSpec SYSTEMD = new RuntimeSpec.Systemd("odoo", "/opt/odoo");

    @TempDir Path dir;
    private Place place;
    private Path file;

    @BeforeEach
    void open() {
        place = new Place(dir);
        file = dir.resolve("log of odoo.log");
    }

    @AfterEach
    void close() {
        place.close();
    }

    private LogPort log(Optional<String> named, RuntimeSpec runtime) {
        var spec =
                new NodeSpec(
                        "node1",
                        HostSpec.of("10.0.0.1"),
                        List.of("10.0.0.1"),
                        8069,
                        8072,
                        Optional.empty(),
                        Optional.empty(),
                        named,
                        runtime);
        var remote = new Remote(place.shell);
        return new NodeLog(spec, "/web/health", remote, remote, pause -> {});
    }

    private LogPort log() {
        return log(Optional.of(file.toString()), SYSTEMD);
    }

    private static String line(int i) {
        return "2026-11-23 16:42:17,%03d 7 INFO erp odoo.http: line %d\n".formatted(i % 1000, i);
    }

    private void write(int from, int to) throws Exception {
        Files.writeString(
                file,
                IntStream.range(from, to).mapToObj(NodeLogTest::line).collect(Collectors.joining()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Remembers what it was told. */
    private static final class Looker implements LogPort.Reader {
        final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<Optional<Fault>> ends = new LinkedBlockingQueue<>();

        @Override
        public void lines(List<LogLine> more, long dropped) {
            more.forEach(line -> lines.add(line.text()));
        }

        @Override
        public void ended(Optional<Fault> why) {
            ends.add(why);
        }

        String next() throws InterruptedException {
            return String.valueOf(lines.poll(10, TimeUnit.SECONDS));
        }

        Optional<Fault> end() throws InterruptedException {
            var end = ends.poll(10, TimeUnit.SECONDS);
            assertThat(end).as("an end").isNotNull();
            return end;
        }
    }

    private final Looker looker = new Looker();

    // --- a file ---

    @Test
    void the_last_lines_of_a_file_oldest_first() throws Exception {
        write(0, 30);

        assertThat(log().source()).isEqualTo(file.toString());
        assertThat(log().last(2))
                .extracting(LogLine::text, LogLine::level)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("line 28", LogLine.Level.INFO),
                        org.assertj.core.groups.Tuple.tuple("line 29", LogLine.Level.INFO));
    }

    @Test
    void of_a_file_without_an_end_no_more_is_read_than_a_megabyte() throws Exception {
        Files.writeString(file, "x".repeat(3_000_000) + "\n" + line(7));

        assertThat(log().last(5000))
                .hasSize(2)
                .last()
                .extracting(LogLine::text)
                .isEqualTo("line 7");
    }

    @Test
    void a_file_that_is_not_there_is_a_fault_with_words() {
        assertThatThrownBy(() -> log().last(10))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> {
                            assertThat(e.fault().code()).isEqualTo("log.none");
                            assertThat(e.fault().what())
                                    .isEqualTo("The log of node1 could not be read.");
                            assertThat(e.fault().why()).contains(file.toString());
                            assertThat(e.fault().fix()).contains("`log:` of node1");
                        });
    }

    @Test
    void what_is_written_comes_while_somebody_looks() throws Exception {
        write(0, 5);
        try (var tail = log().follow(2, looker)) {
            assertThat(tail).isNotNull();
            assertThat(List.of(looker.next(), looker.next())).containsExactly("line 3", "line 4");
            write(5, 6);
            assertThat(looker.next()).isEqualTo("line 5");
        }
        assertThat(looker.end()).isEmpty();
        write(6, 7);
        assertThat(looker.lines).isEmpty();
    }

    @Test
    void a_file_that_logrotate_takes_away_is_followed_by_its_successor() throws Exception {
        write(0, 1);
        try (var tail = log().follow(1, looker)) {
            assertThat(tail).isNotNull();
            assertThat(looker.next()).isEqualTo("line 0");
            Files.move(file, dir.resolve("odoo.log.1"));
            write(1, 2);
            assertThat(looker.next()).isEqualTo("line 1");
        }
    }

    @Test
    void a_tail_that_nobody_hears_ends_on_the_host_although_nothing_is_written() throws Exception {
        write(0, 1);
        var tail = log().follow(1, looker);
        assertThat(looker.next()).isEqualTo("line 0");
        assertThat(tailsOf(file)).isEqualTo(1);

        tail.close();
        tail.close();
        for (int i = 0; i < 100 && tailsOf(file) > 0; i++) {
            Thread.sleep(100);
        }
        assertThat(tailsOf(file)).isZero();
    }

    /** Processes of tail that read this file. */
    private static long tailsOf(Path file) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::info)
                .filter(process -> process.command().orElse("").endsWith("/tail"))
                .flatMap(process -> process.arguments().stream())
                .filter(arguments -> List.of(arguments).contains(file.toString()))
                .count();
    }

    @Test
    void who_looks_is_told_why_there_is_nothing_to_see() throws Exception {
        try (var tail = log().follow(10, looker)) {
            assertThat(tail).isNotNull();
            assertThat(looker.end().orElseThrow().code()).isEqualTo("log.none");
        }
    }

    @Test
    void a_flood_is_dropped_and_counted_and_never_holds_up_the_host() throws Exception {
        write(0, 50_000);
        var slow = new LinkedBlockingQueue<Long>();
        var last = new LinkedBlockingQueue<String>();
        try (var tail =
                log().follow(
                                5000,
                                new LogPort.Reader() {
                                    @Override
                                    public void lines(List<LogLine> lines, long dropped) {
                                        try {
                                            Thread.sleep(20);
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        slow.add(dropped + lines.size());
                                        last.add(lines.getLast().text());
                                    }

                                    @Override
                                    public void ended(Optional<Fault> why) {}
                                })) {
            assertThat(tail).isNotNull();
            for (var line = ""; !line.equals("line 49999"); ) {
                line = last.poll(10, TimeUnit.SECONDS);
                assertThat(line).isNotNull();
            }
        }
        assertThat(slow.stream().mapToLong(count -> count).sum()).isEqualTo(5000);
    }

    @Test
    void over_ssh_too_a_tail_ends_with_whoever_looked() throws Exception {
        write(0, 1);
        try (var sshd = RealSshd.start().trusted();
                var shells = new Shells(sshd.workstation())) {
            var seen = sshd.directory().resolve("odoo.log");
            Files.writeString(seen, line(0));
            var remote = new Remote(shells.of(sshd.target("root")));
            var spec =
                    new NodeSpec(
                            "node1",
                            HostSpec.of("127.0.0.1"),
                            List.of("127.0.0.1"),
                            8069,
                            8072,
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of(seen.toString()),
                            SYSTEMD);
            var tail =
                    new NodeLog(spec, "/web/health", remote, remote, pause -> {}).follow(1, looker);
            assertThat(looker.next()).isEqualTo("line 0");
            Files.writeString(seen, line(1), StandardOpenOption.APPEND);
            assertThat(looker.next()).isEqualTo("line 1");
            assertThat(tailsOf(seen)).isEqualTo(1);

            tail.close();
            assertThat(looker.end()).isEmpty();
            for (int i = 0; i < 100 && tailsOf(seen) > 0; i++) {
                Thread.sleep(100);
            }
            assertThat(tailsOf(seen)).isZero();
        }
    }

    // --- requests a second ---

    /** Lines of requests, so many in each second up to now. */
    private void requests(int seconds, int each, String more) throws Exception {
        var clock = java.time.Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
        var text = new StringBuilder();
        for (int second = seconds; second >= 0; second--) {
            var at = clock.minusSeconds(second).toString().replace('T', ' ').replace("Z", "");
            for (int i = 0; i < each; i++) {
                text.append(at)
                        .append(",100 7 INFO erp werkzeug: 10.0.0.2 - - [x] \"")
                        .append(more);
                text.append(" - 2 0.050 0.050\n");
            }
        }
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static final String PAGE = "GET /web HTTP/1.1\" 200";

    @Test
    void requests_of_the_last_seconds_are_counted_with_their_times() throws Exception {
        requests(20, 4, PAGE);
        requests(20, 1, "POST /web/dataset HTTP/1.1\" 500");
        requests(20, 9, "GET /web/health HTTP/1.1\" 200");
        requests(20, 3, "GET /websocket?version=1 HTTP/1.1\" 101");

        var rate = log().rate().orElseThrow();
        assertThat(rate.perSecond()).isBetween(4.0, 6.0);
        assertThat(rate.serverErrors().orElseThrow()).isBetween(0.8, 1.2);
        assertThat(rate.clientErrors()).hasValue(0);
        assertThat(rate.latency()).contains(new Latency(Latency.Kind.P95, 100));
        assertThat(rate.by()).isEqualTo("node1: " + file);
    }

    @Test
    void a_busy_log_is_read_further_back_and_one_that_is_too_busy_tells_nothing() throws Exception {
        requests(6, 150, PAGE);
        assertThat(log().rate().orElseThrow().perSecond()).isBetween(120.0, 160.0);

        requests(0, 6000, PAGE);
        assertThat(log().rate()).isEmpty();
    }

    @Test
    void a_log_without_a_line_of_a_request_says_nothing_of_requests() throws Exception {
        write(0, 30);
        assertThat(log().rate()).isEmpty();
    }

    @Test
    void nobody_asked_for_a_while_and_that_is_known() throws Exception {
        Files.writeString(
                file,
                "2026-01-01 10:00:00,000 7 INFO erp werkzeug: 10.0.0.2 - - [x] \""
                        + PAGE
                        + " - 2 0.050 0.050\n");
        var rate = log().rate().orElseThrow();
        assertThat(rate.perSecond()).isZero();
        assertThat(rate.latency()).isEmpty();
    }

    // --- docker ---

    private static final String DOCKER =
            """
            echo "$*" >>"$PLACE/calls"
            case $1 in
                ps) cat "$PLACE/id" ;;
                logs)
                    for id; do :; done
                    case $* in
                        *--follow*) exec tail -n +1 -f "$PLACE/of-$id" ;;
                        *) cat "$PLACE/of-$id" >&2 ;;
                    esac
                    ;;
            esac
            """;

    private LogPort compose() {
        place.standIn("docker", DOCKER);
        return log(
                Optional.empty(),
                new RuntimeSpec.Compose("/srv/my odoo", "odoo", Optional.empty()));
    }

    private static String kept(int i) {
        return "2026-11-23T16:42:18.%03d000000Z ".formatted(i) + line(i);
    }

    @Test
    void a_compose_service_says_what_docker_kept_of_its_container() throws Exception {
        var compose = compose();
        place.file("id", "aaaa\n").file("of-aaaa", kept(1) + kept(2));

        assertThat(compose.source()).isEqualTo("docker compose logs odoo");
        assertThat(compose.last(10)).extracting(LogLine::text).containsExactly("line 1", "line 2");
        assertThat(place.text("calls"))
                .isEqualTo(
                        "ps -aq --no-trunc --filter label=com.docker.compose.service=odoo --filter"
                                + " label=com.docker.compose.project.working_dir=/srv/my odoo\n"
                                + "logs --timestamps --tail 10 aaaa\n");
    }

    @Test
    void a_container_that_an_update_makes_is_followed_from_its_beginning() throws Exception {
        var compose = compose();
        place.file("id", "aaaa\n").file("of-aaaa", kept(1));
        try (var tail = compose.follow(1, looker)) {
            assertThat(tail).isNotNull();
            assertThat(looker.next()).isEqualTo("line 1");
            place.file("of-bbbb", kept(2)).file("id", "bbbb\n");
            endTails("of-aaaa");
            assertThat(looker.next()).isEqualTo("line 2");
        }
        assertThat(place.text("calls")).contains("logs --timestamps --follow --tail=all bbbb\n");
    }

    /** What docker does when the container is gone. */
    private void endTails(String file) {
        ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info()
                                        .arguments()
                                        .map(List::of)
                                        .orElse(List.of())
                                        .contains(dir.resolve(file).toString()))
                .forEach(ProcessHandle::destroy);
    }

    @Test
    void no_container_is_a_fault() {
        var compose = compose();
        place.file("id", "");
        assertThatThrownBy(() -> compose.last(10))
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("node1");
    }

    // --- the journal ---

    @Test
    void a_unit_says_what_the_journal_kept() throws Exception {
        place.standIn(
                "journalctl",
                "echo \"$*\" >>\"$PLACE/calls\"\n"
                        + "printf '%s' '2026-11-23T17:42:18.000001+0100 node1 odoo[7]: "
                        + line(3)
                        + "'");
        var journal = log(Optional.empty(), SYSTEMD);

        assertThat(journal.source()).isEqualTo("journalctl -u odoo");
        assertThat(journal.last(10)).extracting(LogLine::text).containsExactly("line 3");
        assertThat(place.text("calls"))
                .contains("--quiet --no-pager --output=short-iso-precise --lines=10 --unit=odoo\n");
    }

    // --- nothing ---

    @Test
    void commands_of_the_users_own_tell_of_no_log() {
        var log =
                log(
                        Optional.empty(),
                        new RuntimeSpec.Commands("cat REVISION", Optional.empty(), "update"));
        assertThatThrownBy(() -> log.last(10))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().fix()).contains("Add `log:"));
    }
}
