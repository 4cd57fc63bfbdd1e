package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Probe;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.KeyCap;
import dev.drainboard.ui.kit.LogTailView;
import dev.drainboard.ui.kit.Tabs;
import dev.drainboard.ui.kit.Views;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The chosen node. Its buttons stay the same ones, so that focus does; the rest is drawn anew. */
public final class InspectorView {

    /** What is shown of the node. */
    public enum Tab {
        OVERVIEW,
        CONNECTIONS,
        LOG,
        CONFIG
    }

    private static final PseudoClass MIRRORED = PseudoClass.getPseudoClass("mirrored");

    private final Consumer<Intent> wish;
    private final Runnable close;
    private final NodeCharts charts;
    private Optional<String> node = Optional.empty();
    private final VBox head = new VBox(8);
    private final VBox buttons = new VBox(6);
    private final VBox body = new VBox(0);
    private final Tabs<Tab> tabs = new Tabs<>(Tab.class, "inspector.tab", this::show);
    private final ConnectionsView connections = new ConnectionsView();
    private final LogTailView log;
    private final ConfigView config;
    private final Map<Tab, Region> contents = new EnumMap<>(Tab.class);
    private final StackPane content = new StackPane();
    private final VBox root = new VBox(head, buttons, tabs.root(), content);
    private final VBox failures = new VBox();
    private final BiConsumer<Probe, String> again;
    private List<Fault> failed = List.of();
    private Tab tab = Tab.OVERVIEW;
    private boolean seen = true;

    /** Of the actions in their order. */
    private static final List<String> KEYS = List.of("D", "U", "R");

    /** Of the buttons, whatever stands on them. */
    private static final List<String> NAMES = List.of("drain", "update", "restore");

    private final BooleanSupplier letters;
    private final Consumer<Optional<String>> hovers;
    private final List<Region> rows = new ArrayList<>();
    private Optional<String> mirrored = Optional.empty();
    private List<String> nodes = List.of();
    private List<Action> actions = List.of();
    private final List<Button> shown = new ArrayList<>();
    private final List<Label> reasons = new ArrayList<>();

    /**
     * @param hovers hears the board's id of what the mouse is over here; empty: of nothing
     */
    public InspectorView(
            Door door, Consumer<Intent> wish, Runnable close, Consumer<Optional<String>> hovers) {
        this.hovers = hovers;
        letters = () -> door.settings().get().letters();
        charts = new NodeCharts(door.history());
        log = new LogTailView(door.tails(), door.zone());
        config = new ConfigView(door.configs(), door.clock());
        again = door.again();
        this.wish = wish;
        this.close = close;
        root.getStyleClass().add("inspector");
        root.setMaxWidth(Region.USE_PREF_SIZE);
        root.setId("inspector");
        head.getStyleClass().add("inspector-head");
        buttons.getStyleClass().add("inspector-buttons");
        tabs.root().getStyleClass().add("inspector-tabs");
        contents.put(Tab.OVERVIEW, scrolling(body));
        contents.put(Tab.CONNECTIONS, scrolling(connections.root()));
        contents.put(Tab.LOG, logged());
        contents.put(Tab.CONFIG, config.root());
        content.getChildren().setAll(contents.values());
        VBox.setVgrow(content, Priority.ALWAYS);
        nothing();
        present();
    }

    private Region logged() {
        var bar = log.filters();
        bar.getChildren().addAll(Views.spring(), Views.copy(text("log.copy"), log::lines));
        bar.getStyleClass().add("inspector-bar");
        var state = Views.row(0, log.state());
        state.getStyleClass().add("inspector-state");
        VBox.setVgrow(log.root(), Priority.ALWAYS);
        return new VBox(bar, state, log.root());
    }

    private static ScrollPane scrolling(Region content) {
        var scroll = new ScrollPane(content);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        return scroll;
    }

    public Region root() {
        return root;
    }

    public void show(Optional<InspectorModel> model) {
        model.ifPresentOrElse(this::show, this::nothing);
    }

    /** The charts go on though nothing else changed. */
    public void tick() {
        node.filter(name -> tab == Tab.OVERVIEW).ifPresent(charts::show);
        config.tick();
    }

    /** Marks what is looked at on the board, by its id there. */
    public void mirror(Optional<String> id) {
        mirrored = id;
        rows.forEach(this::mark);
    }

    private void mark(Region row) {
        row.pseudoClassStateChanged(
                MIRRORED, mirrored.equals(Optional.of((String) row.getUserData())));
    }

    /** A line of the table for the mouse and the eye; its words lie upon it. */
    private Region row(String balancer) {
        var row = new Region();
        row.getStyleClass().add("server-row");
        row.setUserData(BoardModel.balancer(balancer));
        row.setOnMouseEntered(event -> hovers.accept(Optional.of(BoardModel.balancer(balancer))));
        row.setOnMouseExited(event -> hovers.accept(Optional.empty()));
        rows.add(row);
        mark(row);
        return row;
    }

    /** Another side of the node. */
    public void show(Tab other) {
        tab = other;
        present();
    }

    /** Whether anybody can see it: else nothing is asked for it. */
    public void seen(boolean visible) {
        seen = visible;
        look();
    }

    /** Asks nobody any more, for good. */
    public void close() {
        seen(false);
        log.close();
    }

    private void present() {
        tabs.show(tab);
        contents.forEach((each, region) -> region.setVisible(each == tab));
        look();
        tick();
    }

    private void look() {
        var looked = node.filter(name -> seen);
        log.follow(looked.filter(name -> tab == Tab.LOG).map(List::of).orElse(List.of()));
        config.look(looked.filter(name -> tab == Tab.CONFIG), nodes);
    }

    private void nothing() {
        node = Optional.empty();
        tabs.root().setVisible(false);
        content.setVisible(false);
        look();
        head.getChildren().setAll(Views.wrapped(text("inspector.none"), "second"));
        buttons.getChildren().clear();
        shown.clear();
        reasons.clear();
        body.getChildren().clear();
    }

    private void show(InspectorModel model) {
        var closing = Views.button("✕", close, "quiet");
        closing.setFocusTraversable(false);
        closing.setAccessibleText(text("fault.close"));
        head.getChildren()
                .setAll(
                        Views.row(
                                10,
                                model.glyph().draw(18),
                                Views.cut(model.node(), "title"),
                                Views.spring(),
                                closing),
                        Views.label(model.word(), "state-word", model.glyph().style()),
                        Views.cut(model.host(), "mono", "caption"));
        model.reason().ifPresent(why -> head.getChildren().add(Views.wrapped(why, "reason")));
        if (model.asked()) {
            head.getChildren()
                    .add(Views.wrapped(text("inspector.asked"), "state-word", "is-draining"));
        }
        buttons(model.actions());
        boolean other = !node.equals(Optional.of(model.node()));
        node = Optional.of(model.node());
        nodes = model.nodes();
        tabs.root().setVisible(true);
        content.setVisible(true);
        connections.show(model.connections());
        charts.now(model.now(), model.old());
        failed(model.failed());
        body.getChildren().setAll(failures);
        body.getChildren()
                .addAll(
                        charts.roots(
                                lines(model.sections().get(text("inspector.health"))),
                                old(
                                        lines(model.sections().get(text("inspector.connections"))),
                                        model)));
        if (other) {
            present();
        }
        model.skew()
                .ifPresent(
                        skew ->
                                body.getChildren()
                                        .add(section(text("inspector.skew"), SkewView.of(skew))));
        model.crowd()
                .ifPresent(
                        words ->
                                body.getChildren()
                                        .add(
                                                section(
                                                        text("inspector.crowd"),
                                                        SkewView.warning(words))));
        body.getChildren().add(section(text("inspector.servers"), servers(model.servers())));
        model.sections()
                .forEach(
                        (title, entries) -> {
                            boolean charted =
                                    title.equals(text("inspector.health"))
                                            || title.equals(text("inspector.connections"));
                            if (!charted) {
                                body.getChildren()
                                        .add(section(title, old(lines(entries), title, model)));
                            }
                        });
    }

    /** Made anew only when the causes change, so that "ask again" keeps the focus. */
    private void failed(List<Unanswered> now) {
        var faults = now.stream().map(Unanswered::fault).toList();
        if (!faults.equals(failed)) {
            failed = faults;
            failures.getChildren().setAll(now.stream().map(this::failure).toList());
            failures.getStyleClass().setAll(now.isEmpty() ? "no-failures" : "failures");
        }
        for (int i = 0; i < now.size(); i++) {
            ((Label) failures.getChildren().get(i).lookup(".since")).setText(now.get(i).since());
        }
    }

    private Region failure(Unanswered one) {
        var retry =
                Views.button(
                        text("inspector.failed.again"),
                        () -> node.ifPresent(name -> again.accept(one.probe(), name)),
                        "small");
        retry.setId("again-" + one.probe().name().toLowerCase(java.util.Locale.ROOT));
        var since = Views.label(one.since(), "caption", "since");
        var card = Views.column(8, Views.fault(one.fault()), Views.row(8, retry, since));
        card.getStyleClass().addAll("panel", "panel-fault");
        return card;
    }

    /** Above lines that are not of now stands how old they are. */
    private static VBox old(VBox lines, InspectorModel model) {
        model.old()
                .ifPresent(
                        age -> {
                            lines.getStyleClass().add("old");
                            lines.getChildren().addFirst(Views.label(age, "caption"));
                        });
        return lines;
    }

    private static VBox old(VBox lines, String title, InspectorModel model) {
        return title.equals(text("inspector.revision")) ? old(lines, model) : lines;
    }

    private static VBox lines(Map<String, String> entries) {
        var lines = new VBox(5);
        entries.forEach((name, value) -> lines.getChildren().add(Views.entry(name, value)));
        return lines;
    }

    private void buttons(List<Action> now) {
        actions = now;
        if (shown.size() != now.size()) {
            build();
        }
        var said = new ArrayList<String>();
        for (int i = 0; i < now.size(); i++) {
            var refusal = now.get(i).refusal();
            shown.get(i).setText(now.get(i).label());
            shown.get(i).setDisable(refusal.isPresent());
            shown.get(i).getGraphic().setVisible(letters.getAsBoolean());
            // one line of why for all the buttons that share it
            var label = now.get(i).label().replace("…", "");
            boolean told = refusal.isEmpty() || said.contains(refusal.get());
            refusal.ifPresent(said::add);
            reasons.get(i).setText(told ? "" : label(now, refusal.get(), label));
            reasons.get(i).setVisible(!told);
            reasons.get(i).setManaged(!told);
        }
    }

    private static String label(List<Action> all, String refusal, String first) {
        var same =
                all.stream()
                        .filter(action -> action.refusal().equals(Optional.of(refusal)))
                        .map(action -> action.label().replace("…", ""))
                        .toList();
        return (same.size() > 1 ? String.join(", ", same) : first) + ": " + refusal;
    }

    private void build() {
        shown.clear();
        reasons.clear();
        buttons.getChildren().clear();
        var row = new HBox(8);
        for (int i = 0; i < actions.size(); i++) {
            int index = i;
            var action = actions.get(i);
            var button =
                    Views.button(action.label(), () -> wish.accept(actions.get(index).intent()));
            button.setId("action-" + NAMES.get(i));
            button.setMaxWidth(Double.MAX_VALUE);
            var cap = KeyCap.of(KEYS.get(i));
            cap.setVisible(letters.getAsBoolean());
            cap.managedProperty().bind(cap.visibleProperty());
            button.setGraphic(cap);
            HBox.setHgrow(button, Priority.ALWAYS);
            shown.add(button);
            row.getChildren().add(button);
        }
        buttons.getChildren().add(row);
        for (int i = 0; i < actions.size(); i++) {
            var reason = Views.wrapped("", "caption", "refusal");
            reasons.add(reason);
            buttons.getChildren().add(reason);
        }
    }

    private static Region section(String title, Node content) {
        var section = new VBox(8, Views.label(title, "section"), content);
        section.getStyleClass().add("inspector-section");
        return section;
    }

    private GridPane servers(List<InspectorModel.Row> servers) {
        rows.clear();
        var grid = new GridPane();
        grid.getStyleClass().add("table");
        grid.addRow(
                0,
                Views.label(text("inspector.servers.balancer"), "caption"),
                Views.label(text("inspector.servers.port"), "caption"),
                Views.label(text("inspector.servers.admin"), "caption"),
                Views.label(text("inspector.servers.check"), "caption"),
                Views.label(text("inspector.servers.active"), "caption"));
        for (int i = 0; i < servers.size(); i++) {
            var row = servers.get(i);
            grid.addRow(
                    i + 1,
                    Views.label(row.balancer()),
                    Views.label(row.port(), "mono"),
                    Views.label(row.admin(), "mono"),
                    Views.label(row.check(), "mono"),
                    Views.label(row.active(), "mono"));
            var line = row(row.balancer());
            GridPane.setConstraints(line, 0, i + 1, GridPane.REMAINING, 1);
            grid.getChildren().addFirst(line);
        }
        grid.getChildren().stream()
                .filter(Label.class::isInstance)
                .forEach(label -> label.setMouseTransparent(true));
        return grid;
    }
}
