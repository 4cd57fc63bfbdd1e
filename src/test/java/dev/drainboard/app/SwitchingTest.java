package dev.drainboard.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.drainboard.model.CommandRun;
import dev.drainboard.model.Intent;
import dev.drainboard.model.NodeStatus;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Status;
import dev.drainboard.sandbox.Sandbox;
import dev.drainboard.sandbox.Wish;
import dev.drainboard.ui.kit.Clusters;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Order;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From one cluster to another and back, on two sandboxes, with everything but the glass. */
@Timeout(360)
class SwitchingTest {

    private static final Wish WISH =
            Wish.USUAL.nodes(2).boot(Duration.ofMillis(300)).load(new Wish.Load(5, 2));

    @TempDir private Path dir;
    private Sandbox one;
    private Sandbox other;
    private Desktop desktop;
    private volatile Door shown;
    private final List<dev.drainboard.model.Notice> said =
            new java.util.concurrent.CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        one = Sandbox.start(WISH, InstantSource.system());
        other = Sandbox.start(WISH, InstantSource.system());
        assertThat(one.awaitHealthy(Duration.ofSeconds(20))).isTrue();
        assertThat(other.awaitHealthy(Duration.ofSeconds(20))).isTrue();
        desktop = new LocalEngines(dir).desktop(one.clusterFile(), Optional.of("tester"), false);
        desktop.showOn(screen());
    }

    private Desktop.Screen screen() {
        return new Desktop.Screen() {
            @Override
            public void show(Door door, Runnable begins) {
                shown = door;
                begins.run();
            }

            @Override
            public boolean inFront() {
                return true;
            }

            @Override
            public void notice(dev.drainboard.model.Notice notice) {
                said.add(notice);
            }
        };
    }

    @AfterEach
    void close() {
        desktop.close();
        other.close();
        one.close();
    }

    @Test
    void to_and_fro_leaves_no_thread_and_no_connection() throws Exception {
        show(other);
        show(one);
        int connections = settled(this::connections);
        var threads = ours();
        for (int i = 0; i < 4; i++) {
            show(other);
            show(one);
        }
        // an attempt to connect that was under way may take its time
        await("the threads of one cluster", () -> ours().size() <= threads.size());
        assertThat(ours()).containsExactlyInAnyOrderElementsOf(threads);
        await("the connections of one cluster", () -> connections() <= connections);
    }

    @Test
    void one_that_is_left_before_it_was_connected_is_not_connected_later() throws Exception {
        show(one);
        var threads = ours();
        int connections = settled(this::connections);
        for (int i = 0; i < 3; i++) {
            assertThat(desktop.open(other.clusterFile())).isEmpty();
            assertThat(desktop.open(one.clusterFile())).isEmpty();
        }
        await("the first readings", this::healthy);
        await("the threads of one cluster", () -> ours().size() <= threads.size());
        await("the connections of one cluster", () -> connections() <= connections);
    }

    @Test
    void a_rollout_goes_on_while_another_cluster_is_looked_at() throws Exception {
        show(one);
        var before = shown;
        var order =
                CompletableFuture.supplyAsync(
                        () ->
                                before.orders()
                                        .apply(
                                                new Order.Wanted(
                                                        new Intent.Rollout(
                                                                Optional.of("18.0-2"),
                                                                List.of(),
                                                                1))));
        await(
                "it has begun",
                () ->
                        Status.of(before.snapshot().get(), now())
                                .lock()
                                .flatMap(lock -> lock)
                                .isPresent());
        show(other);
        assertThat(desktop.known())
                .extracting(Clusters.Known::file, Clusters.Known::now)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                other.clusterFile(), Clusters.Now.SHOWN),
                        org.assertj.core.groups.Tuple.tuple(
                                one.clusterFile(), Clusters.Now.WORKING));

        // who comes back while it runs sees the very same, with its charts
        assertThat(desktop.open(one.clusterFile())).isEmpty();
        assertThat(shown.history()).isSameAs(before.history());
        assertThat(desktop.open(other.clusterFile())).isEmpty();

        assertThat(order.get()).as("the rollout's fault").isEmpty();
        await("it is told where another is shown", () -> !said.isEmpty());
        assertThat(said)
                .singleElement()
                .satisfies(
                        notice -> {
                            assertThat(notice.needsYou()).isFalse();
                            assertThat(notice.title()).contains("rollout to 18.0-2 is done");
                        });
        await(
                "it is closed when it has ended",
                () ->
                        desktop.known().stream()
                                .allMatch(known -> known.now() != Clusters.Now.WORKING));
        assertThat(desktop.open(one.clusterFile())).isEmpty();
        await("all run the new one", () -> revisions().equals(List.of("18.0-2", "18.0-2")));
        assertThat(one.users().failures()).isEmpty();
    }

    @Test
    void a_rollout_that_fails_where_nobody_looks_is_told_once() throws Exception {
        show(one);
        var before = shown;
        var first = ordered(before, "18.0-2");
        await(
                "it has begun",
                () ->
                        Status.of(before.snapshot().get(), now())
                                .lock()
                                .flatMap(lock -> lock)
                                .isPresent());
        var second = ordered(before, "none-such");
        show(other);

        assertThat(first.get()).isEmpty();
        assertThat(second.get()).isPresent();

        assertThat(said)
                .filteredOn(dev.drainboard.model.Notice::needsYou)
                .extracting(dev.drainboard.model.Notice::title)
                .singleElement()
                .asString()
                .contains("rollout to none-such stands");
    }

    @Test
    void who_closes_the_window_gently_leaves_a_rollout_that_stands_and_begins_no_other()
            throws Exception {
        show(one);
        assertThat(desktop.atWork()).isEmpty();
        var first = ordered(shown, "18.0-2");
        await(
                "it has begun",
                () ->
                        Status.of(shown.snapshot().get(), now())
                                .lock()
                                .flatMap(lock -> lock)
                                .isPresent());
        var second = ordered(shown, "18.0-3");
        assertThat(desktop.atWork()).hasSize(1);

        desktop.stand();
        await("all has ended or stands", () -> desktop.atWork().isEmpty());

        assertThat(first.get()).isEmpty();
        assertThat(second.get().orElseThrow().code()).isEqualTo("window.closing");
        await(
                "it stands",
                () ->
                        Status.of(shown.snapshot().get(), now())
                                .operation()
                                .filter(view -> view.paused() && !view.over())
                                .isPresent());
    }

    private static CompletableFuture<Optional<dev.drainboard.model.Fault>> ordered(
            Door door, String revision) {
        var rollout = new Intent.Rollout(Optional.of(revision), List.of(), 1);
        return CompletableFuture.supplyAsync(
                () -> door.orders().apply(new Order.Wanted(rollout)),
                task -> Thread.ofVirtual().start(task));
    }

    @Test
    void an_order_that_comes_too_late_for_a_closed_cluster_is_refused() throws Exception {
        show(one);
        var before = shown;
        assertThat(desktop.open(other.clusterFile())).isEmpty();

        var fault =
                before.orders()
                        .apply(
                                new Order.Wanted(
                                        new Intent.Drain("node1", Intent.DrainWish.DEFAULT)));

        assertThat(fault.orElseThrow().code()).isEqualTo("window.cluster.closed");
    }

    @Test
    void a_frame_that_is_replaced_is_knocked_at_no_more() throws Exception {
        show(one);
        var earlier = new java.util.concurrent.atomic.AtomicInteger();
        var now = new java.util.concurrent.atomic.AtomicInteger();
        shown.onKnock().accept(earlier::incrementAndGet);
        shown.onKnock().accept(now::incrementAndGet);
        await("readings come", () -> now.get() > 0);
        int heard = earlier.get();
        now.set(0);
        await("more readings come", () -> now.get() > 3);
        assertThat(earlier.get()).isEqualTo(heard);
    }

    @Test
    void a_file_that_is_wrong_is_told_where_and_the_open_cluster_stays() throws Exception {
        show(one);
        var before = shown;
        var wrong = dir.resolve("wrong.yaml");
        Files.writeString(
                wrong, Files.readString(one.clusterFile()).replace("balancers:", "balancer:"));

        var fault = desktop.open(wrong).orElseThrow();

        assertThat(fault.what()).contains("wrong.yaml");
        assertThat(fault.output().orElseThrow())
                .containsPattern("wrong.yaml:\\d+:\\d+: found .*, expected .*balancers");
        assertThat(desktop.open(dir.resolve("none.yaml")).orElseThrow().why())
                .isEqualTo("There is no such file.");
        assertThat(shown).isSameAs(before);
        await("it is still read", this::healthy);
        assertThat(desktop.known().getFirst().file()).isEqualTo(one.clusterFile());
    }

    @Test
    void those_that_were_open_are_remembered_the_newest_first() throws Exception {
        show(one);
        show(other);
        desktop.close();
        var again = new LocalEngines(dir).desktop(one.clusterFile(), Optional.of("t"), false);
        assertThat(again.known())
                .extracting(Clusters.Known::file)
                .containsExactly(other.clusterFile(), one.clusterFile());
    }

    @Test
    void the_commands_are_known_after_a_restart_with_their_hosts_and_ends() throws Exception {
        show(one);
        assertThat(
                        shown.orders()
                                .apply(
                                        new Order.Wanted(
                                                new Intent.Drain(
                                                        "node1", Intent.DrainWish.DEFAULT))))
                .isEmpty();
        var ran = shown.commands().get();
        assertThat(ran).isNotEmpty();
        desktop.close();

        desktop = new LocalEngines(dir).desktop(one.clusterFile(), Optional.of("t"), false);
        desktop.showOn(screen());
        assertThat(desktop.open(one.clusterFile())).isEmpty();
        await("they are read", () -> !shown.commands().get().isEmpty());
        assertThat(shown.commands().get())
                .extracting(CommandRun::host, CommandRun::what, CommandRun::exit)
                .containsAll(
                        ran.stream()
                                .map(
                                        run ->
                                                org.assertj.core.groups.Tuple.tuple(
                                                        run.host(), run.what(), run.exit()))
                                .toList());
    }

    private void show(Sandbox cluster) throws InterruptedException {
        assertThat(desktop.open(cluster.clusterFile())).isEmpty();
        await("the first readings", this::healthy);
    }

    private static java.time.Instant now() {
        return InstantSource.system().instant();
    }

    private List<NodeStatus> nodes() {
        return Status.of(shown.snapshot().get(), now()).nodes();
    }

    private boolean healthy() {
        return nodes().stream()
                .allMatch(
                        node ->
                                node.state() == dev.drainboard.model.NodeState.HEALTHY
                                        && node.gaps().isEmpty()
                                        && node.revision().isPresent());
    }

    private List<String> revisions() {
        return nodes().stream()
                .map(node -> node.revision().map(Revision::name).orElse("none"))
                .toList();
    }

    /** Those that ask, watch, write and follow: by name, as a thread dump has them. */
    private List<String> ours() {
        try {
            var dump = Files.createTempDirectory(dir, "dump").resolve("threads.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(
                            dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            return Files.readAllLines(dump).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#\\d+ \"([^\"]*)\".*", "$1"))
                    .filter(
                            name ->
                                    name.matches(
                                            "history|(health|connections|balancer|operation|lock|filestore|database|runtime|sessions|rate|holders).*"))
                    .collect(Collectors.toList());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** To whatever has a port of its own in one of the two cluster files: the SSH servers. */
    private int connections() {
        try {
            var ports = new HashSet<Integer>();
            for (var sandbox : List.of(one, other)) {
                var text = Files.readString(sandbox.clusterFile());
                Pattern.compile("\\bport: (\\d+)")
                        .matcher(text)
                        .results()
                        .forEach(port -> ports.add(Integer.valueOf(port.group(1))));
            }
            assertThat(ports).isNotEmpty();
            int count = 0;
            for (var table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
                for (var line : Files.readAllLines(Path.of(table))) {
                    var fields = line.strip().split("\\s+");
                    boolean established = fields[3].equals("01");
                    if (!established) {
                        continue;
                    }
                    var remote = fields[2].substring(fields[2].indexOf(':') + 1);
                    if (ports.contains(Integer.parseInt(remote, 16))) {
                        count++;
                    }
                }
            }
            return count;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Once it has not changed for a while. */
    private static int settled(java.util.function.IntSupplier number) throws InterruptedException {
        int last = -1;
        for (int same = 0; same < 10; ) {
            int now = number.getAsInt();
            same = now == last ? same + 1 : 0;
            last = now;
            Thread.sleep(100);
        }
        return last;
    }

    private static void await(String what, BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 600 && !holds.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(holds.getAsBoolean()).as(what).isTrue();
    }
}
