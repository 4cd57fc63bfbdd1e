package dev.drainboard.model;

import java.util.Objects;

/**
 * What a node runs.
 *
 * @param name what {@code --to} takes: a tag, a branch or short commit, the user's own word; empty
 *     if there is none
 * @param id the digest or commit: two nodes with one id run the same
 */
public record Revision(String name, String id) {

    public Revision {
        Objects.requireNonNull(name);
        Objects.requireNonNull(id);
    }

    @Override
    public String toString() {
        return name.isEmpty() ? id : name;
    }
}
