package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.Reading;
import dev.drainboard.ui.kit.Configs;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.FxHop;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Views;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The settings of the chosen node. They are read when somebody looks at them, again after a minute
 * of looking, and never else: the node first, then its peers, a few at a time.
 */
final class ConfigView {

    /** With more a node is not compared: each is a question to a host. */
    private static final int PEERS = 11;

    private static final int AT_ONCE = 4;
    private static final Duration OLD = Duration.ofSeconds(60);

    private final Configs source;
    private final InstantSource clock;
    private final Map<String, Reading<NodeConfig>> reads = new HashMap<>();
    private final Set<String> asked = new HashSet<>();
    private Optional<String> node = Optional.empty();
    private List<String> peers = List.of();
    private int others;
    private Optional<ConfigModel> shown = Optional.empty();

    private final TextField words = new TextField();
    private final Label age = Views.label("", "caption");
    private final VBox body = new VBox();
    private final VBox root;

    ConfigView(Configs source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        words.setPromptText(text("config.words"));
        words.setAccessibleText(text("config.words"));
        words.getStyleClass().add("small");
        words.textProperty().addListener((property, before, now) -> draw());
        HBox.setHgrow(words, Priority.ALWAYS);
        var again = Views.button(text("config.again"), this::again, "small");
        again.setId("config-again");
        var bar = Views.row(8, words, again, Views.copy(text("config.copy"), this::lines));
        bar.getStyleClass().add("inspector-bar");
        age.getStyleClass().add("inspector-state");
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        root = new VBox(bar, age, scroll);
        root.setId("config");
    }

    Region root() {
        return root;
    }

    /**
     * @param looked at which node somebody looks; empty: nobody does
     * @param all nodes of the cluster
     */
    void look(Optional<String> looked, List<String> all) {
        node = looked;
        peers =
                all.stream()
                        .filter(name -> !looked.equals(Optional.of(name)))
                        .limit(PEERS)
                        .toList();
        others = Math.max(0, all.size() - 1);
        if (looked.isPresent()) {
            reads.keySet()
                    .removeIf(name -> !node.equals(Optional.of(name)) && !peers.contains(name));
        }
        tick();
    }

    /** A second is over. */
    void tick() {
        if (node.isEmpty()) {
            return;
        }
        Stream.concat(node.stream(), peers.stream())
                .filter(name -> !asked.contains(name) && old(name))
                .limit(Math.max(0, AT_ONCE - asked.size()))
                .toList()
                .forEach(this::ask);
        show();
    }

    private boolean old(String name) {
        return Optional.ofNullable(reads.get(name))
                .filter(reading -> reading.at().plus(OLD).isAfter(clock.instant()))
                .isEmpty();
    }

    private void ask(String name) {
        asked.add(name);
        FxHop.fetch(
                "configuration of " + name,
                () -> source.read(name),
                reading -> {
                    asked.remove(name);
                    reads.put(name, reading);
                    tick();
                });
    }

    private void again() {
        reads.clear();
        tick();
    }

    private void show() {
        var name = node.orElseThrow();
        age.setText(
                Optional.ofNullable(reads.get(name))
                        .map(
                                reading ->
                                        text(
                                                "config.age",
                                                Figures.of(
                                                        Duration.between(
                                                                reading.at(), clock.instant()))))
                        .orElse(""));
        var model = ConfigModel.of(name, reads, peers, others);
        if (!shown.equals(Optional.of(model))) {
            shown = Optional.of(model);
            draw();
        }
    }

    private String lines() {
        return shown.filter(ConfigModel.Read.class::isInstance)
                .map(model -> ((ConfigModel.Read) model).lines())
                .orElse("");
    }

    private void draw() {
        body.getChildren().clear();
        shown.ifPresent(
                model -> {
                    switch (model) {
                        case ConfigModel.Awaited awaited ->
                                say(text("config.awaited", awaited.node()));
                        case ConfigModel.Unreadable unreadable ->
                                body.getChildren().add(section(Views.fault(unreadable.fault())));
                        case ConfigModel.Read read -> draw(read);
                    }
                });
    }

    private void say(String words) {
        body.getChildren().add(section(Views.wrapped(words, "second")));
    }

    private void draw(ConfigModel.Read read) {
        var head = new VBox(4, Views.cut(read.path(), "mono", "caption"));
        var differ =
                Views.row(
                        8,
                        (read.differ() == 0 ? Glyph.HEALTHY : Glyph.DEGRADED).draw(13),
                        Views.wrapped(
                                read.differ() == 0
                                        ? text("config.alike")
                                        : text("config.differ", read.differ()),
                                "body"));
        head.getChildren().add(differ);
        read.says().forEach(line -> head.getChildren().add(Views.wrapped(line, "caption")));
        body.getChildren().add(section(head));
        var wanted = words.getText().strip();
        var fits = read.options().stream().filter(option -> option.has(wanted)).toList();
        if (fits.isEmpty()) {
            say(text("config.filtered", read.options().size()));
        }
        fits.forEach(option -> body.getChildren().add(row(option)));
    }

    private static Region row(ConfigModel.Option option) {
        var line = Views.entry(option.name(), option.here());
        if (!option.differs()) {
            line.getStyleClass().add("config-row");
            return line;
        }
        line.getChildren().addFirst(Glyph.DEGRADED.draw(11));
        var row = new VBox(2, line);
        option.there()
                .forEach(
                        other ->
                                row.getChildren()
                                        .add(Views.wrapped(other, "mono", "config-there")));
        row.getStyleClass().addAll("config-row", "config-differs");
        return row;
    }

    private static Region section(Region content) {
        var section = new VBox(content);
        section.getStyleClass().add("inspector-section");
        return section;
    }
}
