package dev.drainboard.ui.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.BoardModel.Carries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LayoutTest {

    private static BoardModel of(Scene scene) {
        var snapshot = scene.busy().snapshot();
        return BoardModel.of(
                Status.of(snapshot, Scene.NOW),
                snapshot.cluster(),
                snapshot.traffic(),
                Asked.NOTHING);
    }

    private static Layout layout(BoardModel model, double width, double height) {
        return Layout.of(model, Layout.detail(model, height), width, height);
    }

    @ParameterizedTest
    @CsvSource({
        "1,608,CARDS",
        "3,608,CARDS",
        "5,608,LOW_CARDS",
        "3,400,LOW_CARDS",
        "6,400,ROWS",
        "9,608,ROWS",
        "16,608,FRAMED_ROWS",
        "17,608,TILES",
        "60,608,TILES",
        "61,608,DOTS",
        "1000,608,DOTS"
    })
    void howMuchOfANodeIsShownFollowsTheirNumberAndTheRoom(
            int nodes, double height, Detail detail) {
        assertThat(Layout.detail(of(Scene.of(nodes)), height)).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "5", "9", "14", "40", "200", "1000"})
    void nothingLiesOnAnythingElseAndAllIsOnTheBoard(int nodes) {
        var layout = layout(of(Scene.zoned(nodes, Math.min(nodes, 3))), 1028, 608);
        var inner = new ArrayList<Map.Entry<String, Box>>();
        layout.boxes().entrySet().stream()
                .filter(box -> !box.getKey().startsWith("zone"))
                .forEach(inner::add);

        for (int i = 0; i < inner.size(); i++) {
            var box = inner.get(i).getValue();
            assertThat(box.x()).isGreaterThanOrEqualTo(0);
            assertThat(box.y()).isGreaterThanOrEqualTo(0);
            assertThat(box.right()).isLessThanOrEqualTo(layout.width());
            assertThat(box.bottom()).isLessThanOrEqualTo(layout.height());
            for (int j = i + 1; j < inner.size(); j++) {
                assertThat(apart(box, inner.get(j).getValue()))
                        .as(inner.get(i).getKey() + " and " + inner.get(j).getKey())
                        .isTrue();
            }
        }
    }

    @Test
    void howeverManyTheNodesTheBalancersAreSeenAtFirst() {
        var layout = layout(of(Scene.zoned(1000, 8)), 1028, 608);
        assertThat(layout.height()).isGreaterThan(608);
        for (var seen :
                List.of("balancer lb1", "balancer lb2", BoardModel.DATABASE, BoardModel.CLIENTS)) {
            assertThat(layout.boxes().get(seen).bottom()).as(seen).isLessThan(608);
        }
    }

    private static boolean apart(Box one, Box other) {
        return one.right() <= other.x()
                || other.right() <= one.x()
                || one.bottom() <= other.y()
                || other.bottom() <= one.y();
    }

    @Test
    void aNodeStandsInTheFrameOfItsZone() {
        var model = of(Scene.zoned(40, 4));
        var layout = layout(model, 1028, 608);
        for (var zone : model.zones()) {
            var frame = layout.boxes().get(zone.id());
            for (var node : zone.nodes()) {
                var box = layout.boxes().get(BoardModel.node(node));
                assertThat(frame.holds(box.x(), box.y())).isTrue();
                assertThat(frame.holds(box.right() - 1, box.bottom() - 1)).isTrue();
            }
        }
    }

    @Test
    void aThingKeepsItsPlaceWhateverItsState() {
        var well = layout(of(Scene.of(3)), 1028, 608);
        var out =
                layout(
                        of(
                                Scene.of(3)
                                        .admin("node2", AdminState.MAINT, true)
                                        .noRequests("node2")
                                        .cut("node3")),
                        1028,
                        608);
        for (var node : List.of("node node1", "node node2", "node node3")) {
            assertThat(out.boxes().get(node)).isEqualTo(well.boxes().get(node));
        }
    }

    @Test
    void extraWidthGoesToTheGapsWhereThePipesAre() {
        var narrow = layout(of(Scene.of(3)), 1028, 608);
        var wide = layout(of(Scene.of(3)), 1528, 608);
        assertThat(wide.boxes().get("node node1").width())
                .isEqualTo(narrow.boxes().get("node node1").width());
        assertThat(wide.boxes().get("database").x() - narrow.boxes().get("database").x())
                .isEqualTo(500);
        assertThat(wide.boxes().get("node node1").x() - narrow.boxes().get("node node1").x())
                .isEqualTo(250);
    }

    @Test
    void everyPipeBeginsAndEndsOnTheEdgesOfItsCards() {
        var layout = layout(of(Scene.of(3)), 1028, 608);
        assertThat(layout.runs()).isNotEmpty();
        layout.runs()
                .forEach(
                        (link, run) -> {
                            var from = layout.boxes().get(link.from());
                            var to = layout.boxes().get(link.to());
                            assertThat(run.x1()).isEqualTo(from.right());
                            assertThat(run.x2()).isEqualTo(to.x());
                            assertThat(run.y1()).isBetween(from.y(), from.bottom());
                            assertThat(run.y2()).isBetween(to.y(), to.bottom());
                        });
    }

    @Test
    void dotsFollowEachOtherCloserWhereMoreFlowsAndAreNeverTooMany() {
        var model = of(Scene.of(3));
        var layout = layout(model, 1028, 608);
        var scale = Scale.NOTHING.with(model.links(), model.at());
        var dots = Dots.of(layout.runs(), scale);
        assertThat(dots).isNotEmpty();
        double all = dots.stream().mapToDouble(d -> d.run().length() / d.spacing()).sum();
        assertThat(all).isLessThanOrEqualTo(240);

        var thousand = of(Scene.zoned(1000, 12));
        var many =
                Dots.of(
                        layout(thousand, 1028, 608).runs(),
                        Scale.NOTHING.with(thousand.links(), thousand.at()));
        assertThat(many.stream().mapToDouble(d -> d.run().length() / d.spacing()).sum())
                .isLessThanOrEqualTo(240.001);
    }

    @Test
    void theBusiestPipeIsTheWidestAndStaysTheMeasureForTenMinutes() {
        var busy = of(Scene.of(3)).links();
        var now = Scene.NOW;
        var scale = Scale.NOTHING.with(busy, now);
        var requests = busy.stream().filter(l -> l.carries() == Carries.REQUESTS).toList();
        double widest = requests.stream().mapToDouble(scale::width).max().orElseThrow();
        assertThat(widest).isEqualTo(9);
        var quiet =
                new BoardModel.Link(
                        "balancer lb1",
                        "node node1",
                        Carries.REQUESTS,
                        BoardModel.Flow.OPEN,
                        Load.of(1),
                        "1.0/s");
        var later = scale.with(List.of(quiet), now.plusSeconds(300));
        assertThat(later.width(quiet)).isLessThan(3);
        assertThat(later.with(List.of(quiet), now.plusSeconds(1200)).width(quiet)).isEqualTo(9);
    }

    @Test
    void dots_move_between_columns_and_under_no_card() {
        var left = new Dots(new Run(100, 50, 200, 80), 20, 4);
        var crossing = new Dots(new Run(120, 300, 190, 10), 20, 4);
        var right = new Dots(new Run(400, 40, 500, 60), 20, 4);

        var gaps = Gap.between(List.of(right, left, crossing));

        assertThat(gaps)
                .extracting(Gap::dots)
                .containsExactly(List.of(left, crossing), List.of(right));
        assertThat(gaps.getFirst().box()).isEqualTo(new Box(96, 6, 108, 298));
        assertThat(gaps.getLast().box()).isEqualTo(new Box(396, 36, 108, 28));
        assertThat(Gap.between(List.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3,608,1,CARDS",
        "3,608,1.5,LOW_CARDS",
        "5,608,1.25,ROWS",
        "9,608,1.25,FRAMED_ROWS",
        "3,608,0.9,CARDS"
    })
    void largerTextStepsTheLevelDownWhereThereIsNoRoom(
            int nodes, double height, double text, Detail detail) {
        assertThat(Layout.detail(of(Scene.of(nodes)), height / text)).isEqualTo(detail);
    }

    @Test
    void withLargerTextCardsGrowOnWholePixelsAndPipesStillEndAtThem() {
        var model = of(Scene.of(3));
        var usual = layout(model, 1028, 608);
        var larger = usual.times(1.25);

        assertThat(larger.width()).isEqualTo(1285);
        assertThat(larger.boxes().get("node node1").width()).isEqualTo(310);
        for (var box : larger.boxes().values()) {
            assertThat(box.x() % 1 + box.y() % 1 + box.width() % 1 + box.height() % 1).isZero();
        }
        larger.runs()
                .forEach(
                        (link, run) -> {
                            assertThat(run.x1()).isEqualTo(larger.boxes().get(link.from()).right());
                            assertThat(run.x2()).isEqualTo(larger.boxes().get(link.to()).x());
                        });
        assertThat(usual.times(1)).isSameAs(usual);
    }

    @ParameterizedTest
    @CsvSource({
        "3,CARDS,false,FRAMED_ROWS",
        "3,FRAMED_ROWS,false,TILES",
        "3,DOTS,false,DOTS",
        "3,TILES,true,FRAMED_ROWS",
        "3,FRAMED_ROWS,true,CARDS",
        "5,LOW_CARDS,true,LOW_CARDS",
        "9,ROWS,true,CARDS",
        "9,ROWS,false,TILES",
        "40,TILES,true,FRAMED_ROWS",
        "40,FRAMED_ROWS,true,FRAMED_ROWS",
        "200,DOTS,true,TILES",
        "200,TILES,true,TILES"
    })
    void byHandEachNodeIsSeenNearerOrFartherAndManyNotAsNearAsFew(
            int nodes, Detail from, boolean nearer, Detail to) {
        assertThat(from.zoomed(nodes, nearer)).isEqualTo(to);
    }

    @Test
    void nodesAreFramedByWhatTheyHaveInCommonAndTheFrameSaysWhat() {
        var snapshot = Scene.zoned(4, 2).busy().revision("node2", "17.0-8d41b07").snapshot();
        var status = Status.of(snapshot, Scene.NOW);
        assertThat(heads(status, snapshot, Grouping.ZONE))
                .hasSize(2)
                .allMatch(name -> name.startsWith("Zone "));
        assertThat(heads(status, snapshot, Grouping.BALANCER)).containsExactly("Balancer lb1, lb2");
        assertThat(heads(status, snapshot, Grouping.BUILD))
                .hasSize(2)
                .contains("Build 17.0-8d41b07");
        assertThat(Grouping.ZONE.next().next().next()).isEqualTo(Grouping.ZONE);
    }

    private static List<String> heads(
            Status status, dev.drainboard.model.Snapshot snapshot, Grouping grouping) {
        var model =
                BoardModel.of(
                        status, snapshot.cluster(), snapshot.traffic(), Asked.NOTHING, grouping);
        assertThat(model.zones().stream().mapToInt(zone -> zone.nodes().size()).sum())
                .isEqualTo(status.nodes().size());
        return model.zones().stream().map(Zone::name).toList();
    }
}
