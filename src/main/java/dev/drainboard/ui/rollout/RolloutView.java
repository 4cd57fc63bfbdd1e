package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Story;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Inks;
import dev.drainboard.ui.kit.LogTailView;
import dev.drainboard.ui.kit.Views;
import dev.drainboard.ui.rollout.RolloutModel.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The operation of the journal: lanes above, the steps and commands of one lane below. */
public final class RolloutView {

    private static final double NARROW = 1140;

    /** The bar of the whole, in pixels. */
    private static final double SHARE = 170;

    private final Consumer<Word> say;
    private final Runnable begin;
    private final LogTailView log;
    private final CourseView course;
    private final LeftView left;
    private final HeldView held;
    private final GoesView goes = new GoesView();
    private final RailsView rails = new RailsView();
    private final StoppedView stopped;
    private final HBox words = new HBox(8);
    private final Label logTitle = Views.label("", "section");
    // each keeps its place, so that what has the focus in one stays when another is drawn anew
    private final VBox head = new VBox();
    private final VBox why = new VBox();
    private final VBox lanes = new VBox();
    private final VBox strip = new VBox();
    private final VBox details = new VBox();
    private final VBox steps = new VBox();
    private final VBox commands = new VBox(12);
    private final VBox asked = new VBox();
    private final VBox logged;
    private final GateView gate = new GateView();
    private final HBox below = new HBox(12, asked, steps);
    private final VBox content = new VBox(12, head, why, strip, lanes, details, below, commands);
    private final ScrollPane root = new ScrollPane(content);
    private Optional<String> lane = Optional.empty();
    private Optional<String> shownLane = Optional.empty();
    private Optional<RolloutModel> last = Optional.empty();
    private List<RolloutModel.Spoken> said = List.of();
    private boolean seen;

    /** How large the text is: the larger, the sooner panels stand below each other. */
    private final Inks inks = new Inks(() -> last.ifPresent(this::show));

    /** The operation and whether it stands or is over, which is told at the top of the page. */
    private Optional<String> told = Optional.empty();

    /**
     * @param say what is said of the operation, still to be confirmed
     * @param begin a new rollout is wanted
     */
    public RolloutView(Door door, Consumer<Word> say, Runnable begin) {
        left = new LeftView(door.history());
        held = new HeldView(() -> say.accept(Word.PAUSE));
        course = new CourseView(door.zone(), this::choose);
        stopped = new StoppedView(say);
        log = new LogTailView(door.tails(), door.zone());
        logged = logged();
        below.getChildren().add(logged);
        HBox.setHgrow(logged, Priority.ALWAYS);
        logged.setMinWidth(0);
        for (var side : List.of(asked, steps)) {
            side.setPrefWidth(side == asked ? 540 : 420);
            side.setMinWidth(side == asked ? 400 : 300);
        }
        words.setMinWidth(Region.USE_PREF_SIZE);
        this.say = say;
        this.begin = begin;
        content.getStyleClass().add("rollout");
        content.getChildren().add(inks);
        root.widthProperty()
                .addListener(
                        (property, before, now) -> {
                            if (before.doubleValue() < NARROW * inks.scale() != narrow()) {
                                last.ifPresent(this::show);
                            }
                        });
        root.setFitToWidth(true);
        root.setFocusTraversable(false);
        root.getStyleClass().add("page");
    }

    private VBox logged() {
        logTitle.setMinWidth(Region.USE_PREF_SIZE);
        // where there is no room in one line for all of it the rest stands below the title
        var bar = new FlowPane(8, 6, Views.row(8, logTitle, log.state()));
        bar.getChildren().addAll(List.copyOf(log.filters().getChildren()));
        bar.getChildren().add(Views.copy(text("log.copy"), log::lines));
        bar.getStyleClass().add("rollout-log-head");
        VBox.setVgrow(log.root(), Priority.ALWAYS);
        var panel = new VBox(bar, log.root());
        panel.getStyleClass().addAll("panel", "rollout-log");
        panel.setId("rollout-log");
        return panel;
    }

    public Region root() {
        return root;
    }

    /** Whether anybody can see it: else no log is followed. */
    public void seen(boolean visible) {
        seen = visible;
        look();
    }

    /** Asks nobody any more, for good. */
    public void close() {
        seen(false);
        log.close();
    }

    /** The node whose steps are shown; the cluster's own have no log. */
    public Optional<String> node() {
        return shownLane.filter(name -> !name.equals(text("rollout.lane.cluster")));
    }

    /**
     * Brings the log of the node that is shown before the eyes.
     *
     * @return false: what is shown has none
     */
    public boolean openLog() {
        if (!logged.isVisible()) {
            return false;
        }
        double top = below.getBoundsInParent().getMinY();
        double more = content.getHeight() - root.getViewportBounds().getHeight();
        root.setVvalue(more > 0 ? Math.clamp(top / more, 0.0, 1.0) : 0);
        log.root().requestFocus();
        return true;
    }

    private void look() {
        var followed = node().filter(name -> last.isPresent());
        put(logged, followed.isPresent());
        followed.ifPresent(name -> logTitle.setText(text("rollout.log", name)));
        log.follow(followed.filter(name -> seen).map(List::of).orElse(List.of()));
    }

    private static void put(Region slot, boolean shown) {
        slot.setVisible(shown);
        slot.setManaged(shown);
    }

    private static void put(VBox slot, Node... parts) {
        if (!slot.getChildren().equals(List.of(parts))) {
            slot.getChildren().setAll(parts);
        }
        put(slot, parts.length > 0);
    }

    /**
     * @param known whether the journal could be read
     */
    public void show(Optional<RolloutModel> model, boolean known) {
        last = model;
        var focused = Optional.ofNullable(root.getScene()).map(Scene::getFocusOwner);
        model.ifPresentOrElse(this::show, () -> nothing(known));
        look();
        // a button that went would hand the focus to one further down, and the page would follow it
        focused.filter(owner -> owner.getScene() == null).ifPresent(gone -> root.requestFocus());
        var news = model.map(now -> now.line() + now.stopped().isPresent());
        if (!news.equals(told)) {
            told = news;
            root.setVvalue(0);
        }
    }

    private void nothing(boolean known) {
        for (var slot : List.of(why, lanes, strip, details, asked, steps, commands)) {
            put(slot);
        }
        put(
                head,
                known
                        ? Views.column(
                                10,
                                Views.label(text("rollout.none"), "title"),
                                Views.label(text("rollout.none.hint"), "second"),
                                Views.button(text("action.rollout"), begin, "main"))
                        : Views.label(text("rollout.unknown"), "second"));
    }

    private void show(RolloutModel shown) {
        log.steps(shown.logged());
        words(shown.stopped().isPresent() ? List.of() : shown.words());
        put(head, head(shown));
        shown.stopped().ifPresent(stopped::show);
        put(
                why,
                shown.stopped()
                        .map(stands -> new Node[] {stopped.root()})
                        .orElseGet(
                                () ->
                                        shown.fault().stream()
                                                .map(fault -> failure(Views.fault(fault)))
                                                .toArray(Node[]::new)));
        course.show(shown.course());
        if (lanes.getChildren().isEmpty()) {
            lanes.getChildren().add(LaneView.panel(course.root()));
        }
        put(lanes, true);
        var chosen = chosen(shown);
        shownLane = chosen.map(Lane::name);
        chosen.ifPresent(row -> show(row, shown));
    }

    private void show(Lane row, RolloutModel model) {
        // where it failed the card says more than the steps in a line
        boolean failed =
                model.stopped().filter(stands -> stands.why() == Story.Why.FAILED).isPresent();
        put(strip, failed ? new Node[0] : new Node[] {LaneView.strip(row)});
        model.around()
                .ifPresent(
                        around -> {
                            goes.show(around.goes());
                            rails.show(around.rails());
                        });
        var drains = draining(row, model);
        boolean waits = model.draining().filter(on -> on.node().equals(row.name())).isPresent();
        var gated = model.gate().filter(table -> table.node().equals(row.name()));
        gated.ifPresent(gate::show);
        // what the gate hears is looked for first; the rest comes below it
        boolean first = drains.length > 0 && gated.isEmpty();
        put(details, first ? new Node[] {columns(drains)} : new Node[0]);
        put(asked, gated.map(table -> new Node[] {gate.root()}).orElse(new Node[0]));
        put(steps, gated.isPresent() ? new Node[0] : new Node[] {LaneView.steps(row)});
        var more = new ArrayList<Node>();
        if (drains.length > 0 && gated.isPresent()) {
            more.add(columns(drains));
        }
        if (gated.isPresent()) {
            more.add(columns(LaneView.steps(row), LaneView.commands(row)));
        } else if (!waits) {
            more.add(LaneView.commands(row));
        }
        put(commands, more.toArray(Node[]::new));
    }

    private void choose(Optional<String> node) {
        lane = Optional.of(node.orElse(text("rollout.lane.cluster")));
        show(last, true);
    }

    private Node head(RolloutModel model) {
        var title =
                Views.row(
                        10,
                        Views.label(model.title(), "page-title"),
                        Views.row(6, model.glyph().draw(13), Views.label(model.word())));
        title.getChildren().getLast().getStyleClass().addAll("chip", model.glyph().style());
        var left = Views.column(4, title, Views.label(model.line(), "mono", "caption"));
        var head = Views.row(12, left, Views.spring(), words);
        // of one that stands with nothing planned behind it there is no whole
        if (model.course().goesOn() && model.course().share() < 1) {
            head.getChildren().add(2, share(model.course()));
        }
        return said.stream()
                .flatMap(word -> word.refusal().stream())
                .findFirst()
                .<Node>map(
                        reason ->
                                Views.column(4, head, Views.wrapped(reason, "caption", "refusal")))
                .orElse(head);
    }

    /** How far the whole of it is, as a bar and as a word. */
    private static Region share(Course course) {
        double share = course.share();
        var says = text("rollout.share", Math.round(share * 100));
        var trough = part("rail-trough", SHARE);
        var bar = new Pane(trough, part("rail-filled", SHARE * share));
        bar.setId("rollout-share");
        bar.getStyleClass().add(course.running() ? "runs" : "stands");
        bar.setMinSize(SHARE, 6);
        bar.setMaxSize(SHARE, 6);
        bar.setAccessibleRole(AccessibleRole.PROGRESS_INDICATOR);
        bar.setAccessibleText(says);
        var word = Views.label(says, "caption");
        word.setMinWidth(Region.USE_PREF_SIZE);
        return Views.column(5, word, bar);
    }

    private static Region part(String style, double width) {
        var part = new Region();
        part.getStyleClass().add(style);
        part.resizeRelocate(0, 0, width, 6);
        part.setManaged(false);
        return part;
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
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setId("word-" + spoken.word().word());
            button.setDisable(spoken.refusal().isPresent());
            words.getChildren().add(button);
        }
    }

    /** The lane that was clicked, else the one where something happens, else the last. */
    private Optional<Lane> chosen(RolloutModel model) {
        var wanted = lane.or(model::current);
        return model.lanes().stream()
                .filter(each -> wanted.equals(Optional.of(each.name())))
                .findFirst()
                .or(() -> model.lanes().stream().reduce((first, second) -> second));
    }

    /** What is left on a node that drains, what holds it, and what was run for that. */
    private Node[] draining(Lane lane, RolloutModel model) {
        return model.draining()
                .filter(draining -> draining.node().equals(lane.name()))
                .map(
                        draining -> {
                            left.show(draining);
                            held.show(draining.held(), model.canPauseHere());
                            var ran = LaneView.commands(lane);
                            return narrow()
                                    ? new Node[] {
                                        stacked(left.root(), rails.root()),
                                        stacked(goes.root(), held.root(), ran)
                                    }
                                    : new Node[] {
                                        left.root(),
                                        stacked(goes.root(), held.root()),
                                        stacked(rails.root(), ran)
                                    };
                        })
                .orElseGet(
                        () ->
                                model.around()
                                        .map(any -> new Node[] {goes.root(), rails.root()})
                                        .orElse(new Node[0]));
    }

    private static VBox stacked(Region... panels) {
        return Views.column(12, panels);
    }

    /** No room for three panels side by side. */
    private boolean narrow() {
        return root.getWidth() < NARROW * inks.scale();
    }

    private static HBox columns(Node... panels) {
        var columns = new HBox(12, panels);
        for (var panel : panels) {
            HBox.setHgrow(panel, Priority.ALWAYS);
            ((Region) panel).setPrefWidth(400);
            ((Region) panel).setMinWidth(0);
        }
        columns.setFillHeight(false);
        return columns;
    }

    private static Region failure(Region content) {
        var panel = LaneView.panel(content);
        panel.getStyleClass().add("panel-fault");
        return panel;
    }
}
