package dev.drainboard.ui.board;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Skew;
import dev.drainboard.model.Status;
import dev.drainboard.ui.kit.Figures;
import java.util.Optional;

/**
 * How many clients are bound to a node beside what would be its fair share, in words. Pure.
 *
 * @param part of the node, as a part of the most that any node has or should have, from 0 to 1
 * @param fair likewise, its fair share
 * @param number "243, fair 143"
 * @param warning that it has far more than its share; empty: it has not
 */
public record SkewModel(double part, double fair, String number, Optional<String> warning) {

    public SkewModel {
        if (part < 0 || part > 1 || fair < 0 || fair > 1) {
            throw new IllegalArgumentException(part + " and " + fair);
        }
    }

    /** Empty where nothing can be compared. */
    static Optional<SkewModel> of(String node, Status status) {
        var skew = Skew.of(status.nodes());
        double most =
                skew.shares().values().stream()
                        .mapToDouble(share -> Math.max(share.bound(), share.fair()))
                        .max()
                        .orElse(0);
        return skew.of(node)
                .filter(share -> most > 0)
                .map(
                        share ->
                                new SkewModel(
                                        share.bound() / most,
                                        share.fair() / most,
                                        text(
                                                "inspector.skew.number",
                                                Figures.of(share.bound()),
                                                Figures.of(Math.round(share.fair()))),
                                        Optional.of(text("inspector.skew.heavy", times(share)))
                                                .filter(words -> share.heavy())));
    }

    /** "1.7" */
    static String times(Skew.Share share) {
        return Figures.decimal(share.bound() / share.fair());
    }
}
