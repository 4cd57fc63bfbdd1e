package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.kit.Views;
import java.util.HashMap;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/**
 * What stands where a card will be, as long as nothing was read: at first nothing, so that a quick
 * answer does not flicker; then grey blocks; then whose answer is awaited (screens.md, section 9).
 */
final class Skeletons {

    private static final Duration BLOCKS = Duration.millis(300);
    private static final Duration NAMED = Duration.seconds(3);

    private final Pane board;
    private final Map<String, Skeleton> shown = new HashMap<>();
    private boolean begun;
    private boolean blocks;
    private boolean named;

    /** One card that is not there yet. */
    private static final class Skeleton {

        private static final double[] PARTS = {0.5, 0.8, 0.35};

        private final Region[] bars = {bar(), bar(), bar()};
        private final Label host = Views.cut("", "caption");
        private final VBox root = new VBox(9, bars);

        Skeleton() {
            root.getChildren().add(host);
            root.getStyleClass().addAll("card", "skeleton");
            root.setManaged(false);
            root.setMouseTransparent(true);
        }

        private static Region bar() {
            var bar = new Region();
            bar.getStyleClass().add("skeleton-bar");
            return bar;
        }

        void place(Box box) {
            for (int i = 0; i < bars.length; i++) {
                bars[i].setMaxWidth(box.width() * PARTS[i]);
            }
            root.resizeRelocate(box.x(), box.y(), box.width(), box.height());
        }
    }

    Skeletons(Pane board) {
        this.board = board;
    }

    /** Those of a board whose nodes have cards; where they are painted they are unknown. */
    void show(BoardModel model, Map<String, Box> boxes) {
        if (!begun && !model.awaited().isEmpty()) {
            begun = true;
            after(BLOCKS, () -> blocks = true);
            after(NAMED, () -> named = true);
        }
        shown.keySet().stream()
                .filter(id -> !model.awaited().containsKey(id) || !boxes.containsKey(id))
                .toList()
                .forEach(id -> board.getChildren().remove(shown.remove(id).root));
        model.awaited()
                .forEach(
                        (id, host) -> {
                            if (boxes.containsKey(id)) {
                                show(id, host, boxes.get(id));
                            }
                        });
    }

    private void after(Duration time, Runnable deed) {
        var pause = new PauseTransition(time);
        pause.setOnFinished(
                event -> {
                    deed.run();
                    shown.values().forEach(this::present);
                });
        pause.play();
    }

    private void show(String id, String host, Box box) {
        var skeleton = shown.computeIfAbsent(id, added -> new Skeleton());
        if (!board.getChildren().contains(skeleton.root)) {
            board.getChildren().add(skeleton.root);
        }
        skeleton.host.setText(text("board.awaited", host));
        skeleton.place(box);
        present(skeleton);
    }

    private void present(Skeleton skeleton) {
        skeleton.root.setVisible(blocks);
        skeleton.host.setVisible(named);
    }
}
