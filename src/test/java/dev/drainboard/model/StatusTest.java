package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is shown of node1 of three, and of the cluster, in each plight. */
final class StatusTest {

    private static final Optional<Boolean> IN = Optional.of(true);
    private static final Optional<Boolean> OUT = Optional.of(false);
    private static final Optional<Boolean> NOBODY_KNOWS = Optional.empty();

    record Row(
            String plight,
            UnaryOperator<Scene> spoil,
            NodeState node,
            Optional<Boolean> inRotation,
            ClusterState cluster) {
        @Override
        public String toString() {
            return plight;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("all well", s -> s, NodeState.HEALTHY, IN, ClusterState.HEALTHY),
                row(
                        "HTTP down",
                        s -> s.health("node1", CheckState.DOWN, CheckState.UP, "refused"),
                        NodeState.FAILED,
                        IN,
                        ClusterState.DEGRADED),
                row(
                        "HTTP down and the balancer saw it",
                        s ->
                                s.health("node1", CheckState.DOWN, CheckState.DOWN, "refused")
                                        .check("lb2", "node1", CheckState.DOWN),
                        NodeState.FAILED,
                        OUT,
                        ClusterState.DEGRADED),
                row(
                        "websocket down",
                        s -> s.health("node1", CheckState.UP, CheckState.DOWN, "refused"),
                        NodeState.DEGRADED,
                        IN,
                        ClusterState.DEGRADED),
                row(
                        "websocket never asked is not healthy",
                        s -> s.health("node1", CheckState.UP, CheckState.UNKNOWN, ""),
                        NodeState.UNKNOWN,
                        IN,
                        ClusterState.PARTLY_STALE),
                row(
                        "saturated",
                        s -> s.saturated("node1"),
                        NodeState.DEGRADED,
                        IN,
                        ClusterState.DEGRADED),
                row(
                        "one bad answer before fall",
                        s ->
                                s.health("node1", CheckState.DOWN, CheckState.UP, "refused")
                                        .damped("node1", CheckState.UP),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.HEALTHY),
                row(
                        "one good answer before rise",
                        s -> s.damped("node1", CheckState.DOWN),
                        NodeState.FAILED,
                        IN,
                        ClusterState.DEGRADED),
                row(
                        "first good answer after silence",
                        s -> s.damped("node1", CheckState.UNKNOWN),
                        NodeState.UNKNOWN,
                        IN,
                        ClusterState.PARTLY_STALE),
                row(
                        "cut from the network",
                        s -> s.cut("node1"),
                        NodeState.UNKNOWN,
                        IN,
                        ClusterState.PARTLY_STALE),
                row(
                        "cut, and HAProxy saw it",
                        s -> s.cut("node1").check("lb2", "node1", CheckState.DOWN),
                        NodeState.UNKNOWN,
                        OUT,
                        ClusterState.DEGRADED),
                row(
                        "last answer three seconds ago",
                        s -> s.lastAnswered("node1", Duration.ofSeconds(3)),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.HEALTHY),
                row(
                        "last answer three and a half seconds ago",
                        s -> s.lastAnswered("node1", Duration.ofMillis(3500)),
                        NodeState.UNKNOWN,
                        IN,
                        ClusterState.PARTLY_STALE),
                row(
                        "no shell on the node, ports answer",
                        s -> s.noShell("node1"),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.PARTLY_STALE),
                row(
                        "drained by us, requests in use",
                        s -> s.admin("node1", AdminState.DRAIN, true),
                        NodeState.DRAINING,
                        OUT,
                        ClusterState.AT_RISK),
                row(
                        "drained by us, idle",
                        s -> s.admin("node1", AdminState.DRAIN, true).connections("node1", 0, 3, 2),
                        NodeState.OUT,
                        OUT,
                        ClusterState.AT_RISK),
                row(
                        "drained and once idle, a bound browser comes again",
                        s ->
                                s.admin("node1", AdminState.DRAIN, true)
                                        .connections("node1", 2, 3, 2)
                                        .idled("node1"),
                        NodeState.OUT,
                        OUT,
                        ClusterState.AT_RISK),
                row(
                        "in maint by others",
                        s ->
                                s.admin("node1", AdminState.MAINT, false)
                                        .connections("node1", 0, 0, 0),
                        NodeState.OUT,
                        OUT,
                        ClusterState.AT_RISK),
                row(
                        "out, how many requests nobody knows",
                        s -> s.admin("node1", AdminState.MAINT, true).noShell("node1"),
                        NodeState.OUT,
                        OUT,
                        ClusterState.PARTLY_STALE),
                row(
                        "out and HTTP down",
                        s ->
                                s.admin("node1", AdminState.MAINT, true)
                                        .health("node1", CheckState.DOWN, CheckState.DOWN, "x"),
                        NodeState.FAILED,
                        OUT,
                        ClusterState.DEGRADED),
                row(
                        "out on one balancer of two",
                        s -> s.admin("lb1", "node1", AdminState.MAINT, false),
                        NodeState.HEALTHY,
                        OUT,
                        ClusterState.AT_RISK),
                row(
                        "only its websocket port taken out",
                        s -> s.admin("lb1", "node1", Endpoint.WEBSOCKET, AdminState.MAINT),
                        NodeState.HEALTHY,
                        OUT,
                        ClusterState.AT_RISK),
                row(
                        "only a backup on one balancer",
                        s -> s.backup("lb2", "node1"),
                        NodeState.HEALTHY,
                        OUT,
                        ClusterState.AT_RISK),
                row(
                        "one balancer unreachable",
                        s -> s.balancerFails("lb1"),
                        NodeState.HEALTHY,
                        NOBODY_KNOWS,
                        ClusterState.PARTLY_STALE),
                row(
                        "one balancer out, the other unreachable",
                        s -> s.admin("lb2", "node1", AdminState.MAINT, true).balancerFails("lb1"),
                        NodeState.HEALTHY,
                        NOBODY_KNOWS,
                        ClusterState.PARTLY_STALE),
                row(
                        "one balancer silent for five seconds",
                        s -> s.balancerLastAnswered("lb2", Duration.ofSeconds(5)),
                        NodeState.HEALTHY,
                        NOBODY_KNOWS,
                        ClusterState.PARTLY_STALE),
                row(
                        "a balancer that answers what we do not know",
                        s -> s.admin("lb1", "node1", AdminState.UNKNOWN, false),
                        NodeState.HEALTHY,
                        NOBODY_KNOWS,
                        ClusterState.AT_RISK),
                row(
                        "database is a standby",
                        s -> s.database(false, 3, 97),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.DEGRADED),
                row(
                        "database has no connection left",
                        s -> s.database(true, 97, 97),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.DEGRADED),
                row(
                        "database unreachable",
                        Scene::databaseFails,
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.PARTLY_STALE),
                row(
                        "filestore hung on one node",
                        s ->
                                s.filestore(
                                        "node1",
                                        new FilestoreFacts(
                                                "nfs4", "nas1:/odoo", "", Optional.of(Scene.NOW))),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.DEGRADED),
                row(
                        "filestore is another one on one node",
                        s ->
                                s.filestore(
                                        "node1",
                                        new FilestoreFacts(
                                                "nfs4", "nas2:/odoo", "0:53", Optional.empty())),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.DEGRADED),
                row(
                        "nobody can say who holds the lock",
                        Scene::lockFails,
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.PARTLY_STALE),
                row(
                        "a rollout updates it, and HTTP is down on purpose",
                        s ->
                                s.admin("node1", AdminState.MAINT, true)
                                        .health("node1", CheckState.DOWN, CheckState.DOWN, "x")
                                        .operation(
                                                Operations.at(
                                                        "node1",
                                                        StepKind.UPDATE,
                                                        OperationView.Phase.RUNNING)),
                        NodeState.UPDATING,
                        OUT,
                        ClusterState.ROLLING_OUT),
                row(
                        "a rollout is at its gate",
                        s ->
                                s.admin("node1", AdminState.MAINT, true)
                                        .operation(
                                                Operations.at(
                                                        "node1",
                                                        StepKind.GATE,
                                                        OperationView.Phase.RUNNING)),
                        NodeState.HEALTH_GATE,
                        OUT,
                        ClusterState.ROLLING_OUT),
                row(
                        "cut in the middle of its update",
                        s ->
                                s.admin("node1", AdminState.MAINT, true)
                                        .cut("node1")
                                        .operation(
                                                Operations.at(
                                                        "node1",
                                                        StepKind.UPDATE,
                                                        OperationView.Phase.RUNNING)),
                        NodeState.UNKNOWN,
                        OUT,
                        ClusterState.PARTLY_STALE),
                row(
                        "another node fails during a rollout",
                        s ->
                                s.health("node2", CheckState.DOWN, CheckState.UP, "x")
                                        .operation(
                                                Operations.at(
                                                        "node1",
                                                        StepKind.SOAK,
                                                        OperationView.Phase.RUNNING)),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.DEGRADED),
                row(
                        "a rollout stopped at its gate, which it did not pass",
                        s ->
                                s.admin("node1", AdminState.MAINT, true)
                                        .connections("node1", 0, 0, 0)
                                        .operation(
                                                Operations.at(
                                                        "node1",
                                                        StepKind.GATE,
                                                        OperationView.Phase.FAILED)),
                        NodeState.OUT,
                        OUT,
                        ClusterState.ROLLOUT_STOPPED),
                row(
                        "a rollout was cut off: what it did last is in doubt",
                        s ->
                                s.operation(
                                        Operations.at(
                                                "node1",
                                                StepKind.DRAIN,
                                                OperationView.Phase.CUT_OFF)),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.ROLLOUT_STOPPED),
                row(
                        "a rollout that is over",
                        s ->
                                s.operation(
                                        Operations.at(
                                                "node1",
                                                StepKind.UPDATE,
                                                OperationView.Phase.SUCCEEDED)),
                        NodeState.HEALTHY,
                        IN,
                        ClusterState.HEALTHY));
    }

    private static Row row(
            String plight,
            UnaryOperator<Scene> spoil,
            NodeState node,
            Optional<Boolean> inRotation,
            ClusterState cluster) {
        return new Row(plight, spoil, node, inRotation, cluster);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shows(Row row) {
        var status = row.spoil().apply(Scene.of(3)).status();
        var node = status.node("node1");
        assertThat(List.of(node.state(), node.inRotation(), status.state()))
                .isEqualTo(List.of(row.node(), row.inRotation(), row.cluster()));
    }

    @Test
    void whatWasNeverAskedIsUnknownAndHasNoNumbers() {
        var status = Status.of(Scene.untouched(3), Scene.NOW);
        var node = status.node("node1");
        assertThat(node.state()).isEqualTo(NodeState.UNKNOWN);
        assertThat(node.reason()).contains("not asked yet");
        assertThat(node.inRotation()).isEmpty();
        assertThat(node.http())
                .isEqualTo(
                        new PortStatus(
                                CheckState.UNKNOWN,
                                java.util.OptionalLong.empty(),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                Optional.empty()));
        assertThat(node.databaseConnections()).isEmpty();
        assertThat(node.revision()).isEmpty();
        assertThat(node.ageMs()).isEmpty();
        assertThat(status.balancers())
                .extracting(BalancerStatus::state)
                .containsOnly(ServiceState.UNKNOWN);
        assertThat(status.anyBalancer()).isFalse();
        assertThat(status.lock()).isEmpty();
        assertThat(status.state()).isEqualTo(ClusterState.PARTLY_STALE);
    }

    @Test
    void aCutNodeKeepsItsAgeAndLosesItsNumbers() {
        var node = Scene.of(3).cut("node2").status().node("node2");
        assertThat(node.http().active()).isEmpty();
        assertThat(node.http().latencyMs()).isEmpty();
        assertThat(node.revision()).isEmpty();
        assertThat(node.ageMs()).hasValue(12_000);
        assertThat(node.answered()).contains(Scene.NOW.minusSeconds(12));
        assertThat(node.reason().orElseThrow()).contains("node2 could not be reached");
    }

    @Test
    void whatItSaidLastIsKeptApartWithItsAgeAndNothingIsOldOfAWellNode() {
        var well = Scene.of(3).status().node("node2");
        assertThat(well.was().at()).isEmpty();
        assertThat(well.was().http()).isEmpty();
        assertThat(well.was().revision()).isEmpty();
        var was = Scene.of(3).cut("node2").status().node("node2").was();
        assertThat(was.at()).contains(Scene.NOW.minusSeconds(12));
        assertThat(was.http()).isEqualTo(well.http().active());
        assertThat(was.latencyMs()).isEqualTo(well.http().latencyMs());
        assertThat(was.revision()).isEqualTo(well.revision());
        var old = Scene.of(3).lastAnswered("node2", Duration.ofMinutes(5)).status().node("node2");
        assertThat(old.http().latencyMs()).isEmpty();
        assertThat(old.was().latencyMs()).isEqualTo(well.http().latencyMs());
        assertThat(old.was().at()).contains(Scene.NOW.minusSeconds(300));
    }

    @Test
    void everythingGrowsOldWhenNobodyAsksAnyMore() {
        var later = Scene.NOW.plus(Duration.ofHours(1));
        var status = Status.of(Scene.of(3).snapshot(), later);
        assertThat(status.nodes()).extracting(NodeStatus::state).containsOnly(NodeState.UNKNOWN);
        assertThat(status.node("node1").reason()).contains("no answer for 3600 s");
        assertThat(status.inRotation()).isZero();
        assertThat(status.rotationUnknown()).isEqualTo(3);
        assertThat(status.database().orElseThrow().facts()).isEmpty();
        assertThat(status.filestore().orElseThrow().state()).isEqualTo(ServiceState.UNKNOWN);
    }

    @Test
    void requestsAreCountedOnTheNodeAndElseByTheBalancersIfAllOfThemCount() {
        var counted = Scene.of(3).status().node("node1").http();
        assertThat(counted.active()).hasValue(38);
        assertThat(counted.by()).contains("ss");

        var oneBalancerCannot = Scene.of(3).noShell("node1").status().node("node1").http();
        assertThat(oneBalancerCannot.active()).isEmpty();
        assertThat(oneBalancerCannot.by()).isEmpty();
        assertThat(oneBalancerCannot.idle()).isEmpty();
    }

    @Test
    void whatCouldNotBeAskedOfAHealthyNodeIsTold() {
        var node = Scene.of(3).noShell("node1").status().node("node1");
        assertThat(node.state()).isEqualTo(NodeState.HEALTHY);
        assertThat(node.gaps())
                .containsExactly(
                        "connections are unknown: node1 could not be reached. Nothing answered on"
                                + " port 22 within 5 s.",
                        "what it runs is unknown: node1 could not be reached. Nothing answered on"
                                + " port 22 within 5 s.");
        assertThat(node.reason()).contains(String.join("; ", node.gaps()));
        assertThat(Scene.of(3).status().node("node1").reason()).isEmpty();
    }

    @Test
    void aDrainThatIsNotOursSaysSo() {
        var node = Scene.of(3).admin("lb1", "node1", AdminState.MAINT, false).status();
        assertThat(node.node("node1").reason()).contains("taken out on lb1, not by Drainboard");
        var ours = Scene.of(3).admin("node1", AdminState.DRAIN, true).status();
        assertThat(ours.node("node1").reason())
                .contains("38 requests in use; taken out on lb1, lb2");
    }

    @Test
    void aStoppedRolloutTellsTheNodeWhy() {
        var status =
                Scene.of(3)
                        .admin("node1", AdminState.MAINT, true)
                        .connections("node1", 0, 0, 0)
                        .operation(
                                Operations.at("node1", StepKind.GATE, OperationView.Phase.FAILED))
                        .status();
        assertThat(status.node("node1").reason().orElseThrow())
                .startsWith("node1 did not pass its gate.");
    }

    @Test
    void atRiskMeansThatOneMoreLossBreaksTheMinimum() {
        var spare =
                new RolloutSpec(
                        1,
                        Optional.of(Amount.of(1)),
                        DrainSpec.DEFAULT,
                        5,
                        Duration.ofMinutes(3),
                        List.of(),
                        Duration.ZERO,
                        Optional.empty(),
                        RolloutSpec.Ask.NEVER,
                        RolloutSpec.OnFailure.STOP,
                        java.util.Map.of());
        var oneOut = Scene.of(3, spare).admin("node1", AdminState.MAINT, true).noRequests("node1");
        assertThat(oneOut.status().state()).isEqualTo(ClusterState.HEALTHY);
        assertThat(oneOut.status().minimum()).isEqualTo(1);
        var twoOut = oneOut.admin("node2", AdminState.MAINT, true).noRequests("node2");
        assertThat(twoOut.status().state()).isEqualTo(ClusterState.AT_RISK);
        assertThat(Scene.of(1).status().state()).isEqualTo(ClusterState.AT_RISK);
    }

    @Test
    void aBalancerIsFailedWhenNobodyServesBehindItAndDegradedWhenAServerItWantsIsDown() {
        var down = Scene.of(3).check("lb2", "node1", CheckState.DOWN).status().balancers().get(1);
        assertThat(down.state()).isEqualTo(ServiceState.DEGRADED);
        assertThat(down.reason().orElseThrow())
                .isEqualTo("asked ready but down: odoo/10.20.1.11:8069, odoo_ws/10.20.1.11:8072");
        var none = Scene.of(1).admin("lb1", "node1", AdminState.MAINT, true).status();
        assertThat(none.balancers().getFirst().state()).isEqualTo(ServiceState.FAILED);
        assertThat(none.balancers().getFirst().reason().orElseThrow())
                .isEqualTo("no server takes requests in odoo, odoo_ws");
    }

    @Test
    void aClockThatRanBackMakesNoNegativeAge() {
        var earlier = Scene.NOW.minusSeconds(9);
        assertThat(Status.of(Scene.of(1).snapshot(), earlier).node("node1").ageMs()).hasValue(0);
    }

    @Test
    void anAnswerIsOldAfterThreeRhythmsAndABit() {
        var cluster = Scene.cluster(1, RolloutSpec.DEFAULT);
        assertThat(Probe.HEALTH.limit(cluster)).isEqualTo(Duration.ofMillis(3250));
        assertThat(Probe.RUNTIME.limit(cluster)).isGreaterThan(Duration.ofSeconds(90));
    }
}
