package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.Card;
import dev.drainboard.ui.board.BoardModel.Carries;
import dev.drainboard.ui.board.BoardModel.Link;
import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Icon;
import dev.drainboard.ui.kit.Inks;
import dev.drainboard.ui.kit.Views;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/**
 * The picture of the cluster. Below, two canvases: the still pipes, and the dots that move in them.
 * Above them cards as parts of the scene, or, where there are too many for that, tiles on a third
 * canvas; and above all valves and chips.
 */
final class Board extends Pane {

    private static final PseudoClass MIRRORED = PseudoClass.getPseudoClass("mirrored");

    private final Consumer<String> choose;
    private final Consumer<Optional<String>> hovers;
    private final Inks inks = new Inks(this::recolour);
    private final PipesView pipes = new PipesView(inks);
    private final DotsView dots = new DotsView(inks);
    private final TilesView tiles;
    private final Region clients = disc();
    private final Label sessions = Views.label("", "mono", "centred");
    private final Label clientsName = Views.wrapped("", "caption", "centred");
    private final LegendView legend = new LegendView();
    private final ZoomView zoom = new ZoomView(this::zoom);
    private final List<Label> headings =
            Stream.of("board.clients", "board.balancers", "board.nodes", "board.services")
                    .map(key -> Views.label(text(key), "caption"))
                    .toList();
    private final Map<String, NodeView> nodes = new LinkedHashMap<>();
    private final Map<String, CardView> others = new LinkedHashMap<>();
    private final List<Valve> valves = new ArrayList<>();
    private final List<Label> chips = new ArrayList<>();
    private final Skeletons skeletons = new Skeletons(this);
    private Optional<BoardModel> shown = Optional.empty();
    private Optional<String> chosen = Optional.empty();
    private Optional<Detail> detail = Optional.empty();
    private Optional<Detail> byHand = Optional.empty();
    private Scale scale = Scale.NOTHING;
    private Optional<Layout> laid = Optional.empty();
    private Optional<String> hovered = Optional.empty();
    private Optional<String> mirrored = Optional.empty();
    private double roomWidth;
    private double roomHeight;

    /**
     * @param hovers hears the id of what the mouse is over; empty: of nothing
     */
    Board(Consumer<String> choose, Consumer<Optional<String>> hovers) {
        this.choose = choose;
        this.hovers = hovers;
        tiles =
                new TilesView(
                        inks,
                        choose,
                        node -> {
                            over(node.map(BoardModel::node));
                            draw();
                        });
        getStyleClass().add("board");
    }

    /** Another size of the window. */
    void fit(double width, double height) {
        roomWidth = Math.floor(width);
        roomHeight = Math.floor(height);
        draw();
    }

    /**
     * Shows more or less of each node than there is room for.
     *
     * @param by more if above 0, less if below; 0: again what there is room for
     */
    void zoom(int by) {
        var nodes = shown.map(model -> model.nodes().size()).orElse(0);
        byHand = by == 0 ? Optional.empty() : detail.map(now -> now.zoomed(nodes, by > 0));
        draw();
    }

    /** Frames the nodes, if they are not; whether they were. */
    boolean frame() {
        boolean framed = detail.filter(Detail::framed).isPresent();
        if (!framed) {
            byHand = Optional.of(Detail.FRAMED_ROWS);
            draw();
        }
        return framed;
    }

    private void over(Optional<String> id) {
        hovered = id;
        hovers.accept(id);
        lift();
    }

    /** Marks what is looked at elsewhere, by its id. */
    void mirror(Optional<String> id) {
        mirrored = id;
        others.forEach(
                (each, card) ->
                        card.root()
                                .pseudoClassStateChanged(MIRRORED, id.equals(Optional.of(each))));
        lift();
    }

    private void lift() {
        laid.ifPresent(layout -> pipes.show(layout, scale, lifted()));
    }

    /** Whose pipes are at full strength; those of a framed node are its frame's. */
    private Set<String> lifted() {
        var ids = new HashSet<String>();
        Stream.of(chosen.map(BoardModel::node), hovered, mirrored)
                .flatMap(Optional::stream)
                .forEach(ids::add);
        shown.stream()
                .flatMap(model -> model.zones().stream())
                .filter(zone -> zone.nodes().stream().map(BoardModel::node).anyMatch(ids::contains))
                .map(Zone::id)
                .toList()
                .forEach(ids::add);
        return ids;
    }

    /**
     * Goes on from where the focus or, else, the chosen node is; what is there has the focus then.
     *
     * @return whether there was anything
     */
    boolean travel(Travel.Way way) {
        var from = focused().or(() -> chosen.map(BoardModel::node));
        var to =
                shown.flatMap(
                        model ->
                                from.flatMap(
                                                at ->
                                                        laid.flatMap(
                                                                layout ->
                                                                        new Travel(model, layout)
                                                                                .next(at, way)))
                                        .or(() -> from.or(() -> first(model, way))));
        to.ifPresent(this::stop);
        return to.isPresent();
    }

    private static Optional<String> first(BoardModel model, Travel.Way way) {
        var names = names(model);
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        BoardModel.node(way == Travel.Way.UP ? names.getLast() : names.getFirst()));
    }

    private Optional<String> focused() {
        return others.entrySet().stream()
                .filter(card -> card.getValue().root().isFocused())
                .map(Map.Entry::getKey)
                .findFirst()
                .or(
                        () ->
                                nodes.entrySet().stream()
                                        .filter(card -> card.getValue().root().isFocused())
                                        .map(card -> BoardModel.node(card.getKey()))
                                        .findFirst());
    }

    private void stop(String id) {
        if (others.containsKey(id)) {
            others.get(id).root().requestFocus();
            return;
        }
        var name =
                names(shown.orElseThrow()).stream()
                        .filter(node -> BoardModel.node(node).equals(id));
        name.findFirst()
                .ifPresent(
                        node -> {
                            if (nodes.containsKey(node)) {
                                nodes.get(node).root().requestFocus();
                            } else {
                                tiles.canvas().requestFocus();
                            }
                            choose.accept(node);
                        });
    }

    void move(boolean motion) {
        dots.want(motion);
    }

    void show(BoardModel model, Optional<String> node) {
        scale = scale.with(model.links(), model.at());
        shown = Optional.of(model);
        chosen = node;
        draw();
    }

    private void recolour() {
        draw(); // text may have another size too
        pipes.paint();
        tiles.paint();
    }

    private void draw() {
        if (roomWidth > 0 && roomHeight > 0) {
            shown.ifPresent(this::draw);
        }
    }

    private void draw(BoardModel model) {
        double text = inks.scale();
        var how = byHand.orElseGet(() -> Layout.detail(model, roomHeight / text));
        build(model, how);
        var drawn = Layout.of(model, how, roomWidth / text, roomHeight / text);
        var layout = drawn.times(text);
        setPrefHeight(layout.height());
        setMinSize(Layout.NARROWEST * text, layout.height());
        laid = Optional.of(layout);
        pipes.show(layout, scale, lifted());
        dots.show(layout, scale);
        for (int i = 0; i < headings.size(); i++) {
            headings.get(i).relocate(layout.columns().get(i), 14 * text);
        }
        place(clients, layout.boxes().get(BoardModel.CLIENTS));
        clientsName.setText(model.clients());
        var disc = layout.boxes().get(BoardModel.CLIENTS);
        sessions.setText(model.sessions());
        sessions.resizeRelocate(disc.x() - 26 * text, disc.bottom() + 8, 116 * text, 16 * text);
        double below = model.sessions().isEmpty() ? 0 : 18 * text;
        clientsName.resizeRelocate(
                disc.x() - 26 * text, disc.bottom() + 8 + below, 116 * text, 32 * text);
        Stream.concat(model.balancers().stream(), model.services().stream())
                .forEach(
                        card -> {
                            others.get(card.id()).show(card);
                            place(others.get(card.id()).root(), layout.boxes().get(card.id()));
                            others.get(card.id())
                                    .root()
                                    .setVisible(!model.awaited().containsKey(card.id()));
                        });
        if (how.framed()) {
            tiles.show(model, drawn, text, chosen);
        }
        if (!how.painted()) {
            model.nodes().forEach(card -> show(card, layout));
        }
        skeletons.show(model, how.painted() ? withoutNodes(layout, model) : layout.boxes());
        legend.show(layout, text);
        zoom.show(how, byHand.isPresent(), layout, text);
        valves(layout);
        chips(layout);
    }

    private static Map<String, Box> withoutNodes(Layout layout, BoardModel model) {
        var boxes = new LinkedHashMap<>(layout.boxes());
        model.nodes().forEach(card -> boxes.remove(BoardModel.node(card.name())));
        return boxes;
    }

    private void show(NodeCard card, Layout layout) {
        var view = nodes.get(card.name());
        view.show(card, chosen.equals(Optional.of(card.name())));
        place(view.root(), layout.boxes().get(BoardModel.node(card.name())));
        boolean awaited =
                shown.filter(model -> model.awaited().containsKey(BoardModel.node(card.name())))
                        .isPresent();
        view.root().setOpacity(awaited ? 0 : 1); // not invisible: it keeps the focus
    }

    private static void place(Region region, Box box) {
        region.resizeRelocate(box.x(), box.y(), box.width(), box.height());
    }

    /** Cards are kept for as long as their things are there, so that focus stays. */
    private void build(BoardModel model, Detail how) {
        var names = how.painted() ? List.<String>of() : names(model);
        var ids = cards(model).map(Card::id).toList();
        boolean same =
                detail.equals(Optional.of(how))
                        && List.copyOf(nodes.keySet()).equals(names)
                        && List.copyOf(others.keySet()).equals(ids);
        if (same) {
            return;
        }
        detail = Optional.of(how);
        nodes.clear();
        others.clear();
        valves.clear();
        chips.clear();
        names.forEach(name -> nodes.put(name, NodeView.of(how, () -> choose.accept(name))));
        ids.forEach(id -> others.put(id, new CardView()));
        getChildren().setAll(inks, pipes.canvas(), dots.root());
        if (how.framed()) {
            getChildren().add(tiles.canvas());
        }
        getChildren().addAll(clients, sessions, clientsName, legend.root(), zoom.root());
        getChildren().addAll(headings);
        Stream.concat(
                        others.values().stream().map(CardView::root),
                        nodes.values().stream().map(NodeView::root))
                .forEach(
                        region -> {
                            region.setManaged(false);
                            getChildren().add(region);
                            region.setOnMouseExited(event -> over(Optional.empty()));
                        });
        others.forEach((id, card) -> card.root().setOnMouseEntered(event -> over(Optional.of(id))));
        nodes.forEach(
                (name, card) ->
                        card.root()
                                .setOnMouseEntered(
                                        event -> over(Optional.of(BoardModel.node(name)))));
        clients.setManaged(false);
        clientsName.setManaged(false);
        sessions.setManaged(false);
    }

    private static List<String> names(BoardModel model) {
        return model.nodes().stream().map(NodeCard::name).toList();
    }

    private static Stream<Card> cards(BoardModel model) {
        return Stream.concat(model.balancers().stream(), model.services().stream());
    }

    private void valves(Layout layout) {
        var links =
                layout.runs().keySet().stream()
                        .filter(link -> link.carries() == Carries.REQUESTS)
                        .toList();
        enough(valves, links.size(), Valve::new);
        for (int i = 0; i < links.size(); i++) {
            var run = layout.runs().get(links.get(i));
            valves.get(i).show(links.get(i).flow(), run.x1(), run.y1());
        }
    }

    private void chips(Layout layout) {
        var links = layout.runs().keySet().stream().filter(link -> !says(link).isEmpty()).toList();
        enough(chips, links.size(), Board::chip);
        // in the middle, unless the pipes of several balancers cross there
        boolean cross =
                links.stream()
                                .filter(link -> link.carries() == Carries.REQUESTS)
                                .map(Link::from)
                                .distinct()
                                .count()
                        > 1;
        for (int i = 0; i < links.size(); i++) {
            var link = links.get(i);
            boolean aside = cross && link.carries() == Carries.REQUESTS;
            show(chips.get(i), says(link), layout.runs().get(link), aside ? 0.72 : 0.5);
        }
    }

    /** The database is counted for the chosen node alone. */
    private String says(Link link) {
        boolean counted =
                link.carries() == Carries.DATABASE
                        && chosen.map(BoardModel::node).equals(Optional.of(link.from()))
                        && link.load().amount().isPresent();
        return counted
                ? text("board.chip.database", Figures.of((long) link.load().amount().getAsDouble()))
                : link.says();
    }

    private static Label chip() {
        var chip = Views.label("", "pipe-chip", "mono");
        chip.setMouseTransparent(true);
        chip.setManaged(false);
        return chip;
    }

    private static void show(Label chip, String says, Run run, double where) {
        chip.setText(says);
        chip.applyCss();
        double width = chip.prefWidth(-1);
        double height = chip.prefHeight(-1);
        double way = run.length() * where;
        chip.resizeRelocate(
                Math.round(run.xAt(way) - width / 2),
                Math.round(run.yAt(way) - height / 2),
                width,
                height);
    }

    /** As many as are needed, the same ones as before. */
    private <T extends javafx.scene.Node> void enough(List<T> some, int count, Supplier<T> more) {
        while (some.size() < count) {
            var one = more.get();
            some.add(one);
            getChildren().add(one);
        }
        while (some.size() > count) {
            getChildren().remove(some.removeLast());
        }
    }

    private static Region disc() {
        var disc = new StackPane(Icon.GLOBE.draw(28));
        disc.getStyleClass().add("disc");
        return disc;
    }
}
