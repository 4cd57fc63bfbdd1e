package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Intent;
import dev.drainboard.ui.kit.Icon;
import dev.drainboard.ui.kit.Views;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Below the board: what happened, and what the nodes write. Can be folded to its tabs. */
final class DockView {

    /** What it shows. */
    enum Tab {
        EVENTS,
        LOG
    }

    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass FOLDED = PseudoClass.getPseudoClass("folded");

    private final EventsView events;
    private final LogTailView log;
    private final Map<Tab, Button> tabs = new EnumMap<>(Tab.class);
    private final StackPane content;
    private final Button fold;
    private final VBox root = new VBox();
    private Tab shown = Tab.EVENTS;
    private boolean folded;
    private boolean byHand;
    private List<String> nodes = List.of();

    DockView(LogTailView log, Consumer<Intent> want) {
        events = new EventsView(want);
        this.log = log;
        var head = new HBox(18);
        head.getStyleClass().add("dock-head");
        for (var tab : Tab.values()) {
            var button = Views.button(text("dock", tab), () -> show(tab), "tab");
            button.setId("dock-" + tab.name().toLowerCase(Locale.ROOT));
            tabs.put(tab, button);
            head.getChildren().add(button);
        }
        fold = Views.button("", this::fold, "quiet");
        fold.setId("dock-fold");
        head.getChildren().addAll(Views.spring(), fold);
        content = new StackPane(events.root(), log.root());
        VBox.setVgrow(content, Priority.ALWAYS);
        root.getChildren().addAll(head, content);
        root.getStyleClass().add("dock");
        present();
    }

    Region root() {
        return root;
    }

    EventsView events() {
        return events;
    }

    /**
     * @param all whose logs are followed while the log is looked at
     */
    void follow(List<String> all) {
        nodes = all;
        look();
    }

    private void show(Tab tab) {
        shown = tab;
        folded = false;
        present();
    }

    private void fold() {
        folded = !folded;
        byHand = true;
        present();
    }

    /** Whether there is room for it; whoever folded or unfolded it by hand knows better. */
    void room(boolean enough) {
        if (!byHand && folded == enough) {
            folded = !enough;
            present();
        }
    }

    private void present() {
        tabs.forEach((tab, button) -> button.pseudoClassStateChanged(CHOSEN, tab == shown));
        root.pseudoClassStateChanged(FOLDED, folded);
        content.setVisible(!folded);
        content.setManaged(!folded);
        events.root().setVisible(shown == Tab.EVENTS);
        log.root().setVisible(shown == Tab.LOG);
        fold.setGraphic((folded ? Icon.UP : Icon.DOWN).draw(14));
        fold.setAccessibleText(text(folded ? "dock.unfold" : "dock.fold"));
        look();
    }

    /** Nobody follows a log at which nobody looks. */
    private void look() {
        log.follow(!folded && shown == Tab.LOG ? nodes : List.of());
    }

    void close() {
        log.follow(List.of());
    }
}
