package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Clusters;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Views;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.control.Button;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Asks what is to become of what runs when the window is closed. The focus begins on the pause. */
final class ClosingView {

    /** How soon the window goes when all stands. */
    private static final Duration LOOK = Duration.millis(200);

    private final Clusters clusters;
    private final Runnable close;
    private final Button pause;
    private final Button stay;
    private final VBox said = new VBox(6);
    private final StackPane root = new StackPane();
    private final Timeline waiting = new Timeline(new KeyFrame(LOOK, event -> look()));

    /**
     * @param close closes the window
     * @param stays takes this away, and calls {@link #stay}
     */
    ClosingView(ClosingModel model, Clusters clusters, Runnable close, Runnable stays) {
        this.clusters = clusters;
        this.close = close;
        waiting.setCycleCount(Animation.INDEFINITE);
        model.works().forEach(line -> said.getChildren().add(Views.wrapped(line)));
        pause = Views.button(text("closing.pause"), this::pause, "main");
        pause.setId("closing-pause");
        var cut = Views.button(text("closing.now"), this::now, "plain");
        cut.setId("closing-now");
        stay = Views.button(text("closing.stay"), stays, "plain");
        stay.setId("closing-stay");
        var head =
                new VBox(
                        6,
                        Views.row(
                                12,
                                Glyph.UPDATING.draw(22),
                                Views.label(text("closing.title"), "title")),
                        said);
        head.getStyleClass().add("confirm-head");
        var choices =
                new VBox(
                        10,
                        choice(text("closing.pause"), text("closing.pause.means")),
                        choice(text("closing.now"), model.cut()),
                        choice(text("closing.stay"), text("closing.stay.means")));
        choices.getStyleClass().add("confirm-body");
        var foot = Views.row(8, stay, Views.spring(), cut, pause);
        foot.getStyleClass().add("confirm-foot");
        var box = new VBox(head, choices, foot);
        box.getStyleClass().add("dialog");
        box.setId("closing");
        box.setMaxHeight(Region.USE_PREF_SIZE);
        root.getChildren().add(box);
        root.getStyleClass().add("scrim");
    }

    private static VBox choice(String name, String means) {
        return Views.column(2, Views.label(name, "section"), Views.wrapped(means, "second"));
    }

    Region root() {
        return root;
    }

    void focus() {
        pause.requestFocus();
    }

    private void pause() {
        said.getChildren().add(Views.wrapped(text("closing.waits"), "fault-fix"));
        pause.setDisable(true);
        stay.requestFocus();
        waiting.play();
        look();
    }

    /** Again and again: what was just beginning may not have heard it. */
    private void look() {
        clusters.stand();
        if (clusters.atWork().isEmpty()) {
            now();
        }
    }

    private void now() {
        waiting.stop();
        close.run();
    }

    /** Nothing is closed. */
    void stay() {
        waiting.stop();
        clusters.goOn();
    }
}
