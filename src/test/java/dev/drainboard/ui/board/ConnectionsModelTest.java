package dev.drainboard.ui.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.BoundSessions;
import dev.drainboard.model.Holder;
import dev.drainboard.model.Holders;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.ConnectionsModel.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class ConnectionsModelTest {

    private static ConnectionsModel of(Scene scene, String node, Duration later) {
        var snapshot = scene.snapshot();
        var status = Status.of(snapshot, Scene.NOW.plus(later));
        return ConnectionsModel.of(status.node(node), snapshot, status);
    }

    private static ConnectionsModel of(Scene scene) {
        return of(scene, "node2", Duration.ofSeconds(1));
    }

    @Test
    void everyFigureSaysWhoCountedItAndWhen() {
        var model = of(Scene.of(3).busy().bound("lb2", BoundSessions.of(Map.of("node2", 143))));
        assertThat(model.counted().by()).isEqualTo("Counted by ss, 1 s ago");
        assertThat(model.counted().numbers())
                .containsEntry("HTTP in use", "37")
                .containsEntry("Websockets", "13");
        var lb2 = model.ways().get(1);
        assertThat(lb2.when()).isEqualTo("1 s ago");
        assertThat(lb2.rows())
                .containsExactly(
                        new Row("HTTP", "ready", "up", "7", "0", "21/s"),
                        new Row("WS", "ready", "up", "7", "–", "–"));
        assertThat(lb2.says())
                .contains("Requests: lb2's counters", "143 clients are bound to the node, 1 s ago");
    }

    @Test
    void whatIsOldIsUnknownAndItsAgeIsSaid() {
        var model =
                of(
                        Scene.of(3).busy().bound("lb2", BoundSessions.of(Map.of("node2", 143))),
                        "node2",
                        Duration.ofSeconds(100));
        assertThat(model.counted().numbers().values()).containsOnly("–");
        assertThat(model.counted().by()).isEqualTo("no answer for 1 min 40 s");
        assertThat(model.ways().get(1).rows()).isEmpty();
        assertThat(model.ways().get(1).when()).isEqualTo("unknown");
        assertThat(model.ways().get(1).says())
                .containsExactly(
                        "no answer for 1 min 40 s",
                        "Bound clients are unknown: no answer for 1 min 40 s");
        assertThat(model.gaps()).contains("Nobody can tell what is in use.");
    }

    @Test
    void aSilentBalancerSaysWhyAndHasNoNumber() {
        var lb1 = of(Scene.of(3).balancerFails("lb1")).ways().getFirst();
        assertThat(lb1.rows()).isEmpty();
        assertThat(lb1.says().getFirst()).contains(Scene.unreachable("lb1").what());
    }

    @Test
    void aBalancerThatCannotTellWhoIsBoundSaysWhy() {
        var model = of(Scene.of(3).bound("lb1", BoundSessions.unknown("it has no table.")));
        assertThat(model.ways().getFirst().says())
                .contains("Bound clients are unknown: it has no table.");
    }

    @Test
    void whatHoldsADrainIsNamedAndWhatIsMissingIsSaid() {
        var holders =
                new Holders(
                        List.of(
                                new Holder.Transaction("cron 'Mail queue', 42 s"),
                                new Holder.Websocket(
                                        Optional.of("192.0.2.14"), Optional.empty(), "lb2")),
                        OptionalInt.of(3),
                        List.of("lb1 does not name its requests"));
        var model =
                of(Scene.of(3).admin("node2", AdminState.DRAIN, true).holders("node2", holders));
        assertThat(model.longest()).isEqualTo("What holds it");
        assertThat(model.works())
                .containsExactly(
                        new ConnectionsModel.Work("cron 'Mail queue', 42 s", true),
                        new ConnectionsModel.Work("a websocket of 192.0.2.14, seen by lb2", false));
        assertThat(model.gaps()).containsExactly("lb1 does not name its requests");
    }
}
