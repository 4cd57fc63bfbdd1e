package dev.drainboard.cli;

import dev.drainboard.model.Fault;

/** The exit codes of docs/design.md. */
final class Exit {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;
    static final int REFUSED = 3;
    static final int HELD = 4;
    static final int UNREACHABLE = 5;
    static final int ASKED = 6;

    private Exit() {}

    static int of(Fault.Kind kind) {
        return switch (kind) {
            case FAILED, UNKNOWN -> FAILED;
            case WRONG -> WRONG;
            case REFUSED -> REFUSED;
            case HELD -> HELD;
            case UNREACHABLE -> UNREACHABLE;
            case ASKED -> ASKED;
        };
    }

    static int of(Engine.Ending ending) {
        return switch (ending.status()) {
            case "succeeded" -> DONE;
            case "aborted" -> ending.left().isEmpty() ? DONE : FAILED;
            case "paused" -> ASKED;
            default -> ending.fault().map(fault -> of(fault.kind())).orElse(FAILED);
        };
    }
}
