package dev.drainboard.model;

import java.util.Objects;

/** How a source tells how long answers take. */
public sealed interface Timing {

    /** An average that the source keeps itself: HAProxy's, over the last 1024 answers. */
    record Average(double ms) implements Timing {
        public Average {
            if (!(ms >= 0)) {
                throw new IllegalArgumentException("not a time: " + ms);
            }
        }
    }

    /** Each answer counted by its time, so that a percentile can be known. */
    record Counted(Times times) implements Timing {
        public Counted {
            Objects.requireNonNull(times);
        }
    }
}
