package dev.drainboard.ui.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.Travel.Way;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TravelTest {

    private static BoardModel of(Scene scene) {
        var snapshot = scene.busy().snapshot();
        return BoardModel.of(
                Status.of(snapshot, Scene.NOW),
                snapshot.cluster(),
                snapshot.traffic(),
                Asked.NOTHING);
    }

    private static Travel travel(BoardModel model, Detail detail) {
        return new Travel(model, Layout.of(model, detail, 1028, 608));
    }

    @ParameterizedTest
    @CsvSource({
        "node node1,LEFT,balancer lb1",
        "node node3,LEFT,balancer lb2",
        "balancer lb2,RIGHT,node node2",
        "node node1,RIGHT,database",
        "node node3,RIGHT,filestore",
        "database,LEFT,node node2",
        "node node1,DOWN,node node2",
        "node node3,UP,node node2",
        "balancer lb1,DOWN,balancer lb2",
        "filestore,UP,database"
    })
    void an_arrow_follows_the_pipe_or_goes_to_what_stands_above_or_below(
            String from, Way way, String to) {
        assertThat(travel(of(Scene.of(3)), Detail.CARDS).next(from, way)).contains(to);
    }

    @ParameterizedTest
    @CsvSource({
        "node node1,UP",
        "node node3,DOWN",
        "balancer lb1,LEFT",
        "database,RIGHT",
        "nobody,UP"
    })
    void at_an_edge_one_stays(String from, Way way) {
        assertThat(travel(of(Scene.of(3)), Detail.CARDS).next(from, way)).isEmpty();
    }

    @Test
    void among_tiles_one_goes_along_the_line_before_one_leaves_by_a_pipe() {
        var model = of(Scene.zoned(40, 3));
        var tiles = travel(model, Detail.TILES);
        var first = model.zones().getFirst().nodes();
        assertThat(tiles.next("node " + first.get(0), Way.RIGHT)).contains("node " + first.get(1));
        assertThat(tiles.next("node " + first.get(1), Way.LEFT)).contains("node " + first.get(0));
        assertThat(tiles.next("node " + first.get(0), Way.LEFT).orElseThrow())
                .startsWith("balancer");
        assertThat(tiles.next("node " + first.get(6), Way.RIGHT)).contains("database");
        assertThat(tiles.next("node " + first.get(2), Way.DOWN)).contains("node " + first.get(9));
    }

    /** Whoever has only arrows gets everywhere, at each level. */
    @ParameterizedTest
    @EnumSource(Detail.class)
    void everything_on_the_board_can_be_reached(Detail detail) {
        var model = of(Scene.zoned(14, 3));
        var travel = travel(model, detail);
        var seen = new HashSet<String>();
        reach(travel, "node node1", seen);
        assertThat(seen).hasSize(14 + model.balancers().size() + model.services().size());
    }

    private static void reach(Travel travel, String at, HashSet<String> seen) {
        if (seen.add(at)) {
            for (var way : Way.values()) {
                Optional<String> next = travel.next(at, way);
                next.ifPresent(id -> reach(travel, id, seen));
            }
        }
    }
}
