package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.ui.board.BoardModel.Differ;
import dev.drainboard.ui.board.BoardModel.Trouble;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Views;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/**
 * The nodes that are not well, by name, however small they are drawn below, and that they run
 * different revisions. Absent when all is well, and a little longer there: a node that comes and
 * goes does not move the board below each time.
 */
final class AttentionView {

    private static final int MOST = 6;

    /** How long it says that all is well again. */
    private static final Duration OVER = Duration.seconds(10);

    private final HBox root = new HBox(10);
    private final Consumer<String> choose;
    private List<Trouble> shown = List.of();
    private Optional<Differ> differ = Optional.empty();
    private final PauseTransition over = new PauseTransition(OVER);

    AttentionView(Consumer<String> choose) {
        this.choose = choose;
        root.getStyleClass().add("attention");
        root.setFillHeight(false);
        over.setOnFinished(event -> present(false));
        present(false);
    }

    Region root() {
        return root;
    }

    private void present(boolean present) {
        root.setVisible(present);
        root.setManaged(present);
    }

    void show(List<Trouble> troubles, Optional<Differ> revisions) {
        if (troubles.equals(shown) && revisions.equals(differ)) {
            return;
        }
        shown = troubles;
        differ = revisions;
        if (troubles.isEmpty() && differ.isEmpty()) {
            root.getChildren()
                    .setAll(
                            Views.row(
                                    7,
                                    Glyph.HEALTHY.draw(13),
                                    Views.label(text("board.attention.over"), "second")));
            over.playFromStart();
            return;
        }
        over.stop();
        present(true);
        var title = Views.label(text("board.attention"), "section");
        title.setMinWidth(Region.USE_PREF_SIZE);
        root.getChildren().clear();
        if (!troubles.isEmpty()) {
            root.getChildren().add(title);
        }
        troubles.stream().limit(MOST).map(this::chip).forEach(root.getChildren()::add);
        if (troubles.size() > MOST) {
            root.getChildren()
                    .add(
                            Views.label(
                                    text("board.attention.more", troubles.size() - MOST),
                                    "caption"));
        }
        differ.map(AttentionView::banner).ifPresent(root.getChildren()::add);
    }

    private static Region banner(Differ differ) {
        var glyph = differ.planned() ? Glyph.UPDATING : Glyph.DEGRADED;
        var banner = Views.row(7, glyph.draw(13), Views.cut(differ.says()));
        banner.getStyleClass().addAll("banner", glyph.style());
        banner.setId("revisions");
        banner.setMinWidth(60);
        return banner;
    }

    private Button chip(Trouble trouble) {
        var says = Views.cut(trouble.says(), "second");
        says.setMaxWidth(190);
        var name = Views.label(trouble.node(), "mono");
        name.setMinWidth(Region.USE_PREF_SIZE);
        var button = Views.button("", () -> choose.accept(trouble.node()), "trouble");
        button.setGraphic(Views.row(7, trouble.glyph().draw(13), name, says));
        button.setAccessibleText(trouble.node() + ", " + trouble.says());
        return button;
    }
}
