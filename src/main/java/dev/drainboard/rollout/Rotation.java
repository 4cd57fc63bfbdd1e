package dev.drainboard.rollout;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Before;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.JournalEntry.Kind;
import dev.drainboard.model.StepKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes a node out of rotation and puts it back: both ports, every balancer, done or undone. Two
 * machines cannot change at one instant, so a change that fails on one is undone on those before
 * it; where undoing fails too, the node is held and named.
 */
final class Rotation implements AutoCloseable {

    /**
     * How long a change whose outcome is unknown is asked again: a dead link is noticed within 15 s
     * and comes back or does not.
     */
    private static final Duration DOUBT = Duration.ofSeconds(25);

    private final Crew crew;
    private Optional<Vigil> vigil = Optional.empty();

    Rotation(Crew crew) {
        this.crew = crew;
    }

    /** What is done on one balancer. */
    private interface Deed {
        void on(Before before) throws FaultException;
    }

    /** Ensures that the node is out everywhere, and keeps watch over it from then on. */
    String takeOut(Work work, AdminState wanted) throws FaultException {
        close();
        var befores = befores(work, wanted);
        each(
                work.node(),
                befores,
                before -> {
                    apply(work, before, wanted, "");
                    if (before == befores.getFirst()) {
                        crew.faults().pass(work.step().kind(), "firstBalancer");
                    }
                },
                before -> undoTakeOut(work, before, wanted),
                work);
        vigil = Optional.of(new Vigil(this, work, wanted));
        return told(befores, wanted);
    }

    private static String told(List<Before> befores, AdminState wanted) {
        var balancers = befores.stream().map(Before::balancer).collect(Collectors.joining(", "));
        if (!befores.stream().allMatch(Before::out)) {
            return "out of rotation on " + balancers;
        }
        boolean harder =
                wanted == AdminState.MAINT
                        && befores.stream()
                                .flatMap(before -> before.entries().stream())
                                .anyMatch(entry -> entry.admin() == AdminState.DRAIN);
        return harder
                ? "was out of rotation already; its bound clients move too, on " + balancers
                : "was out of rotation already; stays so";
    }

    /** Takes up the watch over a node that was taken out before a pause or a crash. */
    void reassure(Work work) throws FaultException {
        close();
        boolean hard =
                work.operation()
                        .course
                        .task(work.step().node(), StepKind.MAINT)
                        .map(Course.Task::over)
                        .orElse(false);
        var wanted = hard ? AdminState.MAINT : AdminState.DRAIN;
        var watch = new Vigil(this, work, wanted);
        vigil = Optional.of(watch);
        watch.look();
    }

    void rest(Duration duration) throws InterruptedException {
        crew.rest().pause(duration);
    }

    /** Ends the watch. */
    @Override
    public void close() {
        vigil.ifPresent(Vigil::close);
        vigil = Optional.empty();
    }

    /**
     * Sets again what a reload or somebody else undid, as recorded. Returns the balancers on which
     * it was needed.
     */
    List<String> again(Work work, AdminState wanted, String deedSuffix) throws FaultException {
        var again = new ArrayList<String>();
        for (var record : work.ledger().outstanding(work.operation().id, work.node())) {
            var before = record.before();
            if (undone(before)) {
                apply(work, before, wanted, deedSuffix);
                again.add(before.balancer());
            }
        }
        return again;
    }

    /** Whether any server that was ready before us is asked ready now. */
    private boolean undone(Before before) throws FaultException {
        var facts = crew.ports().balancers().get(before.balancer()).read();
        return facts.of(before.node()).stream()
                .filter(server -> server.admin() == AdminState.READY)
                .anyMatch(
                        server ->
                                before.entries().stream()
                                        .anyMatch(
                                                entry ->
                                                        entry.server().equals(server.server())
                                                                && entry.upstream()
                                                                        .equals(server.upstream())
                                                                && entry.admin()
                                                                        == AdminState.READY));
    }

    /**
     * Puts back what is outstanding of the node and belongs to the given records; what was never
     * ours stays.
     */
    String putBack(Work work, List<Ledger.Outstanding> records) throws FaultException {
        close();
        if (records.isEmpty()) {
            return "nothing of ours to put back";
        }
        var befores = records.stream().map(Ledger.Outstanding::before).toList();
        each(
                work.node(),
                befores,
                before -> {
                    putBack(work, before, "");
                    if (before == befores.getFirst()) {
                        crew.faults().pass(StepKind.RESTORE, "firstBalancer");
                    }
                },
                before -> apply(work, before, AdminState.MAINT, "-u"),
                work);
        crew.faults().pass(StepKind.RESTORE, "putBack");
        work.recorder()
                .later(
                        work.recorder()
                                .of(
                                        Kind.FOUND,
                                        work.step().node(),
                                        "put back on "
                                                + befores.stream()
                                                        .map(Before::balancer)
                                                        .distinct()
                                                        .collect(Collectors.joining(", ")),
                                        Map.of("back", ids(records))));
        return befores.stream().anyMatch(before -> !before.out())
                ? "back in rotation"
                : "left out of rotation, as it was found";
    }

    /**
     * What is recorded already, or is found and recorded now, on disk before anything is changed.
     */
    private List<Before> befores(Work work, AdminState wanted) throws FaultException {
        var node = work.node();
        var recorded = work.ledger().outstanding(work.operation().id, node);
        var befores = new ArrayList<Before>();
        var entries = new ArrayList<dev.drainboard.model.JournalEntry>();
        for (var port : crew.ports().balancers().values()) {
            var known =
                    recorded.stream()
                            .filter(record -> record.before().balancer().equals(port.name()))
                            .findFirst();
            if (known.isPresent()) {
                befores.add(known.get().before());
                continue;
            }
            port.remember(work.ledger().outstanding());
            var before = port.plan(node, wanted);
            befores.add(before);
            entries.add(
                    work.recorder()
                            .of(
                                    Kind.FOUND,
                                    Optional.of(node),
                                    node + " on " + port.name() + " is " + asked(before),
                                    Map.of(
                                            "id",
                                            work.fence().operation()
                                                    + "-c"
                                                    + work.operation().course.number()
                                                    + "-a"
                                                    + work.task().attempt()
                                                    + "-"
                                                    + node
                                                    + "-"
                                                    + port.name(),
                                            "before",
                                            crew.notation().of(before))));
        }
        crew.faults().pass(StepKind.DRAIN, "planned");
        work.recorder().now(entries.toArray(dev.drainboard.model.JournalEntry[]::new));
        crew.faults().pass(StepKind.DRAIN, "found");
        return befores;
    }

    private static String asked(Before before) {
        return before.entries().stream()
                .map(
                        entry ->
                                entry.upstream()
                                        + "/"
                                        + entry.server()
                                        + " "
                                        + entry.admin().name().toLowerCase(java.util.Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** The deed on each balancer in turn; if one fails, {@code undo} on it and those before it. */
    private void each(String node, List<Before> befores, Deed deed, Deed undo, Work work)
            throws FaultException {
        var begun = new ArrayList<Before>();
        for (var before : befores) {
            begun.addFirst(before);
            try {
                deed.on(before);
            } catch (FaultException failure) {
                undo(node, begun, undo, failure.fault(), work);
                throw failure;
            }
        }
    }

    private void undo(String node, List<Before> begun, Deed undo, Fault first, Work work)
            throws FaultException {
        if (first.kind() == Fault.Kind.HELD) {
            return; // our token is too old: somebody else owns the cluster now, undoing would be
            // refused as well
        }
        for (var before : begun) {
            try {
                undo.on(before);
            } catch (FaultException second) {
                // the balancer that refused from the start was not changed by us: only a doubt or a
                // done change is a half
                boolean untouched =
                        before == begun.getFirst() && first.kind() != Fault.Kind.UNKNOWN;
                if (!untouched) {
                    throw Faults.halfDone(
                                    node,
                                    begun.stream().map(Before::balancer).toList().reversed(),
                                    first,
                                    second.fault())
                            .thrown();
                }
            }
        }
    }

    private void undoTakeOut(Work work, Before before, AdminState wanted) throws FaultException {
        if (wanted == AdminState.MAINT && work.step().kind() == StepKind.MAINT) {
            apply(work, before, AdminState.DRAIN, "-u"); // it was drained before this step
            return;
        }
        putBack(work, before, "-u");
        work.ledger().outstanding(work.operation().id, work.node()).stream()
                .filter(record -> record.before().equals(before))
                .forEach(
                        record ->
                                work.recorder()
                                        .later(
                                                work.recorder()
                                                        .of(
                                                                Kind.FOUND,
                                                                Optional.of(work.node()),
                                                                "undone on " + before.balancer(),
                                                                Map.of("back", record.id()))));
    }

    private void apply(Work work, Before before, AdminState wanted, String suffix)
            throws FaultException {
        var port = crew.ports().balancers().get(before.balancer());
        var fence =
                work.deed(
                        crew.number(work.node()),
                        "-b" + crew.balancerNumber(before.balancer()) + suffix);
        untilKnown(() -> port.apply(before, wanted, fence));
    }

    private void putBack(Work work, Before before, String suffix) throws FaultException {
        var port = crew.ports().balancers().get(before.balancer());
        var fence =
                work.deed(
                        crew.number(work.node()),
                        "-b" + crew.balancerNumber(before.balancer()) + "-r" + suffix);
        untilKnown(() -> port.putBack(before, fence));
    }

    /** An act that may be asked twice. */
    interface Act {
        void run() throws FaultException;
    }

    /**
     * Asks again while nobody knows, under the same fence, so that it is done once. Where the host
     * is lost after that, nobody knows either.
     */
    void untilKnown(Act act) throws FaultException {
        var deadline = crew.clock().instant().plus(DOUBT);
        Optional<FaultException> doubt = Optional.empty();
        while (true) {
            try {
                act.run();
                return;
            } catch (FaultException e) {
                if (e.fault().kind() == Fault.Kind.UNKNOWN) {
                    doubt = Optional.of(e);
                } else if (e.fault().kind() != Fault.Kind.UNREACHABLE) {
                    throw e;
                }
                if (doubt.isEmpty() || crew.clock().instant().isAfter(deadline)) {
                    throw doubt.orElse(e);
                }
                crew.pause(Duration.ofMillis(500));
            }
        }
    }

    private static String ids(List<Ledger.Outstanding> records) {
        return records.stream().map(Ledger.Outstanding::id).collect(Collectors.joining(","));
    }
}
