package dev.drainboard.model;

import java.util.Objects;

/**
 * Something to tell a person who looks elsewhere.
 *
 * @param needsYou it waits for somebody, and is shown until it is seen; else it goes by itself
 * @param title short, with the cluster's name
 * @param body a sentence; empty text: the title says all
 */
public record Notice(boolean needsYou, String title, String body) {
    public Notice {
        Objects.requireNonNull(body);
        if (title.isBlank()) {
            throw new IllegalArgumentException("a notice of nothing");
        }
    }
}
