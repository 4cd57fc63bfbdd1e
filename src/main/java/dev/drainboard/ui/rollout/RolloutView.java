package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.History;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Views;
import dev.drainboard.ui.rollout.RolloutModel.Lane;
import dev.drainboard.ui.rollout.RolloutModel.Row;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The operation of the journal: lanes above, the steps and commands of one lane below. */
public final class RolloutView {

    private final Consumer<Word> say;
    private final Runnable begin;
    private final VBox content = new VBox(12);
    private final ScrollPane root = new ScrollPane(content);
    private Optional<String> lane = Optional.empty();
    private Optional<RolloutModel> last = Optional.empty();
    private List<RolloutModel.Spoken> said = List.of();
    private final HBox words = new HBox(8);
    private final CourseView course;
    private final LeftView left;

    /**
     * @param say what is said of the operation, still to be confirmed
     * @param begin a new rollout is wanted
     */
    public RolloutView(History history, ZoneId zone, Consumer<Word> say, Runnable begin) {
        left = new LeftView(history);
        course = new CourseView(zone, this::choose);
        this.say = say;
        this.begin = begin;
        content.getStyleClass().add("rollout");
        root.setFitToWidth(true);
        root.setFocusTraversable(false);
        root.getStyleClass().add("page");
    }

    public Region root() {
        return root;
    }

    /**
     * @param known whether the journal could be read
     */
    public void show(Optional<RolloutModel> model, boolean known) {
        last = model;
        if (model.isEmpty()) {
            content.getChildren()
                    .setAll(
                            known
                                    ? Views.column(
                                            10,
                                            Views.label(text("rollout.none"), "title"),
                                            Views.label(text("rollout.none.hint"), "second"),
                                            Views.button(text("action.rollout"), begin, "main"))
                                    : Views.label(text("rollout.unknown"), "second"));
            return;
        }
        var shown = model.get();
        content.getChildren().setAll(head(shown));
        shown.fault().ifPresent(fault -> content.getChildren().add(stopped(Views.fault(fault))));
        course.show(shown.course());
        content.getChildren().add(panel(course.root()));
        chosen(shown)
                .ifPresent(
                        row -> {
                            content.getChildren().add(steps(row));
                            content.getChildren().add(details(row, shown));
                        });
    }

    private void choose(Optional<String> node) {
        lane = Optional.of(node.orElse(text("rollout.lane.cluster")));
        show(last, true);
    }

    private Node head(RolloutModel model) {
        words(model.words());
        var title =
                Views.row(
                        10,
                        Views.label(model.title(), "page-title"),
                        Views.row(6, model.glyph().draw(13), Views.label(model.word())));
        title.getChildren().getLast().getStyleClass().addAll("chip", model.glyph().style());
        var left = Views.column(4, title, Views.label(model.line(), "mono", "caption"));
        var head = Views.row(12, left, Views.spring(), words);
        var why = model.words().stream().flatMap(word -> word.refusal().stream()).findFirst();
        return why.<Node>map(
                        reason ->
                                Views.column(4, head, Views.wrapped(reason, "caption", "refusal")))
                .orElse(head);
    }

    /** Made anew only when they change, so that a click is not lost between two seconds. */
    private void words(List<RolloutModel.Spoken> now) {
        if (said.equals(now)) {
            return;
        }
        said = now;
        words.getChildren().clear();
        for (var spoken : now) {
            var button =
                    Views.button(
                            spoken.label(),
                            () -> say.accept(spoken.word()),
                            spoken.word() == Word.ABORT ? "abort" : "plain");
            button.setId("word-" + spoken.word().word());
            button.setDisable(spoken.refusal().isPresent());
            words.getChildren().add(button);
        }
    }

    /** The steps of the chosen node in a line, from left to right. */
    private static Node steps(Lane lane) {
        var name = Views.label(lane.name(), "card-name");
        name.setMinWidth(112);
        var row = Views.row(0, name);
        lane.rows().forEach(step -> row.getChildren().add(cell(step)));
        row.setId("lane-" + lane.name());
        return panel(row);
    }

    private static Node cell(Row step) {
        var when = step.took().isEmpty() ? step.at() : step.took();
        var cell =
                Views.column(
                        2,
                        Views.row(6, step.glyph().draw(13), Views.cut(step.kind(), "second")),
                        Views.cut(when, "mono", "caption"));
        cell.getStyleClass().add("lane-cell");
        return widened(cell);
    }

    /** All cells of a lane are equally wide. */
    private static <R extends Region> R widened(R cell) {
        HBox.setHgrow(cell, Priority.ALWAYS);
        cell.setMaxWidth(Double.MAX_VALUE);
        cell.setPrefWidth(10);
        cell.setMinWidth(0);
        return cell;
    }

    /** The lane that was clicked, else the one where something happens. */
    private Optional<Lane> chosen(RolloutModel model) {
        var wanted = lane.or(model::current);
        return model.lanes().stream()
                .filter(each -> wanted.equals(Optional.of(each.name())))
                .findFirst()
                .or(() -> model.lanes().stream().findFirst());
    }

    private Node details(Lane lane, RolloutModel model) {
        var steps = new VBox();
        var commands = new VBox();
        for (var row : lane.rows()) {
            var line =
                    Views.row(
                            10,
                            row.glyph().draw(13),
                            fixed(Views.label(row.kind(), "second"), 92),
                            fixed(Views.label(row.at(), "mono", "caption"), 66),
                            Views.cut(row.text(), "body"));
            line.getStyleClass().add("line-row");
            steps.getChildren().add(line);
            row.commands()
                    .forEach(
                            command ->
                                    commands.getChildren()
                                            .add(
                                                    Views.row(
                                                            10,
                                                            row.glyph().draw(11),
                                                            Views.wrapped(command, "mono"))));
        }
        if (commands.getChildren().isEmpty()) {
            commands.getChildren().add(Views.label(text("rollout.commands.none"), "caption"));
        }
        commands.setSpacing(6);
        var said = panel(titled(text("rollout.steps", lane.name()), "", steps));
        var run = panel(titled(text("rollout.commands"), text("rollout.commands.what"), commands));
        var all = new HBox(12);
        model.draining()
                .filter(draining -> draining.node().equals(lane.name()))
                .ifPresent(
                        draining -> {
                            left.show(draining.node(), draining.since());
                            all.getChildren().add(left.root());
                        });
        all.getChildren().addAll(said, run);
        for (var panel : all.getChildren()) {
            HBox.setHgrow(panel, Priority.ALWAYS);
            ((Region) panel).setPrefWidth(400);
            ((Region) panel).setMinWidth(0);
        }
        all.setFillHeight(false);
        return all;
    }

    private static <R extends Region> R fixed(R region, double width) {
        region.setMinWidth(width);
        region.setMaxWidth(width);
        return region;
    }

    private static Region titled(String title, String aside, Region content) {
        return Views.column(
                8,
                Views.row(8, Views.label(title, "section"), Views.label(aside, "caption")),
                content);
    }

    private static Region stopped(Region content) {
        var panel = panel(content);
        panel.getStyleClass().add("panel-fault");
        return panel;
    }

    private static Region panel(Region content) {
        var panel = new VBox(content);
        panel.getStyleClass().add("panel");
        return panel;
    }
}
