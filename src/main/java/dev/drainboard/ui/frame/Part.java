package dev.drainboard.ui.frame;

import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A part of the window. It is drawn when it would look otherwise than before, and only while it can
 * be looked at: a page that nobody sees costs nothing until it is opened.
 */
final class Part {

    private final BooleanSupplier looked;
    private final Function<FrameModel, Object> picture;
    private final Consumer<FrameModel> show;
    private Object drawn = new Object();

    /**
     * @param looked whether it can be seen now
     * @param picture all that the picture depends on
     */
    Part(BooleanSupplier looked, Function<FrameModel, Object> picture, Consumer<FrameModel> show) {
        this.looked = Objects.requireNonNull(looked);
        this.picture = Objects.requireNonNull(picture);
        this.show = Objects.requireNonNull(show);
    }

    /** Whether there was something to draw. */
    boolean show(FrameModel model) {
        if (!looked.getAsBoolean()) {
            return false;
        }
        var now = picture.apply(model);
        if (now.equals(drawn)) {
            return false;
        }
        drawn = now;
        show.accept(model);
        return true;
    }
}
