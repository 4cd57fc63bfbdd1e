package dev.drainboard.ui.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.CheckState;
import dev.drainboard.model.Crowd;
import dev.drainboard.model.Endpoint;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.Operations;
import dev.drainboard.model.RolloutSpec;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.model.Step;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Figure;
import dev.drainboard.ui.board.BoardModel.Flow;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class BoardModelTest {

    private static BoardModel of(Scene scene) {
        var snapshot = scene.snapshot();
        return BoardModel.of(
                Status.of(snapshot, Scene.NOW),
                snapshot.cluster(),
                snapshot.traffic(),
                Asked.NOTHING);
    }

    @Test
    void whatWasNeverAskedIsAwaitedByItsHostAndIsNoTrouble() {
        var snapshot = Scene.untouched(2);
        var status = Status.of(snapshot, Scene.NOW);
        var model =
                BoardModel.of(status, snapshot.cluster(), snapshot.traffic(), Asked.NOTHING)
                        .awaiting(snapshot);
        assertThat(model.awaited())
                .containsEntry("balancer lb1", "10.20.1.2")
                .containsEntry("node node2", "10.20.1.12")
                .containsEntry("database", "pg1")
                .containsKey("filestore");
        assertThat(model.attention()).isEmpty();
        assertThat(model.nothingYet()).isTrue();
    }

    @Test
    void whatDidNotAnswerIsNotAwaitedAnyMoreButInTrouble() {
        var scene = Scene.of(3).cut("node3").balancerFails("lb1");
        var model =
                BoardModel.of(
                                scene.status(),
                                scene.snapshot().cluster(),
                                scene.snapshot().traffic(),
                                Asked.NOTHING)
                        .awaiting(scene.snapshot());
        assertThat(model.awaited()).isEmpty();
        assertThat(model.nothingYet()).isFalse();
        assertThat(model.attention()).extracting(BoardModel.Trouble::node).containsExactly("node3");
    }

    @Test
    void aWellNodeSaysSoInShapeAndWordsWithItsNumbers() {
        assertThat(of(Scene.of(3)).nodes().getFirst())
                .isEqualTo(
                        new BoardModel.NodeCard(
                                "node1",
                                Glyph.HEALTHY,
                                "Healthy",
                                "In rotation",
                                false,
                                Flow.OPEN,
                                "10.20.1.11 · 17.0-3f9c2e1",
                                "38",
                                "14",
                                "14",
                                new BoardModel.Lamps(Glyph.HEALTHY, Glyph.HEALTHY),
                                "idle 4 · answers in 11 ms",
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                "38",
                                Optional.empty(),
                                false,
                                "node1, Healthy, In rotation, 38 HTTP, 14 websocket, 14 database"));
    }

    @Test
    void ofANodeThatNeverAnsweredEveryNumberIsADash() {
        var node = of(Scene.of(3).neverAnswered("node2")).nodes().get(1);
        assertThat(node.glyph()).isEqualTo(Glyph.UNKNOWN);
        assertThat(List.of(node.http(), node.websocket(), node.database())).containsOnly("–");
        assertThat(node.caption()).isEqualTo("10.20.1.12 · –");
        assertThat(node.aside()).isEqualTo("idle – · answers in –");
        assertThat(node.old()).isEmpty();
    }

    @Test
    void aCutNodeKeepsItsLastNumbersAndBothTheCardAndItsSentenceSayHowOldTheyAre() {
        var well = of(Scene.of(3)).nodes().get(1);
        var node = of(Scene.of(3).cut("node2")).nodes().get(1);
        assertThat(node.glyph()).isEqualTo(Glyph.UNKNOWN);
        assertThat(List.of(node.http(), node.websocket(), node.caption(), node.aside()))
                .containsExactly(well.http(), well.websocket(), well.caption(), well.aside());
        assertThat(node.old()).contains("12 s");
        assertThat(node.sentence())
                .isEqualTo(
                        "node2, Unknown, In rotation, last seen 12 s ago with 37 HTTP, 13"
                                + " websocket, – database");
        assertThat(well.old()).isEmpty();
        assertThat(node.note())
                .contains(
                        "unknown since 12 s: node2 could not be reached. Nothing answered on port"
                                + " 22 within 5 s.");
    }

    @Test
    void duringARolloutTheNodesThatRunTheNewBuildSaySoUntilAllDo() {
        var scene =
                Scene.of(3)
                        .revision("node1", "17.0-8d41b07")
                        .operation(Operations.at("node2", StepKind.DRAIN, Phase.RUNNING));
        var nodes = of(scene).nodes();
        assertThat(nodes)
                .extracting(BoardModel.NodeCard::newBuild)
                .containsExactly(true, false, false);
        assertThat(nodes.getFirst().sentence()).endsWith("new build");
        var over = Operations.at("node2", StepKind.DRAIN, Phase.SUCCEEDED);
        assertThat(of(scene.operation(over)).nodes()).noneMatch(BoardModel.NodeCard::newBuild);
        var same = Scene.of(3).operation(Operations.at("node2", StepKind.DRAIN, Phase.RUNNING));
        assertThat(of(same).nodes()).noneMatch(BoardModel.NodeCard::newBuild);
    }

    @Test
    void aSumOfWhichAPartIsUnknownIsUnknown() {
        assertThat(of(Scene.of(3).busy()).figures())
                .extracting(figure -> figure.name() + " " + figure.value() + " " + figure.unit())
                .containsExactly(
                        "Requests 126 /s",
                        "Response avg 118 ms",
                        "Errors 5xx 0.05 %",
                        "In use 111 requests",
                        "Websockets 39 open",
                        "Database 51 of 97");
        assertThat(of(Scene.of(3).cut("node2")).figures())
                .extracting(Figure::value)
                .containsExactly("–", "–", "–", "–", "–", "51");
    }

    @Test
    void aPipeOfWhichNobodyCountsTheRequestsHasNoNumberAndNoDots() {
        var silent = of(Scene.of(2)).links();
        assertThat(silent).filteredOn(l -> l.carries() == Carries.REQUESTS).isNotEmpty();
        assertThat(silent)
                .filteredOn(l -> l.carries() == Carries.REQUESTS)
                .allMatch(l -> l.says().isEmpty() && !Strokes.dotted(l));
        assertThat(of(Scene.of(2).busy()).links())
                .filteredOn(l -> l.carries() == Carries.REQUESTS)
                .allMatch(l -> l.says().endsWith("/s") && Strokes.dotted(l));
    }

    @Test
    void aPipeSaysNothingOfTrafficThatWasCountedLongAgo() {
        var snapshot = Scene.of(2).busy().snapshot();
        var later = Scene.NOW.plusSeconds(60);
        var board =
                BoardModel.of(
                        Status.of(snapshot, later),
                        snapshot.cluster(),
                        snapshot.traffic(),
                        Asked.NOTHING);
        assertThat(board.links())
                .allMatch(l -> l.carries() == Carries.DATABASE || l.load().equals(Load.UNKNOWN));
    }

    @Test
    void whoIsNotWellIsNamedWorstFirstAndWhoIsPlannedOutIsNot() {
        var board =
                of(
                        Scene.of(5)
                                .cut("node1")
                                .health("node3", CheckState.DOWN, CheckState.DOWN, "refused")
                                .admin("node4", AdminState.MAINT, true)
                                .noRequests("node4"));
        assertThat(board.attention())
                .extracting(BoardModel.Trouble::node)
                .containsExactly("node3", "node1");
    }

    @Test
    void onABoardOfZonesOnePipeStandsForAllNodesOfAZone() {
        var board = of(Scene.zoned(40, 4).busy());
        assertThat(board.zones())
                .extracting(Zone::name)
                .containsExactly("Zone a", "Zone b", "Zone c", "Zone d");
        assertThat(board.trunks().stream().filter(l -> l.carries() == Carries.REQUESTS)).hasSize(8);
        assertThat(board.trunks().getFirst().load().amount().getAsDouble())
                .isEqualTo(board.links().getFirst().load().amount().getAsDouble());
        double sent =
                board.trunks().stream()
                        .filter(l -> l.carries() == Carries.REQUESTS)
                        .mapToDouble(l -> l.load().amount().getAsDouble())
                        .sum();
        assertThat(sent).isEqualTo(2 * 40 * 22.0);
    }

    @Test
    void nodesThatRunDifferentRevisionsAreSaidToDiffer() {
        assertThat(of(Scene.of(3)).differ()).isEmpty();
        assertThat(of(Scene.of(3).revision("node1", "17.0-new")).differ())
                .contains(
                        new BoardModel.Differ(
                                "Revisions differ: 17.0-new on 1, 17.0-3f9c2e1 on 2", false));
    }

    @Test
    void theLineOfANodeTellsWhatEachBalancerDoes() {
        var half =
                of(Scene.of(2).admin("lb1", "node1", AdminState.MAINT, true).noRequests("node1"));
        assertThat(flow(half, "balancer lb1", "node node1")).isEqualTo(Flow.SHUT);
        assertThat(flow(half, "balancer lb2", "node node1")).isEqualTo(Flow.OPEN);
        var draining = of(Scene.of(2).admin("node1", AdminState.DRAIN, true));
        assertThat(flow(draining, "balancer lb1", "node node1")).isEqualTo(Flow.DRAINING);
        var blind = of(Scene.of(2).balancerFails("lb1"));
        assertThat(flow(blind, "balancer lb1", "node node1")).isEqualTo(Flow.UNKNOWN);
        assertThat(flow(blind, "clients", "balancer lb1")).isEqualTo(Flow.UNKNOWN);
        assertThat(flow(blind, "balancer lb2", "node node1")).isEqualTo(Flow.OPEN);
    }

    @Test
    void aNodeOfWhoseDatabaseConnectionsNobodyKnowsHasAnUnknownLine() {
        var board = of(Scene.of(2).cut("node1"));
        assertThat(flow(board, "node node1", "database")).isEqualTo(Flow.UNKNOWN);
        assertThat(flow(board, "node node1", "filestore")).isEqualTo(Flow.UNKNOWN);
        assertThat(flow(board, "node node2", "database")).isEqualTo(Flow.OPEN);
    }

    @Test
    void aSilentBalancerShowsNoNumbers() {
        var card = of(Scene.of(3).balancerFails("lb2")).balancers().get(1);
        assertThat(card.glyph()).isEqualTo(Glyph.UNKNOWN);
        assertThat(card.entries()).containsEntry("Sends to", "–").containsEntry("Requests", "–");
        assertThat(card.caption()).isEqualTo("haproxy");
    }

    @Test
    void aBalancerCountsTheNodesItSendsTo() {
        var board =
                of(
                        Scene.of(3)
                                .admin("lb1", "node1", AdminState.MAINT, true)
                                .check("lb2", "node3", CheckState.DOWN));
        assertThat(board.balancers())
                .extracting(card -> card.entries().get("Sends to"))
                .containsExactly("2 of 3", "2 of 3");
    }

    @Test
    void aPortThatIsDownAloneHasItsOwnLampAndWord() {
        var card =
                of(Scene.of(3).health("node2", CheckState.UP, CheckState.DOWN, "refused"))
                        .nodes()
                        .get(1);
        assertThat(card.lamps()).isEqualTo(new BoardModel.Lamps(Glyph.HEALTHY, Glyph.FAILED));
        assertThat(card.sentence()).endsWith("15 database, websocket port down");
    }

    @Test
    void nothingAskedYetIsNothingKnown() {
        var board =
                BoardModel.of(
                        Status.of(Scene.untouched(2), Scene.NOW),
                        Scene.cluster(2, RolloutSpec.DEFAULT),
                        Map.of(),
                        Asked.NOTHING);
        assertThat(board.nodes()).extracting(n -> n.glyph()).containsOnly(Glyph.UNKNOWN);
        assertThat(board.links()).extracting(l -> l.flow()).containsOnly(Flow.UNKNOWN);
        assertThat(board.nodes().getFirst().note()).contains("never answered: not asked yet");
    }

    @Test
    void everyCardIsReachedByItsLines() {
        var links = of(Scene.of(3)).links();
        assertThat(links.stream().filter(l -> l.carries() == Carries.USERS)).hasSize(2);
        assertThat(links.stream().filter(l -> l.carries() == Carries.REQUESTS)).hasSize(6);
        assertThat(links.stream().filter(l -> l.carries() == Carries.DATABASE)).hasSize(3);
        assertThat(links.stream().filter(l -> l.carries() == Carries.FILES)).hasSize(3);
    }

    private static Flow flow(BoardModel board, String from, String to) {
        return board.links().stream()
                .filter(link -> link.from().equals(from) && link.to().equals(to))
                .findFirst()
                .orElseThrow()
                .flow();
    }

    @Test
    void whyANodeNeedsAttentionFitsBesideItsName() {
        var status =
                Scene.of(3)
                        .health(
                                "node3",
                                dev.drainboard.model.CheckState.DOWN,
                                dev.drainboard.model.CheckState.DOWN,
                                "both ports: it refuses connections")
                        .status();
        assertThat(Cards.attention(status, java.util.Set.of()))
                .extracting(BoardModel.Trouble::says)
                .containsExactly("HTTP is down");
    }

    @Test
    void aNodeThatIsOutOnOneBalancerOnlyIsSaidOnItsCardOnTheBalancersAndToNeedAttention() {
        var board = of(Scene.of(3).admin("lb1", "node2", AdminState.DRAIN, false));
        var card = board.nodes().get(1);
        assertThat(card.rotation()).isEqualTo("Out on lb1 only");
        assertThat(card.uneven()).isTrue();
        assertThat(card.brief()).isEqualTo("1 of 2");
        assertThat(board.balancers())
                .extracting(BoardModel.Card::name, BoardModel.Card::uneven)
                .containsExactly(tuple("lb1", true), tuple("lb2", false));
        assertThat(board.balancers().getFirst().reason()).contains("node2: out here only");
        assertThat(board.attention())
                .containsExactly(
                        new BoardModel.Trouble(
                                "node2", Glyph.DEGRADED, "taken out on lb1, not by Drainboard"));
    }

    @Test
    void oneThatIsOutEverywhereOrIsBeingTakenOutIsNotUneven() {
        var out = of(Scene.of(3).admin("node2", AdminState.MAINT, true).noRequests("node2"));
        assertThat(out.attention()).isEmpty();
        assertThat(out.balancers()).noneMatch(BoardModel.Card::uneven);

        var running =
                of(
                        Scene.of(3)
                                .admin("lb1", "node2", AdminState.DRAIN, true)
                                .operation(Operations.at("node2", StepKind.DRAIN, Phase.RUNNING)));
        assertThat(running.attention()).isEmpty();
        assertThat(running.balancers()).noneMatch(BoardModel.Card::uneven);
    }

    @Test
    void oneThatWasJustPutBackIsNotUnevenWhileTheBalancersAreReadAnew() {
        var half = Scene.of(3).admin("lb2", "node2", AdminState.DRAIN, true);
        var running = of(half.operation(Operations.at("node2", StepKind.RESTORE, Phase.RUNNING)));
        assertThat(running.attention()).as("lb1 is back, lb2 comes").isEmpty();

        assertThat(of(half.operation(restored(Duration.ofSeconds(3)))).attention()).isEmpty();
        assertThat(of(half.operation(restored(Duration.ofSeconds(6)))).attention())
                .extracting(BoardModel.Trouble::node)
                .containsExactly("node2");
    }

    private static OperationView restored(Duration ago) {
        var restore =
                new OperationView.StepView(
                        new Step(Optional.of("node2"), StepKind.RESTORE, "Put it back", List.of()),
                        OperationView.Progress.DONE,
                        Optional.of(Scene.NOW.minus(ago)),
                        "back in rotation");
        return new OperationView(
                "op",
                "restore of node2",
                "mk@ops1",
                Scene.NOW.minusSeconds(20),
                Phase.SUCCEEDED,
                List.of(restore),
                Optional.empty(),
                false);
    }

    @Test
    void onePortThatIsOutAloneIsToldToo() {
        var board = of(Scene.of(3).admin("lb2", "node3", Endpoint.WEBSOCKET, AdminState.MAINT));
        assertThat(board.attention()).extracting(BoardModel.Trouble::node).containsExactly("node3");
    }

    @Test
    void ofANodeThatIsOutItIsSaidHowManyAreStillBoundToIt() {
        var board =
                of(
                        Scene.of(3)
                                .admin("node2", AdminState.DRAIN, true)
                                .noRequests("node2")
                                .bound("lb2", BoundSessions.of(Map.of("node1", 5, "node2", 2))));
        assertThat(board.nodes().get(1).note()).contains("2 bound; taken out on lb1, lb2");
    }

    @Test
    void workersThatAreBusyAreNeverMoreThanThereAre() {
        var scene =
                Scene.of(4)
                        .connections("node1", 3, 0, 0)
                        .connections("node2", 11, 0, 0)
                        .workers("node1", 8)
                        .workers("node2", 8)
                        .workers("node3", 0);
        var cards =
                BoardModel.of(scene.status(), scene.snapshot().cluster(), Map.of(), Asked.NOTHING)
                        .nodes();

        assertThat(cards.get(0).workers()).contains(new BoardModel.Cells(3, 8, "3 of 8"));
        assertThat(cards.get(0).sentence()).endsWith(", 3 of 8 workers busy");
        assertThat(cards.get(1).workers())
                .contains(new BoardModel.Cells(8, 8, "8 of 8, 3 waiting"));
        assertThat(cards.get(1).sentence()).endsWith(", all 8 workers busy, 3 waiting");
        assertThat(cards.get(2).workers()).as("threaded").isEmpty();
        assertThat(cards.get(3).workers()).as("unknown").isEmpty();
    }

    @Test
    void workersOfWhichNobodyKnowsHowManyAreBusy() {
        var scene = Scene.of(1).workers("node1", 8).noShell("node1").balancerFails("lb2");
        var card =
                BoardModel.of(scene.status(), scene.snapshot().cluster(), Map.of(), Asked.NOTHING)
                        .nodes()
                        .getFirst();
        assertThat(card.workers()).as("no cell is drawn free that nobody counted").isEmpty();
        assertThat(card.sentence()).doesNotContain("workers");
    }

    @Test
    void howManySessionsAreBoundAndWhoCarriesTooMany() {
        var bound = BoundSessions.of(Map.of("node1", 96, "node2", 91, "node3", 243));
        var model = of(Scene.of(3).bound("lb2", bound));

        assertThat(model.sessions()).isEqualTo("430 sessions");
        assertThat(model.attention())
                .containsExactly(
                        new BoardModel.Trouble(
                                "node3", Glyph.DEGRADED, "1.7 times its session share"));
        assertThat(of(Scene.of(3)).sessions()).isEmpty();
    }

    @Test
    void theNetworkThatTakesANodeIsNamedAndNotOnlyThatItHasTooMuch() {
        var bound =
                BoundSessions.of(
                        Map.of("node1", 96, "node2", 91, "node3", 243),
                        Map.of("node3", new Crowd("203.0.113.0/24", 151, 243, Crowd.Of.CLIENTS)));
        assertThat(of(Scene.of(3).bound("lb2", bound)).attention())
                .containsExactly(
                        new BoardModel.Trouble(
                                "node3", Glyph.DEGRADED, "62 % from 203.0.113.0/24"));
    }
}
