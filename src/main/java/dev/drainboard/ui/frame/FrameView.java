package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Settings;
import dev.drainboard.model.Word;
import dev.drainboard.ui.board.BoardView;
import dev.drainboard.ui.board.InspectorView;
import dev.drainboard.ui.board.NodesView;
import dev.drainboard.ui.board.Travel;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Views;
import dev.drainboard.ui.rollout.RolloutModel;
import dev.drainboard.ui.rollout.RolloutView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** Where everything stands. Shows what it is given and hands out what was pressed. */
final class FrameView {

    /** In a narrower window the inspector lies over the board, and only while a node is chosen. */
    private static final double NARROW = 1280;

    /** A lower window has no room for what lies below the board. */
    private static final double LOW = 760;

    private static final double INSPECTOR = 344;

    /** Of the style sheet, in which all sizes of text follow it. */
    private static final double FONT = 13;

    /** What can be pressed. */
    interface Pressed {
        void choose(Optional<String> node);

        void want(Intent intent);

        void say(Word word);

        /** Answers on the status line. */
        void say(String what);

        /** Says why the cluster is in its state, and shows the page where that is dealt with. */
        void why(String reason);

        void confirm();

        void cancel();

        void revise(String revision);

        void wait(Intent.DrainWish wish);

        void palette();

        void keys();

        void settings();

        void otherTheme();

        /** Text of the next larger or smaller size. */
        void textSize(Function<Settings, Settings> other);

        /** Asks for a cluster file, and opens it. */
        void chooseCluster();

        void open(Path clusterFile);

        /** The log of the chosen node, or else of all. */
        void log();

        /** More (above 0) or less of each node on the board; 0: what there is room for. */
        void zoom(int by);

        /** On the board, with an arrow. */
        void travel(Travel.Way way);

        /** Nodes in frames, by something else than before. */
        void group();

        /** Asks for a file, and writes so much of the history to it. */
        void export(Duration span);

        /** What is shown, as text on the clipboard. */
        void copy();

        /** Whether a single letter does something. */
        boolean letters();
    }

    private final HeaderView header;
    private final BoardView board;
    private final InspectorView inspector;
    private final NodesView nodes;
    private final RolloutView rollout;
    private final DockView dock;
    private final Pages pages;
    private final Parts parts;
    private final StatusView status = new StatusView();
    private final LiveRegion live = new LiveRegion();
    private final VBox faults = new VBox();
    private final HBox main;
    private final StackPane root;
    private final Pressed pressed;
    private Optional<ConfirmView> dialog = Optional.empty();
    private Optional<Region> sheet = Optional.empty();
    private Optional<ClosingView> closing = Optional.empty();
    private Optional<Fault> told = Optional.empty();
    private final Region left;
    private FrameModel shown;
    private double text = 1;
    private boolean motionWanted = true;
    private boolean seen = true;

    FrameView(Door door, Pressed pressed) {
        dock = new DockView(door, pressed::want);
        this.pressed = pressed;
        Consumer<Intent> want = pressed::want;
        header = new HeaderView(door.clusters(), pressed);
        board =
                new BoardView(
                        door.history(),
                        node -> pressed.choose(Optional.of(node)),
                        id -> mirror(id, true));
        nodes = new NodesView(node -> pressed.choose(Optional.of(node)));
        inspector =
                new InspectorView(
                        door,
                        want,
                        () -> pressed.choose(Optional.empty()),
                        id -> mirror(id, false));
        rollout =
                new RolloutView(
                        door, pressed::say, () -> want.accept(shown.header().rollout().intent()));
        VBox.setVgrow(board.root(), Priority.ALWAYS);
        var left = new VBox(board.root(), dock.root());
        HBox.setHgrow(left, Priority.ALWAYS);
        left.setMinWidth(0);
        this.left = left;
        var topology = new StackPane(left, inspector.root());
        StackPane.setAlignment(inspector.root(), Pos.TOP_RIGHT);
        pages = new Pages(topology, nodes.root(), rollout.root(), pressed::settings, pressed::keys);
        parts = parts();
        pages.onShow(this::turn);
        status.keys(pages.shown());
        VBox.setVgrow(pages.stack(), Priority.ALWAYS);
        var right = new VBox(header.root(), faults, pages.stack(), status.root());
        HBox.setHgrow(right, Priority.ALWAYS);
        right.setMinWidth(0);
        main = new HBox(pages.rail(), right);
        root = new StackPane(main, live.root());
        root.getStyleClass().addAll("drainboard", "dark");
        root.getStylesheets().add(Views.theme());
        root.widthProperty().addListener((property, before, now) -> fit());
        root.heightProperty().addListener((property, before, now) -> fold());
        new Keys(
                root,
                door.operator(),
                pages,
                pressed,
                () -> Optional.ofNullable(shown),
                this::asking);
        Drops.on(root, this::asking, pressed::open, this::say);
    }

    /** On the status line, for some seconds; who listens hears it as well. */
    void say(String what) {
        status.say(what);
        live.say(what);
    }

    /** Read out to who listens. */
    void announce(String sentence) {
        live.say(sentence);
    }

    Region root() {
        return root;
    }

    Pages.Page page() {
        return pages.shown();
    }

    boolean asking() {
        return dialog.isPresent() || sheet.isPresent();
    }

    /** At once: something was pressed. */
    void show(FrameModel model) {
        shown = model;
        fit();
        parts.show(model);
        go(model);
    }

    /** With the next frames: the cluster changed. */
    void follow(FrameModel model) {
        shown = model;
        fit();
        parts.inTurn(model);
        go(model);
    }

    private void go(FrameModel model) {
        if (told.isPresent() && told.equals(model.rollout().flatMap(RolloutModel::fault))) {
            // the rollout page says it now, with the words that fit
            hear();
            pages.show(Pages.Page.ROLLOUT);
        }
    }

    private Parts parts() {
        BooleanSupplier always = () -> true;
        return new Parts(
                List.of(
                        new Part(always, FrameModel::header, model -> header.show(model.header())),
                        new Part(
                                on(Pages.Page.BOARD),
                                model -> List.of(model.board(), model.node()),
                                model -> board.show(model.board(), model.node())),
                        new Part(
                                on(Pages.Page.BOARD),
                                model -> model.board().at(),
                                model -> board.figures(model.board())),
                        new Part(
                                on(Pages.Page.NODES),
                                model -> List.of(model.nodes(), model.node()),
                                model -> nodes.show(model.nodes(), model.node())),
                        new Part(
                                on(Pages.Page.BOARD),
                                FrameModel::inspector,
                                model -> inspector.show(model.inspector())),
                        // the charts go on though nothing else changed
                        new Part(
                                on(Pages.Page.BOARD),
                                model -> model.board().at(),
                                model -> inspector.tick()),
                        new Part(
                                on(Pages.Page.ROLLOUT),
                                model -> List.of(model.rollout(), model.journalKnown()),
                                model -> rollout.show(model.rollout(), model.journalKnown())),
                        new Part(
                                on(Pages.Page.BOARD),
                                FrameModel::names,
                                model -> dock.follow(model.names())),
                        new Part(
                                on(Pages.Page.BOARD),
                                FrameModel::logged,
                                model -> dock.steps(model.logged())),
                        new Part(
                                on(Pages.Page.BOARD),
                                FrameModel::events,
                                model -> dock.events().show(model.events())),
                        new Part(
                                on(Pages.Page.BOARD),
                                FrameModel::commands,
                                model -> dock.commands().show(model.commands())),
                        new Part(
                                always,
                                FrameModel::stands,
                                model -> pages.mark(Pages.Page.ROLLOUT, model.stands())),
                        new Part(
                                always,
                                model -> List.of(model.live(), model.whole()),
                                model -> status.show(model.live(), model.whole()))));
    }

    private BooleanSupplier on(Pages.Page page) {
        return () -> pages.shown() == page;
    }

    /** Nothing is asked for any more on its behalf. */
    void close() {
        parts.rest();
        seen(false);
        dock.close();
        inspector.close();
        rollout.close();
    }

    /**
     * Opens a log: of the node that the page of rollouts shows, else on the board.
     *
     * @param chosen of the chosen node; else those of all
     */
    void log(boolean chosen) {
        if (pages.shown() == Pages.Page.ROLLOUT && rollout.openLog()) {
            return;
        }
        pages.show(Pages.Page.BOARD);
        if (chosen) {
            inspector.show(InspectorView.Tab.LOG);
        } else {
            dock.show(DockView.Tab.LOG);
        }
    }

    /** Opens the dialog, or shows more of the one that is open. */
    void ask(ConfirmModel model) {
        if (dialog.isEmpty()) {
            var view =
                    new ConfirmView(
                            pressed::cancel, pressed::confirm, pressed::revise, pressed::wait);
            dialog = Optional.of(view);
            root.getChildren().add(view.root());
            // what lies below is dimmed, and Tab stays in the dialog
            main.setDisable(true);
            view.show(model);
            view.focus();
        } else {
            dialog.get().show(model);
        }
    }

    void closeDialog() {
        dialog.ifPresent(ConfirmView::close);
        dialog.ifPresent(view -> root.getChildren().remove(view.root()));
        dialog = Optional.empty();
        main.setDisable(false);
        root.requestFocus();
    }

    /** Lays something over the page until {@link #closeSheet}; nothing below can be reached. */
    void lay(Region over) {
        closeSheet();
        sheet = Optional.of(over);
        root.getChildren().add(over);
        over.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ESCAPE) {
                        closeSheet();
                        event.consume();
                    }
                });
        main.setDisable(true);
        over.requestFocus();
    }

    /** Asks what is to become of what runs here, until {@link #closeSheet}. */
    void askToClose(ClosingView question) {
        lay(question.root());
        closing = Optional.of(question);
        question.focus();
    }

    /** Whether that is asked now. */
    boolean closing() {
        return closing.isPresent();
    }

    void closeSheet() {
        closing.ifPresent(ClosingView::stay);
        closing = Optional.empty();
        sheet.ifPresent(root.getChildren()::remove);
        sheet = Optional.empty();
        main.setDisable(dialog.isPresent());
        root.requestFocus();
    }

    void tell(Fault fault) {
        told = Optional.of(fault);
        var closing = Views.button(text("fault.close"), this::hear, "plain");
        closing.setId("fault-close");
        closing.setMinWidth(Region.USE_PREF_SIZE);
        var said = Views.fault(fault);
        HBox.setHgrow(said, Priority.ALWAYS);
        var copying = Views.copy(text("fault.copy"), () -> Views.words(fault));
        var strip = new HBox(12, said, copying, closing);
        strip.getStyleClass().add("fault-strip");
        faults.getChildren().setAll(strip);
    }

    private void hear() {
        told = Optional.empty();
        faults.getChildren().clear();
    }

    void show(Pages.Page page) {
        pages.show(page);
    }

    /** What the mouse is over on the board is marked beside it, and the other way round. */
    private void mirror(Optional<String> id, boolean onBoard) {
        if (onBoard) {
            inspector.mirror(id);
        } else {
            board.mirror(id);
        }
    }

    /** Along the pipes and nodes of the board; whether there is anything. */
    boolean travel(Travel.Way way) {
        return board.travel(way);
    }

    void zoom(int by) {
        board.zoom(by);
    }

    /** Frames the board's nodes; whether they were framed. */
    boolean framed() {
        return board.frame();
    }

    private void fit() {
        boolean wide = root.getWidth() >= NARROW * text;
        StackPane.setMargin(left, wide ? new Insets(0, INSPECTOR * text, 0, 0) : Insets.EMPTY);
        inspector.root().setVisible(wide || shown != null && shown.inspector().isPresent());
    }

    /** What was unfolded by hand stays so until there is another room. */
    private void fold() {
        dock.room(root.getHeight() >= LOW * text);
    }

    boolean dark() {
        return root.getStyleClass().contains("dark");
    }

    /**
     * How it is to look from now on.
     *
     * @param percent how large text is
     */
    void appear(boolean dark, boolean motion, int percent) {
        text = percent / 100.0;
        if (root.getHeight() > 0) {
            fold();
        }
        root.setStyle(percent == 100 ? "" : "-fx-font-size: " + FONT * text + "px;");
        fit();
        if (dark != dark()) {
            root.getStyleClass().remove(dark ? "light" : "dark");
            root.getStyleClass().add(dark ? "dark" : "light");
        }
        motionWanted = motion;
        move();
    }

    /** Whether the window can be seen at all. */
    void seen(boolean visible) {
        seen = visible;
        move();
    }

    /** Another page. */
    private void turn() {
        status.keys(pages.shown());
        Optional.ofNullable(shown).ifPresent(model -> parts.show(model));
        move();
    }

    private void move() {
        boolean looked = seen && pages.shown() == Pages.Page.BOARD;
        board.move(looked && motionWanted);
        inspector.seen(looked);
        dock.seen(looked);
        rollout.seen(seen && pages.shown() == Pages.Page.ROLLOUT);
    }
}
