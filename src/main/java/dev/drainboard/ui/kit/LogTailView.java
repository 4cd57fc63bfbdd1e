package dev.drainboard.ui.kit;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.LogLine;
import dev.drainboard.model.StepKind;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.geometry.Orientation;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;

/**
 * The logs of some nodes in one list, as they are written. Asked for while somebody looks and not
 * longer; keeps the newest lines and forgets the rest. What the filter hides is kept.
 */
public final class LogTailView {

    private static final int KEPT = 1000;
    private static final int AT_FIRST = 50;

    /** Each log is a channel to a host; of a large cluster nobody reads all at once. */
    public static final int AT_ONCE = 12;

    private final Tails source;
    private final ZoneId zone;
    private final ObservableList<LogRow> all = FXCollections.observableArrayList();
    private final FilteredList<LogRow> some = new FilteredList<>(all);
    private final ListView<LogRow> list = new ListView<>(some);
    private final Label empty = Views.wrapped("", "second");
    private final Label state = Views.label("", "caption");
    private final ChoiceBox<LogLine.Level> level = new ChoiceBox<>();
    private final TextField words = new TextField();
    private final HBox filters;
    private final List<Tails.Tail> tails = new ArrayList<>();
    private List<String> followed = List.of();
    private final Object door = new Object();
    private LogNews news = LogNews.of(0);
    private final FxHop<LogNews> hop = new FxHop<>(this::taken, this::add);
    private final Set<String> silent = new LinkedHashSet<>();
    private final Set<String> ended = new LinkedHashSet<>();
    private final Map<String, LogRow> before = new HashMap<>();
    private final ChoiceBox<Optional<StepKind>> step = new ChoiceBox<>();
    private LogSteps steps = LogSteps.NONE;

    public LogTailView(Tails source, ZoneId zone) {
        this.source = source;
        this.zone = zone;
        list.setPlaceholder(empty);
        list.setCellFactory(view -> new LogCell(() -> followed.size() == 1));
        list.setAccessibleText(text("dock.log"));
        CopyKey.on(list, LogRow::line);
        list.getStyleClass().add("log-list");
        level.getItems()
                .setAll(
                        LogLine.Level.NONE,
                        LogLine.Level.INFO,
                        LogLine.Level.WARNING,
                        LogLine.Level.ERROR);
        level.setValue(LogLine.Level.NONE);
        level.setConverter(words(LogTailView::least));
        level.setAccessibleText(text("log.level"));
        level.getStyleClass().add("small");
        level.setOnAction(event -> filter());
        step.getItems().setAll(List.of(Optional.empty()));
        step.setValue(Optional.empty());
        step.setConverter(
                words(
                        kind ->
                                kind.map(each -> text("step", each))
                                        .orElseGet(() -> text("log.step.any"))));
        step.setAccessibleText(text("log.step"));
        step.getStyleClass().add("small");
        step.setId("log-step");
        step.setOnAction(event -> filter());
        show(step, false);
        words.setPromptText(text("log.words"));
        words.setAccessibleText(text("log.words"));
        words.getStyleClass().add("small");
        words.textProperty().addListener((property, before, now) -> filter());
        filters = Views.row(8, step, level, words);
        state.setMinWidth(0);
        say();
    }

    /** For a choice whose items have words of their own. */
    public static <T> StringConverter<T> words(Function<T, String> of) {
        return new StringConverter<>() {
            @Override
            public String toString(T item) {
                return item == null ? "" : of.apply(item);
            }

            @Override
            public T fromString(String word) {
                throw new UnsupportedOperationException("nobody types here");
            }
        };
    }

    private static String least(LogLine.Level level) {
        return switch (level) {
            case NONE, DEBUG -> text("log.level.all");
            case INFO -> text("log.level.info");
            case WARNING -> text("log.level.warning");
            case ERROR, CRITICAL -> text("log.level.error");
        };
    }

    /** The lines. */
    public Region root() {
        return list;
    }

    /** By level and by text; and whether anybody writes. */
    public HBox filters() {
        return filters;
    }

    /** "Following", or who does not answer. */
    public Label state() {
        return state;
    }

    /** What is shown, a line each. */
    public String lines() {
        return some.stream().map(LogRow::line).collect(Collectors.joining("\n"));
    }

    private static void show(Region part, boolean shown) {
        part.setVisible(shown);
        part.setManaged(shown);
    }

    /** By which steps the lines can be filtered; none: there was no operation. */
    public void steps(LogSteps now) {
        if (now.equals(steps)) {
            return;
        }
        boolean others = !now.kinds().equals(steps.kinds());
        steps = now;
        if (others) {
            var chosen = step.getValue();
            var items = new ArrayList<Optional<StepKind>>();
            items.add(Optional.empty());
            now.kinds().forEach(kind -> items.add(Optional.of(kind)));
            step.getItems().setAll(items);
            step.setValue(items.contains(chosen) ? chosen : Optional.empty());
            show(step, items.size() > 1);
        }
        if (Optional.ofNullable(step.getValue()).flatMap(each -> each).isPresent()) {
            filter();
        }
    }

    /** Follows exactly these, at most {@link #AT_ONCE}; none: nobody looks. */
    public void follow(List<String> nodes) {
        var wanted = nodes.subList(0, Math.min(AT_ONCE, nodes.size()));
        if (wanted.equals(followed)) {
            return;
        }
        tails.forEach(Tails.Tail::close);
        tails.clear();
        all.clear();
        before.clear();
        ended.clear();
        silent.clear();
        followed = List.copyOf(wanted);
        silent.addAll(followed);
        long round;
        synchronized (door) {
            round = news.round() + 1;
            news = LogNews.of(round);
        }
        for (var node : followed) {
            tails.add(source.follow(node, AT_FIRST / followed.size() + 1, reader(followed, round)));
        }
        say();
    }

    /** Follows nothing any more, for good. */
    public void close() {
        follow(List.of());
        hop.close();
    }

    private Tails.Reader reader(List<String> nodes, long round) {
        return new Tails.Reader() {
            @Override
            public void lines(String node, List<LogLine> lines, long dropped) {
                var rows = new ArrayList<LogRow>();
                if (dropped > 0) {
                    rows.add(LogRow.said(node, nodes, text("log.dropped", dropped)));
                }
                lines.forEach(line -> rows.add(LogRow.of(node, nodes, line, zone)));
                put(round, rows, Optional.empty());
            }

            @Override
            public void ended(String node, Optional<Fault> why) {
                why.ifPresent(
                        fault ->
                                put(
                                        round,
                                        List.of(
                                                LogRow.said(
                                                        node,
                                                        nodes,
                                                        fault.what() + " " + fault.why())),
                                        Optional.of(node)));
            }
        };
    }

    private void put(long round, List<LogRow> rows, Optional<String> over) {
        synchronized (door) {
            if (news.round() != round) {
                return; // of a log at which nobody looks any more
            }
            news = news.with(rows, over, KEPT);
        }
        hop.knock();
    }

    private LogNews taken() {
        synchronized (door) {
            var taken = news;
            news = LogNews.of(taken.round());
            return taken;
        }
    }

    private void add(LogNews came) {
        boolean atEnd = atEnd();
        came.rows().forEach(row -> silent.remove(row.node()));
        ended.addAll(came.over());
        all.addAll(LogRow.inherited(came.rows(), before));
        int many = all.size() - KEPT;
        if (many > 0) {
            all.remove(0, many);
        }
        say();
        if (atEnd && !some.isEmpty()) {
            list.scrollTo(some.size() - 1);
        }
    }

    /** Whoever scrolled up to read is left there. */
    private boolean atEnd() {
        return list.lookupAll(".scroll-bar").stream()
                .filter(ScrollBar.class::isInstance)
                .map(ScrollBar.class::cast)
                .filter(bar -> bar.getOrientation() == Orientation.VERTICAL && bar.isVisible())
                .allMatch(bar -> bar.getValue() >= bar.getMax() - 0.02);
    }

    private void filter() {
        var least = level.getValue();
        var wanted = words.getText().strip();
        var kind = Optional.ofNullable(step.getValue()).flatMap(each -> each);
        var known = steps;
        some.setPredicate(row -> row.fits(least, wanted) && row.during(kind, known));
        say();
        if (!some.isEmpty()) {
            list.scrollTo(some.size() - 1);
        }
    }

    private void say() {
        var named = String.join(", ", followed);
        empty.setText(
                !all.isEmpty()
                        ? text("log.filtered", all.size())
                        : text(silent.isEmpty() ? "log.none" : "log.awaited", named));
        boolean well = ended.isEmpty() && silent.isEmpty() && !followed.isEmpty();
        state.setText(
                !ended.isEmpty()
                        ? text("log.ended", String.join(", ", ended))
                        : well
                                ? text("log.following")
                                : followed.isEmpty()
                                        ? ""
                                        : text("log.awaited", String.join(", ", silent)));
        state.getStyleClass()
                .setAll(
                        "label",
                        "caption",
                        "state-word",
                        well ? "is-healthy" : ended.isEmpty() ? "is-unknown" : "is-degraded");
    }
}
