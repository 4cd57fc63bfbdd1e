package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.Flow;
import dev.drainboard.ui.board.BoardModel.NodeCard;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Views;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** A node as a card, with room for all its numbers. */
final class NodeCardView extends NodeView {

    private static final double NOTCH = 14;

    private final StackPane glyph = new StackPane();
    private final Label name = Views.cut("", "card-name");

    /** Of a well node "In rotation", of another its state. */
    private final Label state = Views.label("", "rotation");

    /** Of a node that is not well: whether it is in rotation. */
    private final Label rotation = Views.label("", "rotation");

    private final Label asked = Views.label(text("board.asked"), "chip", "is-draining");
    private final Label caption = Views.cut("", "mono", "caption");
    private final Label build = Views.label(text("board.node.build"), "new-build");

    /** The corner of a card whose node runs the new revision already. */
    private final Region notch = new Region();

    private final Label http = Views.label("", "figure");
    private final Label websocket = Views.label("", "figure");
    private final Label database = Views.label("", "figure");
    private final StackPane httpLamp = lamp("http");
    private final StackPane websocketLamp = lamp("ws");
    private final Label aside = Views.label("", "caption");
    private final Label note = Views.cut("", "note");
    private final WorkersView workers;
    private final boolean roomy;

    NodeCardView(Detail detail, Runnable chosen) {
        super(chosen, "detail-" + detail.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        roomy = detail == Detail.CARDS;
        workers = new WorkersView(roomy);
        var head = Views.row(7, glyph, name, Views.spring(), build, asked, state);
        state.setMinWidth(Region.USE_PREF_SIZE);
        rotation.setMinWidth(Region.USE_PREF_SIZE);
        asked.setMinWidth(Region.USE_PREF_SIZE);
        build.setMinWidth(Region.USE_PREF_SIZE);
        notch.getStyleClass().add("notch");
        notch.setManaged(false);
        notch.resize(NOTCH, NOTCH);
        notch.layoutXProperty().bind(box().widthProperty().subtract(NOTCH));
        box().getChildren().add(notch);
        if (detail == Detail.CARDS) {
            var second = Views.row(7, caption, Views.spring(), rotation);
            box().getChildren().addAll(head, second, numbers(detail), aside, workers.root(), note);
        } else {
            var second = Views.row(7, caption, note, Views.spring(), rotation);
            box().getChildren().addAll(head, second, numbers(detail), workers.root());
        }
    }

    /** Whether its state says already that it is out of rotation. */
    private static boolean planned(Glyph glyph) {
        return switch (glyph) {
            case DRAINING, UPDATING, HEALTH_GATE, WARMING_UP, OUT -> true;
            case HEALTHY, DEGRADED, FAILED, WAITING, UNKNOWN -> false;
        };
    }

    private static void present(Region region, boolean present) {
        region.setVisible(present);
        region.setManaged(present);
    }

    private HBox numbers(Detail detail) {
        var numbers =
                new HBox(
                        number(detail, http, "board.node.http", httpLamp),
                        number(detail, websocket, "board.node.websocket", websocketLamp),
                        number(detail, database, "board.node.database", lamp("db")));
        numbers.getStyleClass().add("numbers");
        numbers.getChildren().forEach(number -> HBox.setHgrow(number, Priority.ALWAYS));
        return numbers;
    }

    /** The colour of what it counts, until there is something to say of the port. */
    private static StackPane lamp(String style) {
        var mark = new Region();
        mark.getStyleClass().addAll("traffic", style);
        return new StackPane(mark);
    }

    private static void light(StackPane lamp, Glyph glyph) {
        var mark = lamp.getChildren().getFirst();
        boolean well = glyph == Glyph.HEALTHY;
        mark.setVisible(well);
        mark.setManaged(well);
        lamp.getChildren().remove(1, lamp.getChildren().size());
        if (!well) {
            lamp.getChildren().add(glyph.draw(11));
        }
    }

    private static Region number(Detail detail, Label value, String name, StackPane mark) {
        var words = text(detail == Detail.CARDS ? name : name + ".short");
        var said = Views.row(5, mark, Views.label(words, "caption"));
        var box = detail == Detail.CARDS ? new VBox(value, said) : Views.row(6, value, said);
        box.getStyleClass().add("number");
        return box;
    }

    @Override
    void show(NodeCard card) {
        glyph.getChildren().setAll(card.glyph().draw(14));
        name.setText(card.name());
        name.getTooltip().setText(card.name());
        boolean well = card.glyph() == Glyph.HEALTHY;
        var way =
                card.uneven() ? "way-uneven" : "way-" + card.way().name().toLowerCase(Locale.ROOT);
        // beside the state of a node of which nothing newer is known stands how old its numbers are
        var word =
                card.glyph() == Glyph.UNKNOWN
                        ? card.old()
                                .map(age -> text("board.node.old.word", card.word(), age))
                                .orElse(card.word())
                        : card.word();
        state.setText(well ? card.rotation() : word);
        state.getStyleClass()
                .setAll("label", well ? "rotation" : "state-word", way, card.glyph().style());
        rotation.setText(card.rotation());
        rotation.getStyleClass().setAll("label", "rotation", way);
        present(rotation, !well && !(card.way() == Flow.SHUT && planned(card.glyph())));
        present(asked, card.asked());
        present(build, card.newBuild());
        notch.setVisible(card.newBuild());
        caption.setText(card.caption());
        caption.getTooltip().setText(card.caption());
        http.setText(card.http());
        websocket.setText(card.websocket());
        database.setText(card.database());
        light(httpLamp, card.lamps().http());
        light(websocketLamp, card.lamps().websocket());
        aside.setText(card.aside());
        var said = card.note().orElse("");
        note.setText(said);
        note.getTooltip().setText(said);
        // a card keeps its height: what is wrong takes the place of what is quiet
        present(note, !said.isEmpty());
        card.workers().ifPresent(workers::show);
        boolean counted = card.workers().isPresent();
        present(workers.root(), counted && (said.isEmpty() || !roomy));
        present(aside, said.isEmpty() && !counted);
        present(caption, said.isEmpty() || roomy);
    }
}
