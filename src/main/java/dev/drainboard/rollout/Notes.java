package dev.drainboard.rollout;

import dev.drainboard.model.Fault;
import dev.drainboard.model.OperationView.Progress;
import dev.drainboard.model.StepKind;
import dev.drainboard.model.Word;
import java.util.ArrayList;
import java.util.List;

/** What the steps of a word do not say by themselves: what stays as it is, and what is in doubt. */
final class Notes {

    private Notes() {}

    /**
     * @param out the nodes that the operation took out and has not put back
     */
    static List<String> of(Word word, Operation operation, List<String> out) {
        return switch (word) {
            case RESUME, RETRY -> goesOn(operation);
            case ROLL_BACK -> back(operation, out);
            case ABORT -> aborted(operation, out);
            case PAUSE -> List.of();
        };
    }

    private static List<String> goesOn(Operation operation) {
        return operation.unfinished().map(task -> List.of(goesOn(task))).orElseGet(List::of);
    }

    private static String goesOn(Course.Task task) {
        if (task.progress() != Progress.FAILED) {
            return task.step().label()
                    + " is in doubt: it is looked at first, and done if it was not.";
        }
        if (task.step().kind() == StepKind.ASK) {
            return "It was asked whether to go on: this is the yes.";
        }
        boolean asked = task.fault().filter(why -> why.kind() == Fault.Kind.ASKED).isPresent();
        return task.step().label()
                + (asked ? " was given up: it begins anew." : " failed: it is done once more.");
    }

    private static List<String> back(Operation operation, List<String> out) {
        var notes = new ArrayList<String>();
        for (var node : operation.touched) {
            notes.add(node + " goes back to " + operation.revisionBefore.get(node) + ".");
        }
        var untouched = out.stream().filter(node -> !operation.touched.contains(node)).toList();
        if (!untouched.isEmpty()) {
            notes.add(
                    String.join(", ", untouched)
                            + ": not updated yet, put back into rotation as it is.");
        }
        return notes;
    }

    private static List<String> aborted(Operation operation, List<String> out) {
        var notes = new ArrayList<String>();
        notes.add(
                out.isEmpty()
                        ? "No node is out because of this rollout: none is put back."
                        : String.join(", ", out)
                                + ": put back if the gate passes, else left out and listed.");
        if (!operation.touched.isEmpty()) {
            notes.add(
                    String.join(", ", operation.touched)
                            + ": already updated, not taken back"
                            + operation.wanted().map(to -> " from " + to).orElse("")
                            + ".");
        }
        var never =
                Decision.left(operation).stream()
                        .filter(step -> step.kind() == StepKind.UPDATE)
                        .flatMap(step -> step.node().stream())
                        .filter(node -> !operation.touched.contains(node))
                        .distinct()
                        .toList();
        if (!never.isEmpty()) {
            notes.add(String.join(", ", never) + ": not updated, and never will be by it.");
        }
        return notes;
    }
}
