package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Intent;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Icon;
import dev.drainboard.ui.kit.LogSteps;
import dev.drainboard.ui.kit.LogTailView;
import dev.drainboard.ui.kit.Tabs;
import dev.drainboard.ui.kit.Views;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Below the board: what happened, what the nodes write, what ran where. Can be folded to its tabs.
 */
final class DockView {

    /** What it shows. */
    enum Tab {
        EVENTS,
        LOG,
        COMMANDS
    }

    private static final PseudoClass FOLDED = PseudoClass.getPseudoClass("folded");

    private final EventsView events;
    private final LogTailView log;
    private final CommandsView commands = new CommandsView();
    private final ChoiceBox<Optional<String>> node = new ChoiceBox<>();
    private final Tabs<Tab> tabs = new Tabs<>(Tab.class, "dock", this::show);
    private final Map<Tab, Region> contents = new EnumMap<>(Tab.class);
    private final StackPane content = new StackPane();
    private final HBox filters;
    private final Button fold;
    private final VBox root = new VBox();
    private Tab shown = Tab.EVENTS;
    private boolean folded;
    private boolean byHand;
    private boolean seen = true;
    private List<String> nodes = List.of();

    DockView(Door door, Consumer<Intent> want) {
        events = new EventsView(want);
        log = new LogTailView(door.tails(), door.zone());
        contents.put(Tab.EVENTS, events.root());
        contents.put(Tab.LOG, log.root());
        contents.put(Tab.COMMANDS, commands.root());
        content.getChildren().setAll(contents.values());
        VBox.setVgrow(content, Priority.ALWAYS);
        node.setConverter(LogTailView.words(name -> name.orElse(text("log.nodes"))));
        node.setAccessibleText(text("log.node"));
        node.getStyleClass().add("small");
        node.setId("log-node");
        node.setOnAction(event -> look());
        filters = log.filters();
        filters.getChildren().addFirst(node);
        filters.getChildren().addFirst(log.state());
        fold = Views.button("", this::fold, "quiet");
        fold.setId("dock-fold");
        Map<Tab, Supplier<String>> texts =
                Map.of(
                        Tab.EVENTS,
                        events::lines,
                        Tab.LOG,
                        log::lines,
                        Tab.COMMANDS,
                        commands::lines);
        var copy = Views.copy(text("dock.copy"), () -> texts.get(shown).get());
        copy.setId("dock-copy");
        var head = new HBox(8, tabs.root(), Views.spring(), filters, copy, fold);
        head.getStyleClass().add("dock-head");
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

    CommandsView commands() {
        return commands;
    }

    /**
     * @param all whose logs are followed while the log is looked at
     */
    void follow(List<String> all) {
        if (all.equals(nodes)) {
            return;
        }
        nodes = List.copyOf(all);
        var chosen = Optional.ofNullable(node.getValue()).flatMap(name -> name);
        node.getItems().setAll(List.of(Optional.empty()));
        all.forEach(name -> node.getItems().add(Optional.of(name)));
        node.setValue(chosen.filter(all::contains));
        look();
    }

    /** By which steps the log can be filtered. */
    void steps(LogSteps steps) {
        log.steps(steps);
    }

    /** Opens it on this. */
    void show(Tab tab) {
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

    /** Whether anybody can see it: else no log is followed. */
    void seen(boolean visible) {
        seen = visible;
        look();
    }

    /** Asks nobody any more, for good. */
    void close() {
        seen(false);
        log.close();
    }

    private void present() {
        tabs.show(shown);
        root.pseudoClassStateChanged(FOLDED, folded);
        content.setVisible(!folded);
        content.setManaged(!folded);
        contents.forEach((tab, region) -> region.setVisible(tab == shown));
        filters.setVisible(!folded && shown == Tab.LOG);
        fold.setGraphic((folded ? Icon.UP : Icon.DOWN).draw(14));
        fold.setAccessibleText(text(folded ? "dock.unfold" : "dock.fold"));
        look();
    }

    /** Nobody follows a log at which nobody looks. */
    private void look() {
        boolean looked = seen && !folded && shown == Tab.LOG;
        var chosen = Optional.ofNullable(node.getValue()).flatMap(name -> name);
        log.follow(looked ? chosen.map(List::of).orElse(nodes) : List.of());
    }
}
