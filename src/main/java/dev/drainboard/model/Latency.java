package dev.drainboard.model;

import java.util.Objects;

/** How long answers take, and which number that is. */
public record Latency(Kind kind, double ms) {

    /** Which number it is. */
    public enum Kind {
        /** 95 of 100 answers came within it. */
        P95,
        /** The mean, where the source tells no more. */
        AVERAGE
    }

    public Latency {
        Objects.requireNonNull(kind);
        if (!(ms >= 0)) {
            throw new IllegalArgumentException("not a time: " + ms);
        }
    }
}
