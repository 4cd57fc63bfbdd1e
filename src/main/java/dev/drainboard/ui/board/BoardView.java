package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.Card;
import dev.drainboard.ui.board.BoardModel.Figure;
import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.kit.Views;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.shape.SVGPath;

/** The cluster from left to right, and its figures above. Hands out which node was chosen. */
public final class BoardView {

    private static final String GLOBE =
            "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14zM1 8h14M8 1c2.4 2 3.2 4.400 3.200 7s-.8 5-3.200 7c-2.400-2-3.200-4.400-3.200-7s.8-5 3.200-7z";

    private final Consumer<String> choose;
    private final HBox figures = new HBox();
    private final Columns columns = new Columns();
    private final VBox root;
    private final Map<String, NodeCardView> nodes = new LinkedHashMap<>();
    private final Map<String, CardView> others = new LinkedHashMap<>();
    private final Label clients = Views.wrapped("", "caption", "centred");

    public BoardView(Consumer<String> choose) {
        this.choose = choose;
        figures.getStyleClass().add("figures");
        var scroll = new ScrollPane(columns);
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.getStyleClass().add("canvas");
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        root = new VBox(figures, scroll);
    }

    public Region root() {
        return root;
    }

    public void show(BoardModel model, Optional<String> chosen) {
        var names = model.nodes().stream().map(NodeCard::name).toList();
        var ids =
                Stream.concat(model.balancers().stream(), model.services().stream()).map(Card::id);
        if (!List.copyOf(nodes.keySet()).equals(names)
                || !List.copyOf(others.keySet()).equals(ids.toList())) {
            build(model);
        }
        figures.getChildren().setAll(model.figures().stream().map(BoardView::figure).toList());
        clients.setText(model.clients());
        model.nodes()
                .forEach(
                        card ->
                                nodes.get(card.name())
                                        .show(card, chosen.equals(Optional.of(card.name()))));
        Stream.concat(model.balancers().stream(), model.services().stream())
                .forEach(card -> others.get(card.id()).show(card));
        columns.connect(model.links());
        columns.requestLayout();
    }

    private void build(BoardModel model) {
        nodes.clear();
        others.clear();
        var detail = NodeCardView.Detail.of(model.nodes().size());
        var cards = new LinkedHashMap<String, Region>();
        cards.put(BoardModel.CLIENTS, disc());
        for (var card : model.balancers()) {
            others.put(card.id(), new CardView());
            cards.put(card.id(), others.get(card.id()).root());
        }
        for (var card : model.nodes()) {
            var view = new NodeCardView(detail, () -> choose.accept(card.name()));
            nodes.put(card.name(), view);
            cards.put(BoardModel.node(card.name()), view.root());
        }
        for (var card : model.services()) {
            others.put(card.id(), new CardView());
            cards.put(card.id(), others.get(card.id()).root());
        }
        double gap =
                switch (detail) {
                    case FULL -> 22;
                    case SHORT -> 14;
                    case ROW -> 10;
                };
        columns.arrange(
                List.of(
                        column("board.clients", 116, 22, List.of(BoardModel.CLIENTS)),
                        column("board.balancers", 188, 22, ids(model.balancers())),
                        column(
                                "board.nodes",
                                280,
                                gap,
                                model.nodes().stream()
                                        .map(card -> BoardModel.node(card.name()))
                                        .toList()),
                        column("board.services", 212, 22, ids(model.services()))),
                cards);
    }

    private static List<String> ids(List<Card> cards) {
        return cards.stream().map(Card::id).toList();
    }

    private static Columns.Column column(
            String title, double width, double gap, List<String> cards) {
        return new Columns.Column(Views.label(text(title), "caption"), width, gap, cards);
    }

    private Region disc() {
        var globe = new SVGPath();
        globe.setContent(GLOBE);
        globe.getStyleClass().add("icon-line");
        var disc = new StackPane(globe);
        disc.getStyleClass().add("disc");
        disc.setMaxSize(Columns.DISC, Columns.DISC);
        disc.setMinSize(Columns.DISC, Columns.DISC);
        clients.setMaxWidth(116);
        var box = new VBox(8, disc, clients);
        box.setFillWidth(false);
        box.getStyleClass().add("clients");
        return box;
    }

    private static Label unit(Figure figure) {
        var unit = Views.label(figure.unit(), "caption");
        unit.setMinWidth(Region.USE_PREF_SIZE);
        return unit;
    }

    private static Region figure(Figure figure) {
        var cell =
                Views.column(
                        2,
                        Views.label(figure.name(), "caption"),
                        Views.row(6, Views.cut(figure.value(), "figure"), unit(figure)));
        cell.getStyleClass().add("figure-cell");
        HBox.setHgrow(cell, Priority.ALWAYS);
        cell.setMaxWidth(Double.MAX_VALUE);
        // a revision is longer than a number
        cell.setPrefWidth(figure.value().length() > 8 ? 290 : 140);
        return cell;
    }
}
