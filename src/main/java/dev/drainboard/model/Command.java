package dev.drainboard.model;

import java.util.Objects;

/** A command as a person would type it, and where it runs. */
public record Command(String host, String text) {

    public Command {
        Objects.requireNonNull(host);
        Objects.requireNonNull(text);
    }
}
