package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Story;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.KeyCap;
import dev.drainboard.ui.kit.Texts;
import dev.drainboard.ui.kit.Views;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.control.ContentDisplay;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Why an operation stands, and beside it the ways on. Made anew only when they are others. */
final class StoppedView {

    private static final Map<Word, String> KEYS =
            Map.of(Word.ROLL_BACK, "B", Word.RETRY, "T", Word.RESUME, "P");

    private final Consumer<Word> say;
    private final HBox root = new HBox();
    private Optional<Stopped> shown = Optional.empty();

    StoppedView(Consumer<Word> say) {
        this.say = say;
        root.getStyleClass().addAll("panel", "stopped");
        root.setId("stopped");
    }

    Region root() {
        return root;
    }

    void show(Stopped stopped) {
        if (shown.equals(Optional.of(stopped))) {
            return;
        }
        shown = Optional.of(stopped);
        var cause = cause(stopped);
        HBox.setHgrow(cause, Priority.ALWAYS);
        cause.setMinWidth(0);
        root.getStyleClass().remove("panel-fault");
        if (stopped.why() == Story.Why.FAILED) {
            root.getStyleClass().add("panel-fault");
        }
        if (stopped.why() == Story.Why.PAUSED) {
            // there is no cause to read: the ways on lie below in a row
            root.getChildren().setAll(new VBox(cause, inARow(stopped)));
            HBox.setHgrow(root.getChildren().getFirst(), Priority.ALWAYS);
        } else {
            root.getChildren().setAll(cause, ways(stopped));
        }
    }

    private Region inARow(Stopped stopped) {
        var row = new HBox(10);
        for (int i = 0; i < stopped.ways().size(); i++) {
            var way = way(stopped.ways().get(i), i == 0);
            HBox.setHgrow(way, Priority.ALWAYS);
            way.setPrefWidth(290); // its height is asked for at this width
            way.setMinWidth(0);
            way.setMaxWidth(Double.MAX_VALUE);
            row.getChildren().add(way);
        }
        row.getStyleClass().add("stopped-row");
        var box = new VBox(row);
        refusal(stopped).ifPresent(box.getChildren()::add);
        return box;
    }

    private static Optional<Region> refusal(Stopped stopped) {
        return stopped.ways().stream()
                .flatMap(way -> way.spoken().refusal().stream())
                .findFirst()
                .map(why -> Views.wrapped(why, "caption", "refusal"));
    }

    private static Region cause(Stopped stopped) {
        var glyph = Glyph.of(stopped.why());
        var head =
                Views.row(
                        12,
                        glyph.draw(22),
                        Views.column(
                                4,
                                Views.wrapped(stopped.what(), "title"),
                                Views.wrapped(stopped.affects(), "second")));
        var column = Views.column(12, head);
        stopped.fault().ifPresent(fault -> column.getChildren().addAll(why(fault), fix(fault)));
        if (!stopped.tries().isEmpty()) {
            column.getChildren()
                    .add(Views.wrapped(String.join("  ·  ", stopped.tries()), "mono", "caption"));
        }
        column.getStyleClass().add("stopped-cause");
        return column;
    }

    private static Region why(Fault fault) {
        var cause =
                Views.label(
                        text("rollout.stopped.cause"), "state-word", "is-failed", "strong-word");
        cause.setMinWidth(Region.USE_PREF_SIZE);
        var line = Views.row(8, cause, Views.wrapped(fault.why(), "fault-why"));
        line.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        var box = Views.column(8, line);
        fault.output()
                .ifPresent(
                        said -> {
                            var evidence = Views.wrapped(said, "mono", "said");
                            evidence.setMaxWidth(Double.MAX_VALUE);
                            box.getChildren().add(evidence);
                        });
        var place =
                java.util.stream.Stream.of(
                                fault.host().orElse(""),
                                fault.command().orElse(""),
                                fault.exit().isPresent()
                                        ? Texts.text("fault.exit", fault.exit().getAsInt())
                                        : "")
                        .filter(part -> !part.isEmpty())
                        .collect(java.util.stream.Collectors.joining(" · "));
        if (!place.isEmpty()) {
            box.getChildren().add(Views.wrapped(place, "mono", "caption"));
        }
        box.getStyleClass().add("cause");
        return box;
    }

    private static Region fix(Fault fault) {
        var name = Views.label(text("rollout.stopped.fix"), "second");
        name.setMinWidth(Region.USE_PREF_SIZE);
        var words = Views.wrapped(fault.fix(), "fault-fix");
        HBox.setHgrow(words, Priority.ALWAYS);
        var copy =
                Views.copy(
                        text("rollout.stopped.copy"),
                        () ->
                                String.join(
                                        "\n",
                                        fault.what(),
                                        fault.why(),
                                        fault.fix(),
                                        fault.code(),
                                        fault.output().orElse("")));
        return Views.row(10, name, words, copy);
    }

    private Region ways(Stopped stopped) {
        var column =
                Views.column(
                        8,
                        Views.row(
                                8,
                                Views.label(text("rollout.stopped.choose"), "section"),
                                Views.spring(),
                                Views.label(text("rollout.stopped.patient"), "caption")));
        for (int i = 0; i < stopped.ways().size(); i++) {
            column.getChildren().add(way(stopped.ways().get(i), i == 0));
        }
        refusal(stopped).ifPresent(column.getChildren()::add);
        column.getStyleClass().add("stopped-ways");
        return column;
    }

    private Region way(Stopped.Way way, boolean first) {
        var word = way.spoken().word();
        var button =
                Views.button(
                        way.spoken().label(),
                        () -> say.accept(word),
                        word == Word.ABORT ? "abort" : first ? "main" : "plain");
        button.setId("word-" + word.word());
        button.setDisable(way.spoken().refusal().isPresent());
        Optional.ofNullable(KEYS.get(word))
                .ifPresent(
                        key -> {
                            button.setGraphic(KeyCap.of(key));
                            button.setContentDisplay(ContentDisplay.RIGHT);
                        });
        button.setMinWidth(132);
        var says = new VBox(3, Views.label(way.spoken().label().replace("…", ""), "event-who"));
        says.getChildren().add(Views.wrapped(way.costs(), "body"));
        if (!way.takes().isEmpty()) {
            says.getChildren().add(Views.wrapped(way.takes(), "caption"));
        }
        HBox.setHgrow(says, Priority.ALWAYS);
        says.setMinWidth(0);
        var row = Views.row(12, says, button);
        row.getStyleClass().add("way");
        if (first) {
            row.getStyleClass().add("way-first");
        }
        return row;
    }
}
