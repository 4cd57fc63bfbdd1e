package dev.drainboard.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One step of a plan, with the exact commands that it will run.
 *
 * @param node empty for the steps of the whole cluster
 * @param text one sentence for a person
 */
public record Step(Optional<String> node, StepKind kind, String text, List<Command> commands) {

    public Step {
        Objects.requireNonNull(node);
        Objects.requireNonNull(kind);
        Objects.requireNonNull(text);
        commands = List.copyOf(commands);
    }

    /** "node2 drain", or "preflight". */
    public String label() {
        return node.map(name -> name + " ").orElse("") + kind.word();
    }
}
