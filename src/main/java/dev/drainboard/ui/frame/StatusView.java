package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.KeyCap;
import dev.drainboard.ui.kit.Views;
import java.util.List;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.css.PseudoClass;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;
import org.controlsfx.control.StatusBar;

/**
 * The line below every page: how fresh everything is, or for some seconds the answer to what was
 * just pressed; and the keys of the page.
 */
final class StatusView {

    private static final PseudoClass PARTLY = PseudoClass.getPseudoClass("partly");
    private static final PseudoClass SAID = PseudoClass.getPseudoClass("said");

    /** Long enough to read a sentence of twenty words. */
    private static final Duration READ = Duration.seconds(8);

    private final StatusBar root = new StatusBar();
    private final PauseTransition reading = new PauseTransition(READ);
    private String live = "";
    private boolean whole = true;
    private Optional<String> said = Optional.empty();

    StatusView() {
        root.setText("");
        root.setFocusTraversable(false);
        reading.setOnFinished(
                event -> {
                    said = Optional.empty();
                    present();
                });
    }

    Region root() {
        return root;
    }

    /**
     * @param whole nothing is unknown
     */
    void show(String live, boolean whole) {
        this.live = live;
        this.whole = whole;
        present();
    }

    /** An answer; the next one takes its place. */
    void say(String what) {
        said = Optional.of(what);
        reading.playFromStart();
        present();
    }

    private void present() {
        root.setText(said.orElse(live));
        root.pseudoClassStateChanged(SAID, said.isPresent());
        root.pseudoClassStateChanged(PARTLY, said.isEmpty() && !whole);
    }

    /** The keys that do something on this page. */
    void keys(Pages.Page page) {
        root.getRightItems().setAll(hints(page));
    }

    private static HBox hints(Pages.Page page) {
        var keys =
                switch (page) {
                    case BOARD, NODES -> List.of("D", "drain", "U", "update", "R", "restore");
                    case ROLLOUT -> List.of("P", "pause", "B", "back", "L", "log");
                };
        var hints = Views.row(6);
        for (int i = 0; i < keys.size(); i += 2) {
            hints.getChildren()
                    .addAll(
                            KeyCap.of(keys.get(i)),
                            Views.label(text("status.key." + keys.get(i + 1)), "caption"));
        }
        hints.getChildren().addAll(KeyCap.of("?"), Views.label(text("status.keys"), "caption"));
        return hints;
    }
}
