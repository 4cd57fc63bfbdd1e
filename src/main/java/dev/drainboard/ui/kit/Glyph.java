package dev.drainboard.ui.kit;

import dev.drainboard.model.ClusterState;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.OperationView.Phase;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Story;
import java.util.Locale;
import javafx.scene.Group;
import javafx.scene.layout.Region;
import javafx.scene.shape.SVGPath;

/**
 * A state as a shape; with the colour by role in the style sheet and the word beside it always the
 * three. Drawn on a grid of 16.
 */
public enum Glyph {
    HEALTHY("M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z", "M4.8 8.2l2.2 2.3 4.2-4.6", true),
    DEGRADED("M8 1.2L15.4 14.2H.6z", "M8 5.8v3.8M8 11.6v.6", true),
    FAILED(
            "M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z",
            "M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2",
            true),
    DRAINING("M.8 2h14.4L8 14.8z", "", true),
    UPDATING("M8 .6L15.4 8 8 15.4.6 8z", "M8 11V5.4M5.6 7.6L8 5.2l2.4 2.4", true),
    HEALTH_GATE("M8 1.4L14.6 8 8 14.6 1.4 8z", "M8 7.2a.8.8 0 1 0 0 1.6a.8.8 0 1 0 0-1.6z", false),
    WARMING_UP(
            "M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4z",
            "M8 1.8a6.2 6.2 0 0 1 5.4 9.2",
            false),
    OUT("M2 2h12v12H2z", "M5 8h6", false),
    WAITING("M8 1.8a6.2 6.2 0 1 0 0 12.4a6.2 6.2 0 1 0 0-12.4z", "", false),
    UNKNOWN(
            "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z",
            "M6.1 6.4a1.9 1.9 0 1 1 2.8 1.7c-.6.3-.9.7-.9 1.3M8 11.4v.4",
            false);

    private final String shape;
    private final String mark;
    private final boolean filled;

    Glyph(String shape, String mark, boolean filled) {
        this.shape = shape;
        this.mark = mark;
        this.filled = filled;
    }

    public static Glyph of(NodeState state) {
        return valueOf(state.name());
    }

    public static Glyph of(ServiceState state) {
        return valueOf(state.name());
    }

    public static Glyph of(ClusterState state) {
        return switch (state) {
            case HEALTHY -> HEALTHY;
            case AT_RISK, DEGRADED -> DEGRADED;
            case ROLLING_OUT -> DRAINING;
            case ROLLOUT_STOPPED -> FAILED;
            case PARTLY_STALE -> UNKNOWN;
        };
    }

    public static Glyph of(Phase phase) {
        return switch (phase) {
            case RUNNING -> DRAINING;
            case PAUSED -> WAITING;
            case FAILED -> FAILED;
            case CUT_OFF -> UNKNOWN;
            case SUCCEEDED -> HEALTHY;
            case ABORTED -> OUT;
        };
    }

    /** What was wanted is no trouble, and what is asked is not failed. */
    public static Glyph of(Story.Why why) {
        return switch (why) {
            case PAUSED -> WAITING;
            case ASKED -> DEGRADED;
            case FAILED -> FAILED;
            case CUT_OFF -> UNKNOWN;
        };
    }

    /** A step that runs has the glyph of the state that its node is in. */
    public static Glyph of(Progress progress, StepKind kind) {
        return switch (progress) {
            case WAITING -> WAITING;
            case DONE -> HEALTHY;
            case SKIPPED -> OUT;
            case FAILED -> FAILED;
            case RUNNING ->
                    switch (kind) {
                        case DRAIN, AWAIT_IDLE, MAINT -> DRAINING;
                        case UPDATE,
                                PRE_PULL,
                                RESTORE,
                                BEFORE,
                                BEFORE_NODE,
                                AFTER_NODE,
                                ASK,
                                AFTER ->
                                UPDATING;
                        case GATE, PREFLIGHT -> HEALTH_GATE;
                        case WARM_UP, SOAK -> WARMING_UP;
                    };
        };
    }

    /** Its outline, on the grid of 16. */
    public String shape() {
        return shape;
    }

    /** What stands in it; may be nothing. */
    public String mark() {
        return mark;
    }

    /** Whether the outline is filled, and the mark has the colour behind it. */
    public boolean filled() {
        return filled;
    }

    /** The style class of everything that has this glyph's colour. */
    public String style() {
        return "is-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A square of {@code size} pixels, more where text is larger. */
    public Region draw(double size) {
        var outer = new SVGPath();
        outer.setContent(shape);
        outer.getStyleClass().add(filled ? "glyph-filled" : "glyph-hollow");
        var inner = new SVGPath();
        inner.setContent(mark);
        inner.getStyleClass().add(filled ? "glyph-mark" : "glyph-line");
        var drawing = new Group(outer, inner);
        var square = new Square(drawing, size, 16);
        square.getStyleClass().addAll("glyph", style());
        return square;
    }
}
