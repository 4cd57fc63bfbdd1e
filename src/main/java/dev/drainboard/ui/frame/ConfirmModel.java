package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.Environment;
import dev.drainboard.model.Fault;
import dev.drainboard.model.Intent;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Plan;
import dev.drainboard.model.Step;
import dev.drainboard.model.Word;
import dev.drainboard.ui.kit.Glyph;
import dev.drainboard.ui.kit.Order;
import dev.drainboard.ui.kit.Preview;
import dev.drainboard.ui.kit.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands in the dialog before a change, in words. Pure.
 *
 * @param effect what it does, in a sentence
 * @param order what is handed out when it is confirmed
 * @param revision what {@code --to} would be; empty Optional: this change has no revision to choose
 * @param wish empty: nothing is waited for by itself
 * @param leaving what follows for the others when the node leaves; empty: none leaves, or it is not
 *     known yet
 * @param outline the plan in three lines; empty: it is not known yet, or says it all by itself
 * @param typed what is to be typed before it can be confirmed, as it cannot be undone; empty:
 *     nothing
 * @param does the word on the button that does it
 */
record ConfirmModel(
        String title,
        Glyph glyph,
        String effect,
        String cluster,
        Environment environment,
        Order order,
        Optional<String> revision,
        Body body,
        String does,
        Optional<Wish> wish,
        Optional<Leaving> leaving,
        Optional<Outline> outline,
        Optional<String> typed) {

    /** How a drain waits: what was chosen, and what the cluster file says of the rest. */
    record Wish(Intent.DrainWish chosen, DrainSpec policy) {}

    /** What is known of the consequences. */
    sealed interface Body {

        /** The cluster is still being asked. */
        record Asking() implements Body {}

        /** Exactly this will be done. */
        record Planned(List<Step> steps, List<String> notes) implements Body {
            public Planned {
                steps = List.copyOf(steps);
                notes = List.copyOf(notes);
            }
        }

        /** The cluster is asked anew; this was to be done before something else was chosen. */
        record Stale(Planned before) implements Body {}

        record Refused(Fault fault) implements Body {}

        /** Nothing is done but the asking: whoever conducts the rollout goes on as said. */
        record Known() implements Body {}
    }

    /** Whether the button may be pressed: nothing is confirmed that was not read. */
    boolean canConfirm() {
        return switch (body) {
            case Body.Asking asking -> false;
            case Body.Stale stale -> false;
            case Body.Refused refused -> false;
            case Body.Planned planned -> true;
            case Body.Known known -> true;
        };
    }

    static ConfirmModel of(Intent intent, Optional<Preview> preview, Cluster cluster) {
        var key = "confirm." + key(intent);
        var node = intent.nodes().isEmpty() ? "" : intent.nodes().getFirst();
        return new ConfirmModel(
                text(key + ".title", node),
                glyph(intent),
                text(key + ".effect"),
                cluster.name(),
                cluster.environment(),
                new Order.Wanted(intent),
                revision(intent),
                preview.map(ConfirmModel::body).orElseGet(Body.Asking::new),
                text(key + ".do", node),
                wish(intent).map(wish -> new Wish(wish, cluster.rollout().drain())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    ConfirmModel with(Leaving forecast) {
        return with(body, Optional.of(forecast), outline);
    }

    ConfirmModel with(Outline lines) {
        return with(body, leaving, Optional.of(lines));
    }

    /**
     * While it is asked for, with the plan that was read before; whatever is known by now stays.
     *
     * @param before what the dialog showed until now, maybe of something else
     */
    ConfirmModel after(ConfirmModel before) {
        if (!(body instanceof Body.Asking) || !before.title.equals(title)) {
            return this;
        }
        return before.plan()
                .map(plan -> with(new Body.Stale(plan), leaving, before.outline))
                .orElse(this);
    }

    /** What stands there to be read, be it of before; empty: nothing does. */
    Optional<Body.Planned> plan() {
        return switch (body) {
            case Body.Planned planned -> Optional.of(planned);
            case Body.Stale stale -> Optional.of(stale.before());
            case Body.Asking asking -> Optional.empty();
            case Body.Refused refused -> Optional.empty();
            case Body.Known known -> Optional.empty();
        };
    }

    private ConfirmModel with(Body other, Optional<Leaving> forecast, Optional<Outline> lines) {
        return new ConfirmModel(
                title,
                glyph,
                effect,
                cluster,
                environment,
                order,
                revision,
                other,
                does,
                wish,
                forecast,
                lines,
                typed);
    }

    private static Optional<Intent.DrainWish> wish(Intent intent) {
        return switch (intent) {
            case Intent.Drain drain -> Optional.of(drain.wish());
            case Intent.Maint maint -> Optional.of(maint.wish());
            case Intent.Restore restore -> Optional.empty();
            case Intent.Update update -> Optional.empty();
            case Intent.Rollout rollout -> Optional.empty();
        };
    }

    /** The same intent, waiting otherwise. */
    static Intent waiting(Intent intent, Intent.DrainWish wish) {
        return switch (intent) {
            case Intent.Drain drain -> new Intent.Drain(drain.node(), wish);
            case Intent.Maint maint -> new Intent.Maint(maint.node(), wish);
            case Intent.Restore restore -> restore;
            case Intent.Update update -> update;
            case Intent.Rollout rollout -> rollout;
        };
    }

    /**
     * @param operation of which the word is said
     * @param preview empty: it is still asked for
     */
    static ConfirmModel of(
            Word word,
            Cluster cluster,
            Optional<OperationView> operation,
            Optional<Preview> preview) {
        return new ConfirmModel(
                text("confirm.word." + name(word) + ".title"),
                word == Word.ABORT ? Glyph.FAILED : Glyph.DRAINING,
                text("confirm.word." + name(word) + ".effect"),
                cluster.name(),
                cluster.environment(),
                new Order.Said(
                        new Word.Said(
                                word, Optional.empty(), operation.map(OperationView::operation))),
                Optional.empty(),
                word == Word.PAUSE
                        ? new Body.Known()
                        : preview.map(ConfirmModel::body).orElseGet(Body.Asking::new),
                text("confirm.word." + name(word) + ".do"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                irrevocable(word, cluster, operation)
                        ? Optional.of(cluster.name())
                        : Optional.empty());
    }

    /** Asks whoever holds the cluster now, and nobody who holds it later, to stand. */
    static ConfirmModel handOver(LockFacts lock, Cluster cluster) {
        return new ConfirmModel(
                text("confirm.word.pause.title"),
                Glyph.DRAINING,
                text("confirm.word.pause.effect", lock.holder(), lock.host(), lock.purpose()),
                cluster.name(),
                cluster.environment(),
                new Order.Said(
                        new Word.Said(Word.PAUSE, Optional.empty(), Optional.of(lock.operation()))),
                Optional.empty(),
                new Body.Known(),
                text("confirm.word.pause.do"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Of all that the window can do today only an abort cannot be taken back, and only once a node
     * was changed: the rollout ends, and with it the way back to what ran before. Whatever else
     * stands is taken back by a restore or a roll-back.
     */
    private static boolean irrevocable(
            Word word, Cluster cluster, Optional<OperationView> operation) {
        return word == Word.ABORT
                && cluster.environment() == Environment.PRODUCTION
                && operation.filter(view -> !view.changed().isEmpty()).isPresent();
    }

    /** All of it as text. */
    String lines() {
        var lines = new ArrayList<String>(List.of(title, cluster, effect));
        outline.ifPresent(
                known -> {
                    lines.add(known.nodes());
                    known.revisions().ifPresent(lines::add);
                    lines.add(known.takes());
                });
        switch (body) {
            case Body.Asking asking -> {}
            case Body.Stale stale -> {}
            case Body.Known known -> {}
            case Body.Refused refused -> lines.add(Views.words(refused.fault()));
            case Body.Planned planned -> {
                lines.addAll(planned.notes());
                for (var step : planned.steps()) {
                    lines.add(step.text());
                    step.commands()
                            .forEach(
                                    command ->
                                            lines.add(
                                                    "  " + command.host() + " " + command.text()));
                }
            }
        }
        return String.join("\n", lines);
    }

    private static String name(Word word) {
        return word.name().toLowerCase(java.util.Locale.ROOT);
    }

    private static Body body(Preview preview) {
        return switch (preview) {
            case Preview.Planned planned -> planned(planned.plan());
            case Preview.Refused refused -> new Body.Refused(refused.fault());
        };
    }

    private static Body planned(Plan plan) {
        return new Body.Planned(plan.steps(), plan.notes());
    }

    private static String key(Intent intent) {
        return switch (intent) {
            case Intent.Drain drain -> "drain";
            case Intent.Maint maint -> "maint";
            case Intent.Restore restore -> "restore";
            case Intent.Update update -> "update";
            case Intent.Rollout rollout -> "rollout";
        };
    }

    private static Glyph glyph(Intent intent) {
        return switch (intent) {
            case Intent.Drain drain -> Glyph.DRAINING;
            case Intent.Maint maint -> Glyph.OUT;
            case Intent.Restore restore -> Glyph.HEALTHY;
            case Intent.Update update -> Glyph.UPDATING;
            case Intent.Rollout rollout -> Glyph.UPDATING;
        };
    }

    private static Optional<String> revision(Intent intent) {
        return switch (intent) {
            case Intent.Update update -> Optional.of(update.to().orElse(""));
            case Intent.Rollout rollout -> Optional.of(rollout.to().orElse(""));
            case Intent.Drain drain -> Optional.empty();
            case Intent.Maint maint -> Optional.empty();
            case Intent.Restore restore -> Optional.empty();
        };
    }

    /** The same intent to another revision. */
    static Intent to(Intent intent, String revision) {
        var to = Optional.of(revision.strip()).filter(text -> !text.isEmpty());
        return switch (intent) {
            case Intent.Update update -> new Intent.Update(update.node(), to);
            case Intent.Rollout rollout -> new Intent.Rollout(to, rollout.nodes(), rollout.batch());
            case Intent.Drain drain -> drain;
            case Intent.Maint maint -> maint;
            case Intent.Restore restore -> restore;
        };
    }
}
