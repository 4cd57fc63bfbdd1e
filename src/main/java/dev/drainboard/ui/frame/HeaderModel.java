package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.ClusterState;
import dev.drainboard.model.Environment;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.OperationView;
import dev.drainboard.model.Status;
import dev.drainboard.model.Story;
import dev.drainboard.ui.board.Action;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.Glyph;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * The line above every page, in words. Pure.
 *
 * @param reason why it is in its state, a sentence
 * @param rotation "2 of 3 nodes in rotation", and of how many nobody knows
 * @param lock who holds the cluster
 */
record HeaderModel(
        String cluster,
        Environment environment,
        Glyph glyph,
        String state,
        String reason,
        String rotation,
        String lock,
        Lock kind,
        String operator,
        String initials,
        Action rollout) {

    /** How the lock is drawn. */
    enum Lock {
        FREE,
        YOURS,
        HELD,
        /** Nobody works, and a rollout that stands keeps all others out. */
        RESERVED,
        UNKNOWN
    }

    static HeaderModel of(Status status, Door door, Action rollout) {
        var kind = kind(status, door.operator());
        return new HeaderModel(
                status.cluster(),
                status.environment(),
                status.operation()
                        .flatMap(OperationView::why)
                        .map(Glyph::of)
                        .orElseGet(() -> Glyph.of(status.state())),
                state(status),
                Reasons.of(status),
                rotation(status),
                lock(kind, status, door.operator()),
                kind,
                text("header.operator", door.operator())
                        + (door.readOnly() ? ", " + text("header.readOnly") : ""),
                initials(door.operator()),
                rollout);
    }

    /** Of a cluster of which nothing was read yet, which says nothing of how it is. */
    HeaderModel reading() {
        return new HeaderModel(
                cluster,
                environment,
                Glyph.UNKNOWN,
                text("header.reading"),
                text("status.reading"),
                "",
                lock,
                kind,
                operator,
                initials,
                rollout);
    }

    /** Of "ana.b@ops1" the two letters AB; of "mk" MK. */
    static String initials(String operator) {
        var person = operator.replaceAll("@.*", "");
        var parts = person.split("[^\\p{L}\\p{N}]+");
        var letters =
                parts.length > 1 && !parts[0].isEmpty()
                        ? parts[0].substring(0, 1) + parts[1].substring(0, 1)
                        : person.substring(0, Math.min(2, person.length()));
        return letters.toUpperCase(Locale.ROOT);
    }

    /** A drain by itself is no rollout: then its own words say what is going on. */
    private static String state(Status status) {
        var stands = status.operation().flatMap(HeaderModel::stands);
        return stands.isPresent() ? stands.get() : running(status);
    }

    /** What was wanted is not said as what failed. */
    private static Optional<String> stands(OperationView view) {
        return view.why()
                .filter(why -> why != Story.Why.FAILED)
                .map(
                        why ->
                                view.place()
                                        .map(step -> step.step().kind())
                                        .map(kind -> text("step", kind).toLowerCase(Locale.ROOT))
                                        .map(
                                                step ->
                                                        text(
                                                                "header.at",
                                                                text("header.stands", why),
                                                                step))
                                        .orElseGet(() -> text("header.stands", why)));
    }

    private static String running(Status status) {
        return status.operation()
                .filter(view -> status.state() == ClusterState.ROLLING_OUT && !view.reserves())
                .map(view -> text("header.working", view.purpose()))
                .orElseGet(() -> text("cluster.state", status.state()));
    }

    private static String rotation(Status status) {
        var nodes = status.nodes().size();
        return status.rotationUnknown() == 0
                ? text("header.rotation", status.inRotation(), nodes)
                : text(
                        "header.rotation.unknown",
                        status.inRotation(),
                        nodes,
                        status.rotationUnknown());
    }

    private static Lock kind(Status status, String operator) {
        if (status.lock().isEmpty()) {
            return Lock.UNKNOWN;
        }
        var holder = status.lock().get();
        if (holder.isEmpty()) {
            return status.operation().filter(OperationView::stopped).isPresent()
                    ? Lock.RESERVED
                    : Lock.FREE;
        }
        return holder.get().holder().equals(operator) ? Lock.YOURS : Lock.HELD;
    }

    private static String lock(Lock kind, Status status, String operator) {
        return switch (kind) {
            case UNKNOWN -> text("header.lock.unknown");
            case FREE -> text("header.lock.free");
            case RESERVED -> reserved(status, operator);
            case YOURS, HELD ->
                    held(status.lock().flatMap(lock -> lock).orElseThrow(), kind, status.at());
        };
    }

    private static String reserved(Status status, String operator) {
        var view = status.operation().orElseThrow();
        var who = view.operator().equals(operator) ? text("rollout.you") : view.operator();
        return view.story()
                .now()
                .map(stand -> Figures.of(Duration.between(stand.from(), status.at())))
                .map(since -> text("header.lock.reserved", who, since))
                .orElseGet(() -> text("header.lock.reserved.by", who));
    }

    private static String held(LockFacts lock, Lock kind, Instant now) {
        if (lock.abandoned()) {
            var silent = Duration.between(lock.heartbeat(), lock.now());
            return lock.gone()
                    ? text("header.lock.gone", lock.holder())
                    : text("header.lock.stale", lock.holder(), Figures.of(silent));
        }
        var since = Figures.of(Duration.between(lock.since(), now));
        return kind == Lock.YOURS
                ? text("header.lock.yours", since)
                : text("header.lock.held", lock.holder(), since);
    }
}
