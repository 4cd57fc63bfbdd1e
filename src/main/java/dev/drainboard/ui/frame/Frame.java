package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Metric;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Settings;
import dev.drainboard.model.Status;
import dev.drainboard.model.Word;
import dev.drainboard.ui.board.Asked;
import dev.drainboard.ui.board.Grouping;
import dev.drainboard.ui.board.Travel;
import dev.drainboard.ui.kit.CopyKey;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.FxHop;
import dev.drainboard.ui.kit.Order;
import dev.drainboard.ui.kit.Preview;
import dev.drainboard.ui.rollout.RolloutModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javafx.scene.layout.Region;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flow of the window: a knock pulls the newest snapshot and shows it; what is pressed becomes a
 * question to the operator, and, confirmed, an order. Lives on the JavaFX thread, but for what is
 * shown, which is made beside it.
 */
public final class Frame {

    private static final Logger LOG = LoggerFactory.getLogger(Frame.class);

    /** How often what is shown grows older though nobody knocks. */
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Duration TICK = Duration.ofMillis(250);

    private final Door door;
    private final Chooser chooser;
    private final Announcements announcements;
    private final FrameView view;
    private final FxHop<FrameModel> hop;

    /** The JavaFX thread adds to it, what is made of the newest reading takes away. */
    private final AtomicReference<Asked> asked = new AtomicReference<>(Asked.NOTHING);

    private volatile Optional<String> chosen = Optional.empty();

    private volatile Grouping grouping = Grouping.ZONE;

    /** The rollout was asked to pause and does not stand yet. */
    private final AtomicBoolean pausing = new AtomicBoolean();

    /** The last one, whose parts the next one shares. */
    private volatile Optional<FrameModel> made = Optional.empty();

    /** The system's colours are no longer listened to. */
    private Runnable deaf = () -> {};

    /** The JavaFX thread changes it; what is made beside it reads it. */
    private volatile Optional<Question> question = Optional.empty();

    /** The same with the newest figures. */
    private volatile Optional<Question> remade = Optional.empty();

    /**
     * What the dialog is about.
     *
     * @param operation of which a word is said
     * @param preview empty: it is still asked for
     */
    private record Question(
            Order order,
            Optional<OperationView> operation,
            Optional<Preview> preview,
            ConfirmModel model) {

        /** Of the same, and as far answered. */
        boolean like(Question other) {
            return order.equals(other.order) && preview.equals(other.preview);
        }

        Optional<Intent> intent() {
            return order instanceof Order.Wanted wanted
                    ? Optional.of(wanted.intent())
                    : Optional.empty();
        }
    }

    public Frame(Door door) {
        this(door, new Chooser.OfSystem());
    }

    Frame(Door door, Chooser chooser) {
        this.door = door;
        this.chooser = chooser;
        announcements = new Announcements(door.clock().instant());
        view = new FrameView(door, new Hands());
        hop = new FxHop<>(this::newest, this::land);
    }

    /** What a scene is made of. */
    public Region root() {
        return view.root();
    }

    /** On the status line, for some seconds. */
    void say(String what) {
        view.say(what);
    }

    /** Whether the window can be seen: what nobody sees need not move. */
    void seen(boolean visible) {
        hop.sleep(!visible);
        view.seen(visible);
    }

    /**
     * Whether the window can be closed at once. Else somebody is asked what is to become of what it
     * does.
     *
     * @param close closes it in the end, if that is chosen
     */
    boolean mayClose(Runnable close) {
        var atWork = door.clusters().atWork();
        if (atWork.isEmpty()) {
            return true;
        }
        if (!view.closing()) {
            new Hands().cancel();
            var status = Status.of(door.snapshot().get(), door.clock().instant());
            view.askToClose(
                    new ClosingView(
                            ClosingModel.of(atWork, status),
                            door.clusters(),
                            close,
                            view::closeSheet));
        }
        return false;
    }

    private void appear() {
        var settings = door.settings().get();
        view.appear(Appearance.dark(settings), Appearance.motion(settings), settings.text());
    }

    private void set(Settings settings) {
        door.keep().accept(settings);
        appear();
    }

    /** Begins to show, at once and whenever there is something newer. */
    public void start() {
        Thread.currentThread().setUncaughtExceptionHandler(new Mistakes(view::tell));
        appear();
        deaf = Appearance.onChange(this::appear);
        view.show(newest());
        door.onKnock().accept(hop::knock);
        hop.knockEvery(TICK);
    }

    public void stop() {
        deaf.run();
        hop.close();
        view.close();
    }

    private FrameModel newest() {
        var snapshot = door.snapshot().get();
        var status = Status.of(snapshot, door.clock().instant());
        var open = asked.updateAndGet(each -> each.still(status));
        var now =
                FrameModel.of(snapshot, status, door.events().get(), open, chosen, grouping, door);
        boolean runs = now.rollout().filter(RolloutModel::canPause).isPresent();
        if (!runs) {
            pausing.set(false);
        }
        var told = pausing.get() ? now.pausing() : now;
        var model = made.map(told::like).orElse(told);
        made = Optional.of(model);
        remade =
                question.map(
                        each ->
                                asked(
                                        each.order(),
                                        each.operation(),
                                        each.preview(),
                                        Optional.of(each.model())));
        return model;
    }

    /** What was made before another node was chosen is about the wrong one. */
    private void land(FrameModel model) {
        var news = announcements.take(door.turns().get(), door.clock().instant());
        if (!news.isEmpty()) {
            view.announce(String.join(". ", news));
        }
        remade.filter(fresh -> question.filter(fresh::like).isPresent())
                .filter(fresh -> !question.map(Question::model).equals(Optional.of(fresh.model())))
                .ifPresent(
                        fresh -> {
                            question = Optional.of(fresh);
                            view.ask(fresh.model());
                        });
        if (model.node().equals(chosen)) {
            view.follow(model);
        } else {
            hop.knock();
        }
    }

    private Cluster cluster() {
        return door.snapshot().get().cluster();
    }

    /**
     * Asks for the plan; an answer to a question that is no longer asked is dropped.
     *
     * @param operation of which a word is said
     */
    private void preview(Order order, Optional<OperationView> operation) {
        var before = question.map(Question::model);
        var asking = asked(order, operation, Optional.empty(), before);
        question = Optional.of(asking);
        view.ask(asking.model());
        FxHop.fetch(
                "preview " + asking.model().title(),
                () -> door.preview().apply(order),
                preview -> {
                    if (question.map(Question::order).equals(Optional.of(order))) {
                        var answered =
                                asked(order, operation, Optional.of(preview), Optional.empty());
                        question = Optional.of(answered);
                        view.ask(answered.model());
                    }
                });
    }

    /**
     * What is asked, with what is known now.
     *
     * @param before what the dialog shows until then
     */
    private Question asked(
            Order order,
            Optional<OperationView> operation,
            Optional<Preview> preview,
            Optional<ConfirmModel> before) {
        var model =
                switch (order) {
                    case Order.Wanted wanted -> asked(wanted.intent(), preview);
                    case Order.Said said ->
                            ConfirmModel.of(said.said().word(), cluster(), operation, preview);
                };
        var outlined =
                preview.flatMap(known -> outline(order, known)).map(model::with).orElse(model);
        return new Question(
                order, operation, preview, before.map(outlined::after).orElse(outlined));
    }

    /** Where revisions are changed, or a rollout is ended. */
    private Optional<Outline> outline(Order order, Preview preview) {
        if (!(preview instanceof Preview.Planned planned)) {
            return Optional.empty();
        }
        var plan = planned.plan();
        var wanted =
                switch (order) {
                    case Order.Wanted of -> Optional.of(of.intent());
                    case Order.Said said ->
                            Optional.of(plan.intent())
                                    .filter(intent -> said.said().word() != Word.ROLL_BACK);
                };
        boolean alone =
                wanted.filter(
                                intent ->
                                        intent instanceof Intent.Drain
                                                || intent instanceof Intent.Maint
                                                || intent instanceof Intent.Restore)
                        .isPresent();
        if (alone) {
            return Optional.empty();
        }
        return Optional.of(
                Outline.of(
                        plan.steps(),
                        wanted,
                        Status.of(door.snapshot().get(), door.clock().instant()),
                        PastSteps.of(door.events().get()),
                        cluster().rollout().soak()));
    }

    private ConfirmModel asked(Intent intent, Optional<Preview> preview) {
        var model = ConfirmModel.of(intent, preview, cluster());
        boolean leaves = intent instanceof Intent.Drain || intent instanceof Intent.Maint;
        if (!leaves || model.body() instanceof ConfirmModel.Body.Refused) {
            return model;
        }
        var node = intent.nodes().getFirst();
        var snapshot = door.snapshot().get();
        var now = door.clock().instant();
        var past = PastSteps.of(door.events().get());
        var leaving = Leaving.of(node, Status.of(snapshot, now), cluster(), past, this::peak);
        return model.with(leaving.with(AtWork.of(node, snapshot, now)));
    }

    /** The highest minute of the past hour; NaN: unknown. */
    private double peak(String node, Metric metric) {
        var hour = door.history().series(node, metric, HOUR, 60);
        double most = Double.NaN;
        for (int i = 0; i < hour.size(); i++) {
            double now = hour.at(i);
            most = Double.isNaN(now) || now <= most ? most : now;
        }
        return most;
    }

    private void carryOut(Order order) {
        var status = Status.of(door.snapshot().get(), door.clock().instant());
        asked.updateAndGet(each -> each.with(order, status));
        hop.knock();
        FxHop.fetch(
                "order",
                () -> outcome(order),
                fault -> {
                    asked.updateAndGet(each -> each.without(order));
                    fault.ifPresent(
                            told -> {
                                pausing.set(false);
                                view.tell(told);
                            });
                    hop.knock();
                });
    }

    private Optional<Fault> outcome(Order order) {
        try {
            return door.orders().apply(order);
        } catch (RuntimeException bug) {
            LOG.error("{} met a mistake of ours", order, bug);
            return Optional.of(
                    Fault.of(
                            Fault.Kind.UNKNOWN,
                            "window.bug",
                            "What was asked for may or may not have been done.",
                            "A mistake in Drainboard: " + bug + ".",
                            "Look at the journal and at `status` before anything else."));
        }
    }

    /** What the operator's hands do. */
    private final class Hands implements FrameView.Pressed {

        @Override
        public void choose(Optional<String> node) {
            chosen = node;
            // at once: the next key is about this node
            view.show(newest());
        }

        @Override
        public void want(Intent intent) {
            preview(new Order.Wanted(intent), Optional.empty());
        }

        @Override
        public void palette() {
            var snapshot = door.snapshot().get();
            var status = Status.of(snapshot, door.clock().instant());
            var model =
                    PaletteModel.of(
                            snapshot, status, chosen, door.readOnly(), door.clusters().known());
            var palette =
                    new PaletteView(
                            model,
                            snapshot.cluster().name(),
                            deed -> {
                                view.closeSheet();
                                deed.ifPresent(this::run);
                            });
            view.lay(palette.root());
            palette.focus();
        }

        private void run(PaletteModel.Deed deed) {
            switch (deed) {
                case PaletteModel.Deed.Want want -> want(want.intent());
                case PaletteModel.Deed.Show show -> view.show(show.page());
                case PaletteModel.Deed.Choose node -> {
                    view.show(Pages.Page.BOARD);
                    choose(Optional.of(node.node()));
                }
                case PaletteModel.Deed.OtherTheme theme -> otherTheme();
                case PaletteModel.Deed.TextSize size -> textSize(size.other());
                case PaletteModel.Deed.Zoom zoom -> zoom(zoom.by());
                case PaletteModel.Deed.Group other -> group();
                case PaletteModel.Deed.Set all -> settings();
                case PaletteModel.Deed.Open cluster -> open(cluster.file());
                case PaletteModel.Deed.OpenOther other -> chooseCluster();
                case PaletteModel.Deed.Write history -> export(history.span());
                case PaletteModel.Deed.Keys all -> keys();
            }
        }

        @Override
        public void settings() {
            view.lay(
                    new SettingsView(door.settings().get(), Frame.this::set, view::closeSheet)
                            .root());
        }

        @Override
        public void otherTheme() {
            set(
                    door.settings()
                            .get()
                            .with(view.dark() ? Settings.Theme.LIGHT : Settings.Theme.DARK));
        }

        @Override
        public void textSize(Function<Settings, Settings> other) {
            set(other.apply(door.settings().get()));
        }

        @Override
        public void zoom(int by) {
            view.show(Pages.Page.BOARD);
            view.zoom(by);
        }

        @Override
        public void travel(Travel.Way way) {
            view.travel(way);
        }

        @Override
        public void group() {
            view.show(Pages.Page.BOARD);
            if (view.framed()) {
                grouping = grouping.next();
                view.show(newest());
            }
        }

        @Override
        public void chooseCluster() {
            chooser.clusterFile(view.root().getScene().getWindow()).ifPresent(this::open);
        }

        @Override
        public void open(Path clusterFile) {
            view.say(text("open.reads", clusterFile.getFileName()));
            FxHop.fetch(
                    "open " + clusterFile,
                    () -> door.clusters().open(clusterFile),
                    fault ->
                            fault.ifPresent(
                                    told -> {
                                        view.say(text("open.failed", cluster().name()));
                                        view.tell(told);
                                    }));
        }

        @Override
        public void export(Duration span) {
            var name = Export.name(cluster().name(), door.clock().instant(), door.zone());
            chooser.csvFile(view.root().getScene().getWindow(), name)
                    .ifPresent(file -> export(span, file));
        }

        private void export(Duration span, Path file) {
            view.say(text("export.writes", file));
            FxHop.fetch(
                    "export",
                    () -> Export.write(door.history(), span, file),
                    fault -> {
                        fault.ifPresent(view::tell);
                        view.say(text(fault.isEmpty() ? "export.done" : "export.failed", file));
                    });
        }

        @Override
        public void copy() {
            var model = newest();
            if (view.page() == Pages.Page.ROLLOUT && model.rollout().isPresent()) {
                CopyKey.put(model.rollout().get().lines());
                view.say(text("copy.rollout"));
                return;
            }
            CopyKey.put(chosen.map(model.nodes()::line).orElseGet(model.nodes()::lines));
            view.say(chosen.map(node -> text("copy.node", node)).orElse(text("copy.nodes")));
        }

        @Override
        public void say(String what) {
            view.say(what);
        }

        @Override
        public void why(String reason) {
            boolean goesOn =
                    made.flatMap(FrameModel::rollout).filter(RolloutModel::goesOn).isPresent();
            if (goesOn) {
                view.show(Pages.Page.ROLLOUT);
            }
            view.say(reason);
        }

        @Override
        public void log() {
            view.log(chosen.isPresent());
        }

        @Override
        public boolean letters() {
            return door.settings().get().letters();
        }

        @Override
        public void keys() {
            view.lay(new KeysView(view::closeSheet).root());
        }

        @Override
        public void say(Word word) {
            var status = Status.of(door.snapshot().get(), door.clock().instant());
            if (word == Word.PAUSE && !RolloutModel.heldByAnother(status, door.operator())) {
                // it harms nothing, and while a question is read the step is over
                pausing.set(true);
                carryOut(new Order.Said(new Word.Said(word, Optional.empty())));
                return;
            }
            if (word == Word.PAUSE) {
                var model =
                        ConfirmModel.handOver(
                                status.lock().flatMap(lock -> lock).orElseThrow(), cluster());
                question =
                        Optional.of(
                                new Question(
                                        model.order(),
                                        status.operation(),
                                        Optional.empty(),
                                        model));
                view.ask(model);
                return;
            }
            var said =
                    new Word.Said(
                            word,
                            Optional.empty(),
                            status.operation().map(OperationView::operation));
            preview(new Order.Said(said), status.operation());
        }

        @Override
        public void revise(String revision) {
            question.flatMap(Question::intent)
                    .ifPresent(intent -> want(ConfirmModel.to(intent, revision)));
        }

        @Override
        public void wait(Intent.DrainWish wish) {
            question.flatMap(Question::intent)
                    .ifPresent(intent -> want(ConfirmModel.waiting(intent, wish)));
        }

        @Override
        public void cancel() {
            question = Optional.empty();
            view.closeDialog();
        }

        @Override
        public void confirm() {
            var confirmed = question.map(Question::model).filter(ConfirmModel::canConfirm);
            confirmed.ifPresent(
                    model -> {
                        cancel();
                        if (model.order() instanceof Order.Said said
                                && said.said().word() == Word.PAUSE) {
                            pausing.set(true);
                        }
                        if (model.order() instanceof Order.Wanted wanted
                                && wanted.intent() instanceof Intent.Rollout) {
                            view.show(Pages.Page.ROLLOUT);
                        }
                        carryOut(model.order());
                    });
        }
    }
}
