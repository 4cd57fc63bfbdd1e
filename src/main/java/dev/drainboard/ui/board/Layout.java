package dev.drainboard.ui.board;

import dev.drainboard.ui.board.BoardModel.Card;
import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Link;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where everything stands on a board of a given size, from left to right as a request goes. A thing
 * keeps its place whatever its state, so that the eye can find it; extra width goes to the two gaps
 * where the pipes are. Pure.
 *
 * @param height as much as is needed, at least what there is
 * @param boxes of cards, nodes and frames by id
 * @param runs of the pipes that have both ends on the board
 * @param columns where the headings of the four columns begin, from left to right
 */
record Layout(
        Detail detail,
        double width,
        double height,
        Map<String, Box> boxes,
        Map<Link, Run> runs,
        List<Double> columns) {

    static final double DISC = 64;

    /** The width for which the columns' places are given; less or more changes the gaps alone. */
    private static final double DRAWN_FOR = 1028;

    static final double NARROWEST = 860;
    private static final double TOP = 44;
    private static final double BOTTOM = 46;
    private static final double CARD_GAP = 24;
    private static final double FRAME_WIDTH = 440;
    static final double FRAME_HEAD = 38;
    private static final double FRAME_PAD = 13;
    private static final double FRAME_GAP = 16;
    private static final double WEBSOCKETS_LOWER = 16;
    private static final double VALVE = 17;

    static Layout of(BoardModel model, Detail detail, double width, double height) {
        return new Draft(model, detail, Math.max(width, NARROWEST), height).layout();
    }

    /** The detail for a board of this height. */
    static Detail detail(BoardModel model, double height) {
        return Detail.of(model.nodes().size(), height - TOP - BOTTOM);
    }

    /** The same for larger text: everything is so many times as large and as far apart. */
    Layout times(double scale) {
        if (scale == 1) {
            return this;
        }
        var larger = new LinkedHashMap<String, Box>();
        boxes.forEach((id, box) -> larger.put(id, box.times(scale)));
        var longer = new LinkedHashMap<Link, Run>();
        runs.forEach((link, run) -> longer.put(link, run.times(scale)));
        return new Layout(
                detail,
                width * scale,
                height * scale,
                Map.copyOf(larger),
                longer,
                columns.stream().map(x -> x * scale).toList());
    }

    private static double height(Card card) {
        return 62 + 23 * card.entries().size() + (card.reason().isPresent() ? 21 : 0);
    }

    /** A layout that is being made. */
    private static final class Draft {

        private final BoardModel model;
        private final Detail detail;
        private final double width;
        private final double extra;
        private final Map<String, Box> boxes = new LinkedHashMap<>();

        /**
         * What is seen of it before anybody scrolls: there the few stand, however many the nodes.
         */
        private final double seen;

        private double room;

        Draft(BoardModel model, Detail detail, double width, double height) {
            this.model = model;
            this.detail = detail;
            this.width = width;
            this.extra = width - DRAWN_FOR;
            this.seen = Math.max(height - TOP - BOTTOM, DISC);
            this.room = seen;
        }

        Layout layout() {
            boolean cards = !detail.framed();
            double balancers = cards ? 166 : 138;
            double nodes = (cards ? 478 : 358) + extra / 2;
            double services = (cards ? 846 : 862) + extra;
            room = Math.max(room, nodesHeight());
            stack(model.balancers(), balancers, cards ? 180 : 150, valves());
            stack(model.services(), services, cards ? 162 : 160, 0);
            nodes(nodes);
            boxes.put(BoardModel.CLIENTS, new Box(28, TOP + (seen - DISC) / 2 - 12, DISC, DISC));
            return new Layout(
                    detail,
                    width,
                    TOP + room + BOTTOM,
                    Map.copyOf(boxes),
                    runs(),
                    List.of(28.0, balancers, nodes, services));
        }

        private void stack(List<Card> cards, double x, double cardWidth, double least) {
            var heights =
                    cards.stream()
                            .mapToDouble(card -> Math.max(least, Layout.height(card)))
                            .toArray();
            double all = Arrays.stream(heights).sum() + CARD_GAP * Math.max(0, cards.size() - 1);
            double y = TOP + Math.max(0, (seen - all) / 2);
            for (int i = 0; i < heights.length; i++) {
                boxes.put(cards.get(i).id(), new Box(x, Math.round(y), cardWidth, heights[i]));
                y += heights[i] + CARD_GAP;
            }
        }

        /** The height that the valves on a balancer's edge need. */
        private double valves() {
            int pipes = detail.framed() ? model.zones().size() : model.nodes().size();
            return pipes * VALVE;
        }

        private double nodesHeight() {
            if (detail.framed()) {
                return model.zones().stream().mapToDouble(this::frameHeight).sum()
                        + FRAME_GAP * Math.max(0, model.zones().size() - 1);
            }
            int rows = (int) Math.ceil((double) model.nodes().size() / across());
            return rows * detail.height() + Math.max(0, rows - 1) * detail.gap();
        }

        /** How many nodes stand side by side. */
        private int across() {
            if (!detail.framed()) {
                return 1;
            }
            double each = detail.width() + detail.gap();
            return (int) ((FRAME_WIDTH - 2 * FRAME_PAD + detail.gap()) / each);
        }

        private double frameHeight(Zone zone) {
            int rows = (int) Math.ceil((double) zone.nodes().size() / across());
            return FRAME_HEAD + rows * (detail.height() + detail.gap()) - detail.gap() + FRAME_PAD;
        }

        private void nodes(double x) {
            double y = TOP + (room - nodesHeight()) / 2;
            if (!detail.framed()) {
                var names = model.nodes().stream().map(BoardModel.NodeCard::name).toList();
                place(names, x, y);
                return;
            }
            for (var zone : model.zones()) {
                boxes.put(zone.id(), new Box(x, Math.round(y), FRAME_WIDTH, frameHeight(zone)));
                place(zone.nodes(), x + FRAME_PAD, Math.round(y) + FRAME_HEAD);
                y += frameHeight(zone) + FRAME_GAP;
            }
        }

        private void place(List<String> names, double x, double y) {
            int across = across();
            // two columns of rows are read downwards, tiles along their line
            int down = (int) Math.ceil((double) names.size() / across);
            for (int i = 0; i < names.size(); i++) {
                int column = detail.rows() ? i / down : i % across;
                int row = detail.rows() ? i % down : i / across;
                boxes.put(
                        BoardModel.node(names.get(i)),
                        new Box(
                                Math.round(x + column * (detail.width() + detail.gap())),
                                Math.round(y + row * (detail.height() + detail.gap())),
                                detail.width(),
                                detail.height()));
            }
        }

        private Map<Link, Run> runs() {
            var links =
                    (detail.framed() ? model.trunks() : model.links())
                            .stream()
                                    .filter(link -> boxes.containsKey(link.from()))
                                    .filter(link -> boxes.containsKey(link.to()))
                                    .filter(this::drawn)
                                    .toList();
            var leaving = slots(links, Link::from);
            var arriving = slots(links, Link::to);
            var runs = new LinkedHashMap<Link, Run>();
            for (var link : links) {
                var from = boxes.get(link.from());
                var to = boxes.get(link.to());
                double lower = link.carries() == Carries.WEBSOCKETS ? WEBSOCKETS_LOWER : 0;
                runs.put(
                        link,
                        new Run(
                                from.right(),
                                port(from, leaving.get(link.from()), link.to(), lane(link)) + lower,
                                to.x(),
                                port(to, arriving.get(link.to()), link.from(), lane(link))
                                        + lower));
            }
            return runs;
        }

        /** A row is too low for a second pipe. */
        private boolean drawn(Link link) {
            return link.carries() != Carries.WEBSOCKETS || !detail.rows();
        }

        /** Requests and the websockets beside them share a place on the edge of a card. */
        private static String lane(Link link) {
            return link.carries() == Carries.WEBSOCKETS
                    ? Carries.REQUESTS.name()
                    : link.carries().name();
        }

        /** For each card the places on its edge from top to bottom, by where they lead. */
        private static Map<String, List<String>> slots(
                List<Link> links, Function<Link, String> card) {
            return links.stream()
                    .collect(
                            Collectors.groupingBy(
                                    card,
                                    Collectors.collectingAndThen(
                                            Collectors.mapping(
                                                    link ->
                                                            lane(link)
                                                                    + other(link, card.apply(link)),
                                                    Collectors.toList()),
                                            all -> all.stream().distinct().toList())));
        }

        private static String other(Link link, String card) {
            return link.from().equals(card) ? link.to() : link.from();
        }

        private static double port(Box box, List<String> slots, String other, String lane) {
            double step = box.height() / (slots.size() + 1);
            return Math.round(box.y() + step * (slots.indexOf(lane + other) + 1));
        }
    }
}
