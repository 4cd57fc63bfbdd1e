package dev.drainboard.rollout;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Fault.Kind;
import dev.drainboard.model.GateCheck;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** The engine's own failures in words; those of products and hosts come from their drivers. */
final class Faults {

    /** A wait that was given up because somebody asked for a pause. */
    static final String LET_GO = "drain.let-go";

    private Faults() {}

    static Fault leaving() {
        return Fault.of(
                Kind.UNKNOWN,
                "rollout.left",
                "Drainboard was told to leave in the middle of a step.",
                "The step may or may not have been done; the journal holds it as in doubt.",
                "Say `drainboard rollout CLUSTER --resume` or `--abort`.");
    }

    static Fault lockLost(String operation) {
        return Fault.of(
                Kind.HELD,
                "lock.lost",
                "Operation " + operation + " stops here: the cluster is no longer ours.",
                "The lock's heartbeat failed for longer than its life, or somebody took the lock over.",
                "See `drainboard status` for who holds it now; say --resume when they are done.");
    }

    static Fault reserved(Operation operation) {
        return Fault.of(
                Kind.HELD,
                "rollout.reserved",
                "The cluster is reserved by " + operation.intent.purpose() + ".",
                operation.operator
                        + " began it at "
                        + operation.began.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        + "; it "
                        + operation
                                .unfinished()
                                .map(task -> "stands at " + task.step().label())
                                .orElse("stands")
                        + " since "
                        + operation.last.truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        + ".",
                "Say `drainboard rollout CLUSTER --resume`, `--roll-back` or `--abort`; restore is allowed.");
    }

    static Fault nothingStands(String word) {
        return Fault.of(
                Kind.WRONG,
                "rollout.none",
                "There is nothing to " + word.replace('-', ' ') + ".",
                "No rollout or update of this cluster stands or was cut off.",
                "Begin one with `drainboard rollout CLUSTER`.");
    }

    static Fault another(Operation operation) {
        return Fault.of(
                Kind.WRONG,
                "rollout.another",
                "Nothing was done: another one stands now, " + operation.intent.purpose() + ".",
                "It was begun by "
                        + operation.operator
                        + " after the one that was looked at ended.",
                "Look at it, and say what it is to do.");
    }

    static Fault standsAlready(Operation operation) {
        return Fault.of(
                Kind.WRONG,
                "rollout.stands",
                "There is nothing to pause: " + operation.intent.purpose() + " stands already.",
                "It "
                        + (operation.status.equals("failed") ? "failed" : "was paused")
                        + operation
                                .unfinished()
                                .map(task -> " at " + task.step().label())
                                .orElse("")
                        + ".",
                "Say `drainboard rollout CLUSTER --resume` (--retry after a failure), `--roll-back` or `--abort`.");
    }

    static Fault notFailed() {
        return Fault.of(
                Kind.WRONG,
                "rollout.not-failed",
                "There is no failed step to retry.",
                "The rollout was paused or cut off, and no step of it failed.",
                "Say `drainboard rollout CLUSTER --resume`.");
    }

    static Fault nothingOut(String node) {
        return Fault.of(
                Kind.REFUSED,
                "restore.not-ours",
                node + " was not put back: Drainboard did not take it out.",
                "Somebody else took it out of rotation, and only they know why.",
                "Ask who did it; take the word `down` from the balancer's file, or set the server ready in its Runtime API, by hand.");
    }

    static Fault halfDone(String node, List<String> done, Fault first, Fault second) {
        return new Fault(
                "rotation.half",
                node
                        + " is held: it is changed on "
                        + String.join(", ", done)
                        + " and not on the other balancers.",
                first.what() + " " + first.why() + " Undoing it failed as well: " + second.what(),
                "Mend the balancer that does not answer, then say --resume or --abort; no further node is touched.",
                first.host(),
                first.command(),
                first.exit(),
                first.output(),
                Kind.FAILED);
    }

    static Fault letGo(String node, String what, boolean rollout) {
        return Fault.of(
                Kind.ASKED,
                LET_GO,
                node + " stays out of rotation; it was not waited for any longer.",
                "A pause was asked for. Still there: " + what + ".",
                waysOn(node, rollout));
    }

    static Fault busy(String node, String what, Duration waited, boolean rollout) {
        return Fault.of(
                Kind.ASKED,
                "drain.busy",
                node + " is not idle after " + Words.of(waited) + ".",
                "Still there: " + what + ".",
                waysOn(node, rollout));
    }

    private static String waysOn(String node, boolean rollout) {
        return rollout
                ? "Wait once more: `drainboard rollout CLUSTER --resume`. Go on and cut them: `--resume --override REASON`. Put "
                        + node
                        + " back and end: `--abort`."
                : "Wait once more: `drainboard drain CLUSTER "
                        + node
                        + "`. Leave it drained as it is: `drainboard drain CLUSTER "
                        + node
                        + " --then proceed`. Put it back: `drainboard restore CLUSTER "
                        + node
                        + "`.";
    }

    static Fault drainAborted(String node, String what, Duration waited) {
        return Fault.of(
                Kind.FAILED,
                "drain.aborted",
                node + " was put back: it was not idle after " + Words.of(waited) + ".",
                "Still there: " + what + ".",
                "Try at a quieter time, wait longer with --wait, or say --then proceed.");
    }

    static Fault differs(String list) {
        return Fault.of(
                Kind.FAILED,
                "prePull.differs",
                "The nodes do not hold the same revision; nothing was drained.",
                list,
                "Push the tag or branch once more, then say --retry.");
    }

    static Fault gate(String node, List<GateCheck> checks, Duration waited) {
        var failed = checks.stream().filter(check -> !check.passed()).toList();
        var why =
                failed.isEmpty()
                        ? "It did not pass often enough in a row."
                        : failed.stream()
                                .map(
                                        check ->
                                                check.name()
                                                        + ": want "
                                                        + check.want()
                                                        + ", got "
                                                        + check.got())
                                .collect(Collectors.joining("; ", "", "."));
        return Fault.of(
                Kind.FAILED,
                "gate.failed",
                node
                        + " did not pass the health gate within "
                        + Words.of(waited)
                        + "; it stays out of rotation.",
                why,
                "Mend the node and say --retry, take everything back with --roll-back, or end with --abort.");
    }

    static Fault warmUp(String node, GateCheck check) {
        return Fault.of(
                Kind.FAILED,
                "warmUp.failed",
                node + " could not be warmed up; it stays out of rotation.",
                check.name() + ": want " + check.want() + ", got " + check.got() + ".",
                "Mend the node and say --retry, or take everything back with --roll-back.");
    }

    static Fault notServing(String node, String why) {
        return Fault.of(
                Kind.FAILED,
                "restore.not-serving",
                node + " was put back and does not serve.",
                why,
                "See the balancer's own health check of the node, then say --retry.");
    }

    static Fault soak(String node, String why) {
        return Fault.of(
                Kind.FAILED,
                "soak.failed",
                node + " became unhealthy after it was put back; no further node is touched.",
                why,
                "Mend the node and say --retry, or take everything back with --roll-back.");
    }

    static Fault pendingModules(List<String> modules) {
        return Fault.of(
                Kind.REFUSED,
                "preflight.modules",
                "The rollout does not begin: modules are being installed, upgraded or removed.",
                String.join(", ", modules) + " in ir_module_module.",
                "Wait for the upgrade to end, or repair it; then begin again.");
    }

    static Fault notPrimary() {
        return Fault.of(
                Kind.REFUSED,
                "preflight.replica",
                "The rollout does not begin: the database is a replica.",
                "It is in recovery and takes no writes.",
                "Name the primary in the cluster file, or wait for the failover to end.");
    }

    static Fault noWayBack(String node, String revision) {
        return Fault.of(
                Kind.FAILED,
                "rollBack.gone",
                node + " cannot go back to " + revision + ": it is no longer there.",
                "The image or commit was removed since the update.",
                "Bring it back on the node, or roll forward with a new rollout after --abort.");
    }

    /** What failed, once the nodes were taken back by themselves; its evidence stays. */
    static Fault takenBack(Fault failed) {
        return new Fault(
                failed.code(),
                "The rollout failed; the nodes that it changed are back on their revision before.",
                failed.what().replaceFirst("; it stays out of rotation\\.$", ".")
                        + " "
                        + failed.why(),
                "Mend the revision, then begin anew.",
                failed.host(),
                failed.command(),
                failed.exit(),
                failed.output(),
                failed.kind());
    }

    static Fault question(String node) {
        return Fault.of(
                Kind.ASKED,
                "rollout.ask",
                node + " is through. Shall the rollout go on?",
                "It is healthy, and the cluster file wants somebody to say so (rollout.ask).",
                "Go on: `drainboard rollout CLUSTER --resume`. Take it back: `--roll-back`. End it as it is: `--abort`.");
    }

    static Fault watchLetGo(String node) {
        return Fault.of(
                Kind.ASKED,
                LET_GO,
                node + " is in rotation; it was not watched to the end.",
                "A pause was asked for.",
                "Go on, and watch it anew: `drainboard rollout CLUSTER --resume`. End it: `--abort`.");
    }
}
