package dev.drainboard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Holder;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Operations;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Rate;
import dev.drainboard.model.Reading;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import dev.drainboard.model.StepKind;
import dev.drainboard.port.Rest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class WatchTest {

    private static final InstantSource CLOCK = InstantSource.system();

    /** A rest that lasts until the watch is stopped: every target is asked once. */
    private static final Rest FOR_EVER = duration -> new CountDownLatch(1).await();

    private Targets targets = new Targets(Scene.of(3).snapshot());
    private Watch watch;

    private Watch watch(Rest rest) {
        watch =
                new Watch(
                        targets.ports(),
                        Scene.cluster(3, RolloutSpec.DEFAULT),
                        targets.operation(),
                        CLOCK,
                        rest);
        return watch;
    }

    @AfterEach
    void stop() {
        if (watch != null) {
            watch.stop();
        }
        targets.never.countDown();
    }

    private Snapshot await(Predicate<Snapshot> condition) throws InterruptedException {
        var met = new CountDownLatch(1);
        Runnable look =
                () -> {
                    if (condition.test(watch.latest().get())) {
                        met.countDown();
                    }
                };
        watch.latest().onKnock(look);
        look.run();
        assertThat(met.await(10, TimeUnit.SECONDS)).isTrue();
        return watch.latest().get();
    }

    @Test
    void whatTheTargetsSayIsWhatTheSnapshotHoldsInTheOrderOfTheFile() throws Exception {
        watch(FOR_EVER).start();
        var snapshot =
                await(
                        s ->
                                s.balancers().size() == 2
                                        && s.nodes().size() == 3
                                        && s.nodes().values().stream()
                                                .allMatch(
                                                        n ->
                                                                n.health().isPresent()
                                                                        && n.connections()
                                                                                .isPresent()
                                                                        && n.runtime().isPresent())
                                        && s.filestore().size() == 3
                                        && s.database().isPresent()
                                        && s.lock().isPresent()
                                        && s.operation().isPresent());
        assertThat(List.copyOf(snapshot.nodes().keySet()))
                .containsExactly("node1", "node2", "node3");
        assertThat(List.copyOf(snapshot.balancers().keySet())).containsExactly("lb1", "lb2");
        var status = Status.of(snapshot, CLOCK.instant());
        assertThat(status.nodes())
                .extracting(node -> node.http().active().getAsInt())
                .containsExactly(38, 37, 36);
        assertThat(status.nodes()).extracting(node -> node.state()).containsOnly(NodeState.HEALTHY);
    }

    @Test
    void aHostThatHangsDelaysOnlyItself() throws Exception {
        targets.hang("node2").hang("lb1");
        watch(FOR_EVER).start();
        var snapshot =
                await(
                        s ->
                                s.node("node1").health().isPresent()
                                        && s.node("node3").runtime().isPresent()
                                        && s.balancers().containsKey("lb2"));
        assertThat(snapshot.node("node2").health()).isEmpty();
        assertThat(snapshot.balancers()).doesNotContainKey("lb1");
    }

    @Test
    void nobodyIsAskedAfterTheStop() throws Exception {
        watch(duration -> Thread.sleep(1)).start();
        await(s -> s.node("node1").health().isPresent());
        watch.stop();
        for (var thread : watch.threads()) {
            assertThat(thread.join(Duration.ofSeconds(10))).as(thread.getName()).isTrue();
        }
        int asked = targets.asked.size();
        Thread.sleep(20);
        assertThat(targets.asked).hasSize(asked);
    }

    @Test
    void whatIsAskedSeldomCanBeAskedNow() throws Exception {
        watch(FOR_EVER).start();
        await(s -> s.node("node1").runtime().isPresent());
        var first = watch.latest().get().node("node1").runtime().orElseThrow().at();
        watch.ask(Probe.RUNTIME, "node1");
        await(s -> s.node("node1").runtime().orElseThrow().at().isAfter(first));
        assertThat(targets.asked.stream().filter("node1 read"::equals)).hasSize(2);
    }

    @Test
    void aNodeThatWasUpdatedIsAskedAtOnceWhatItRuns() throws Exception {
        var step = new AtomicReference<>(StepKind.UPDATE);
        watch =
                new Watch(
                        targets.ports(),
                        Scene.cluster(3, RolloutSpec.DEFAULT),
                        () ->
                                Optional.of(
                                        Operations.at(
                                                "node2", step.get(), OperationView.Phase.RUNNING)),
                        CLOCK,
                        FOR_EVER);
        watch.start();
        await(
                s ->
                        s.operation().isPresent()
                                && s.node("node1").runtime().isPresent()
                                && s.node("node2").runtime().isPresent());
        var before = watch.latest().get().node("node2").runtime().orElseThrow().at();
        step.set(StepKind.GATE);
        watch.ask(Probe.OPERATION, "journal");
        await(s -> s.node("node2").runtime().orElseThrow().at().isAfter(before));
        assertThat(targets.asked.stream().filter("node1 read"::equals)).hasSize(1);
    }

    @Test
    void riseAndFallAreInTheSnapshot() throws Exception {
        var sick =
                new Targets(
                        Scene.of(1)
                                .health("node1", CheckState.DOWN, CheckState.UP, "refused")
                                .snapshot());
        watch =
                new Watch(
                        sick.ports(),
                        Scene.cluster(1, RolloutSpec.DEFAULT),
                        sick.operation(),
                        CLOCK,
                        FOR_EVER);
        watch.start();
        var snapshot = await(s -> s.node("node1").health().isPresent());
        assertThat(snapshot.node("node1").damped()).isEqualTo(CheckState.DOWN);
        assertThat(snapshot.node("node1").dampedWebsocket()).isEqualTo(CheckState.UP);
    }

    /** A driver may answer "unknown" instead of throwing; nobody saw the node all the same. */
    @Test
    void aNodeOfWhichNeitherPortWasReachedWasNotSeen() throws Exception {
        var unreached =
                new Targets(
                        Scene.of(1)
                                .health("node1", CheckState.UNKNOWN, CheckState.UNKNOWN, "no route")
                                .snapshot());
        watch =
                new Watch(
                        unreached.ports(),
                        Scene.cluster(1, RolloutSpec.DEFAULT),
                        unreached.operation(),
                        CLOCK,
                        FOR_EVER);
        watch.start();
        var snapshot = await(s -> s.node("node1").health().isPresent());
        assertThat(snapshot.node("node1").health().orElseThrow().lastAnswer()).isEmpty();
        assertThat(Status.of(snapshot, CLOCK.instant()).node("node1").reason())
                .contains("node1 does not answer. no route.");
    }

    @Test
    void onceReturnsAsSoonAsAllHaveAnswered() {
        var began = CLOCK.instant();
        var snapshot = once(Duration.ofSeconds(10));
        assertThat(Duration.between(began, CLOCK.instant())).isLessThan(Duration.ofSeconds(5));
        assertThat(Status.of(snapshot, CLOCK.instant()).nodes())
                .extracting(node -> node.state())
                .containsOnly(NodeState.HEALTHY);
    }

    @Test
    void onceSaysOfASilentTargetThatItDidNotAnswerAndKeepsTheOthersFresh() {
        targets.hang("node2");
        var snapshot = once(Duration.ofSeconds(4));
        var at = CLOCK.instant();
        var status = Status.of(snapshot, at);
        assertThat(status.node("node1").state()).isEqualTo(NodeState.HEALTHY);
        assertThat(status.node("node2").state()).isEqualTo(NodeState.UNKNOWN);
        assertThat(status.node("node2").reason().orElseThrow())
                .isEqualTo("node2 did not answer. No answer came within 4 s.");
        assertThat(snapshot.filestore().get("node2")).isInstanceOf(Reading.Failed.class);
        assertThat(newest(snapshot)).isAfter(at.minusSeconds(2));
    }

    private static Instant newest(Snapshot snapshot) {
        return snapshot.node("node1").health().orElseThrow().at();
    }

    private Snapshot once(Duration deadline) {
        return Watch.once(
                targets.ports(),
                Scene.cluster(3, RolloutSpec.DEFAULT),
                targets.operation(),
                CLOCK,
                Thread::sleep,
                deadline);
    }

    // --- requests ---

    private static final Rate OWN =
            new Rate(
                    12,
                    OptionalDouble.of(0),
                    OptionalDouble.of(0),
                    Optional.empty(),
                    OptionalInt.empty(),
                    "node1: its log");

    /** In the scene neither balancer counts. */
    @Test
    void the_log_of_a_node_is_asked_where_the_balancers_do_not_count() throws Exception {
        targets = new Targets(Scene.of(3).ownRate("node1", OWN).snapshot());
        watch(duration -> Thread.sleep(5)).start();
        await(snapshot -> snapshot.node("node1").ownRate().isPresent());

        assertThat(Status.of(watch.latest().get(), CLOCK.instant()).node("node1").rate())
                .contains(OWN);
    }

    @Test
    void no_log_is_read_where_all_balancers_count() throws Exception {
        targets =
                new Targets(
                        Scene.of(3)
                                .counting("lb1")
                                .counting("lb2")
                                .ownRate("node1", OWN)
                                .snapshot());
        var rounds = new CountDownLatch(200);
        watch(
                        duration -> {
                            rounds.countDown();
                            Thread.sleep(1);
                        })
                .start();
        await(snapshot -> snapshot.traffic().keySet().equals(Set.of("lb1", "lb2")));
        assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(targets.asked).doesNotContain("node1 rate");
        assertThat(Status.of(watch.latest().get(), CLOCK.instant()).node("node1").rate())
                .as("nothing was answered between two readings of the same counters")
                .hasValueSatisfying(rate -> assertThat(rate.perSecond()).isZero());
    }

    @Test
    void how_many_workers_a_node_has_is_asked_after_all_else_of_it() throws Exception {
        targets = new Targets(Scene.of(3).workers("node1", 8).snapshot());
        watch(duration -> Thread.sleep(5)).start();
        await(snapshot -> snapshot.workers().containsKey("node1"));

        assertThat(Status.of(watch.latest().get(), CLOCK.instant()).node("node1").workers())
                .hasValueSatisfying(workers -> assertThat(workers.all()).isEqualTo(8));
        assertThat(targets.asked.indexOf("node1 connections"))
                .isBetween(0, targets.asked.indexOf("node1 workers"));
        assertThat(Status.of(watch.latest().get(), CLOCK.instant()).node("node2").workers())
                .isEmpty();
    }

    @Test
    void the_workers_of_a_node_that_was_never_seen_are_not_asked() throws Exception {
        targets = new Targets(Scene.of(3).workers("node1", 8).snapshot()).hang("node1 connections");
        var rounds = new CountDownLatch(200);
        watch(
                        duration -> {
                            rounds.countDown();
                            Thread.sleep(1);
                        })
                .start();
        assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(targets.asked).doesNotContain("node1 workers");
    }

    // --- what holds a drain ---

    @Test
    void who_holds_a_node_is_asked_only_of_one_that_was_taken_out() throws Exception {
        targets =
                new Targets(
                        Scene.of(3)
                                .admin("node2", AdminState.DRAIN, true)
                                .working("node2", "cron 'Mail queue', 42 s")
                                .snapshot());
        watch(duration -> Thread.sleep(5)).start();
        await(
                snapshot ->
                        Optional.ofNullable(snapshot.holders().get("node2"))
                                .flatMap(Reading::value)
                                .filter(
                                        holders ->
                                                holders.all()
                                                        .contains(
                                                                new Holder.Transaction(
                                                                        "cron 'Mail queue', 42 s")))
                                .isPresent());

        assertThat(watch.latest().get().holders()).containsOnlyKeys("node2");
    }

    @Test
    void nobody_is_asked_who_holds_a_cluster_in_rotation() throws Exception {
        var rounds = new CountDownLatch(200);
        watch(
                        duration -> {
                            rounds.countDown();
                            Thread.sleep(1);
                        })
                .start();
        assertThat(rounds.await(10, TimeUnit.SECONDS)).isTrue();

        assertThat(targets.asked).noneMatch(question -> question.endsWith("holders"));
        assertThat(watch.latest().get().holders()).isEmpty();
    }
}
