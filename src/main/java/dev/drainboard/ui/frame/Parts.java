package dev.drainboard.ui.frame;

import java.util.List;
import javafx.animation.AnimationTimer;

/**
 * The parts of the window. What the user did is shown at once and whole; what the cluster did comes
 * to one part with each frame, since a reading changes most of them and one frame that draws them
 * all takes three times as long as the others (docs/window.txt).
 */
final class Parts {

    private final List<Part> parts;
    private final AnimationTimer turns =
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    next();
                }
            };
    private FrameModel newest;
    private int turn;
    private int left;

    Parts(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** All of them, now. */
    void show(FrameModel model) {
        rest();
        parts.forEach(part -> part.show(model));
    }

    /** Each within the next frames; one that waits for its turn shows what is newest then. */
    void inTurn(FrameModel model) {
        newest = model;
        left = parts.size();
        turns.start();
    }

    /** Nobody looks, or all was shown. */
    void rest() {
        left = 0;
        turns.stop();
    }

    private void next() {
        boolean drawn = false;
        while (!drawn && left > 0) {
            drawn = parts.get(turn).show(newest);
            turn = (turn + 1) % parts.size();
            left--;
        }
        if (left == 0) {
            turns.stop();
        }
    }
}
