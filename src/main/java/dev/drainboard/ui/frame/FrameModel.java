package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.NodeState;
import dev.drainboard.model.PastSteps;
import dev.drainboard.model.Probe;
import dev.drainboard.model.ServiceState;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.Action;
import dev.drainboard.ui.board.Asked;
import dev.drainboard.ui.board.BoardModel;
import dev.drainboard.ui.board.Grouping;
import dev.drainboard.ui.board.InspectorModel;
import dev.drainboard.ui.board.NodesModel;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Figures;
import dev.drainboard.ui.kit.LogSteps;
import dev.drainboard.ui.rollout.RolloutModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that the window shows at one instant. Pure; two that are equal look the same.
 *
 * @param journalKnown whether the newest operation could be read at all
 * @param live what the status line says of the readings
 * @param whole nothing is unknown
 */
record FrameModel(
        HeaderModel header,
        BoardModel board,
        NodesModel nodes,
        Optional<InspectorModel> inspector,
        Optional<RolloutModel> rollout,
        boolean journalKnown,
        List<EventRow> events,
        List<CommandRow> commands,
        String live,
        boolean whole) {

    private static final int EVENTS = 50;

    static FrameModel of(
            Snapshot snapshot,
            Status status,
            List<JournalEntry> events,
            Asked asked,
            Optional<String> chosen,
            Grouping grouping,
            Door door) {
        var unknown = unknown(status);
        var board =
                BoardModel.of(status, snapshot.cluster(), snapshot.traffic(), asked, grouping)
                        .awaiting(snapshot);
        var header =
                HeaderModel.of(status, door, Action.rollout(snapshot, status, door.readOnly()));
        return new FrameModel(
                board.nothingYet() ? header.reading() : header,
                board,
                NodesModel.of(status),
                chosen.map(
                        node -> InspectorModel.of(node, snapshot, status, asked, door.readOnly())),
                RolloutModel.of(
                        snapshot,
                        status,
                        door.readOnly(),
                        door.operator(),
                        door.zone(),
                        PastSteps.of(events),
                        door.gate().get()),
                journalKnown(snapshot, status.at()),
                EventRow.of(events, door.turns().get(), status, door.zone(), EVENTS),
                CommandRow.of(door.commands().get(), status.operation(), status.at(), door.zone()),
                board.nothingYet() ? text("status.reading") : live(snapshot, status.at(), unknown),
                board.nothingYet() || unknown.isEmpty());
    }

    /** The chosen node. */
    Optional<String> node() {
        return inspector.map(InspectorModel::node);
    }

    /** What the rail says of a rollout that stands or was cut off; empty: none waits for a word. */
    Optional<Pages.Mark> stands() {
        return rollout.filter(model -> model.stopped().isPresent())
                .map(model -> new Pages.Mark(model.glyph(), model.word()));
    }

    /** When the newest operation was at which step. */
    LogSteps logged() {
        return rollout.map(RolloutModel::logged).orElse(LogSteps.NONE);
    }

    /** Of all nodes, in the cluster's order. */
    List<String> names() {
        return nodes.rows().stream().map(NodesModel.Row::name).toList();
    }

    /** The same, with the very parts of {@code before} where they are equal: quick to compare. */
    FrameModel like(FrameModel before) {
        return new FrameModel(
                same(before.header, header),
                board.like(before.board),
                same(before.nodes, nodes),
                same(before.inspector, inspector),
                same(before.rollout, rollout),
                journalKnown,
                same(before.events, events),
                same(before.commands, commands),
                live,
                whole);
    }

    /** The same after the rollout was asked to pause. */
    FrameModel pausing() {
        return new FrameModel(
                header,
                board,
                nodes,
                inspector,
                rollout.map(RolloutModel::pausing),
                journalKnown,
                events,
                commands,
                live,
                whole);
    }

    private static <T> T same(T before, T now) {
        return before.equals(now) ? before : now;
    }

    private static boolean journalKnown(Snapshot snapshot, Instant now) {
        return snapshot.operation()
                .flatMap(reading -> reading.fresh(now, Probe.OPERATION.limit(snapshot.cluster())))
                .isPresent();
    }

    private static String live(Snapshot snapshot, Instant now, List<String> unknown) {
        var live = unknown.isEmpty() ? text("status.live") : text("status.partly");
        var sampled = text("status.sampled", Figures.of(Duration.between(snapshot.at(), now)));
        return live
                + "  ·  "
                + sampled
                + (unknown.isEmpty()
                        ? ""
                        : "  ·  " + text("status.unknown", String.join(", ", unknown)));
    }

    /** What nobody could be asked about, by name. */
    static List<String> unknown(Status status) {
        var names = new ArrayList<String>();
        status.balancers().stream()
                .filter(balancer -> balancer.state() == ServiceState.UNKNOWN)
                .forEach(balancer -> names.add(balancer.name()));
        status.nodes().stream()
                .filter(node -> node.state() == NodeState.UNKNOWN || !node.gaps().isEmpty())
                .map(
                        node ->
                                node.state() == NodeState.UNKNOWN
                                        ? node.name()
                                        : text("status.part", node.name()))
                .forEach(names::add);
        status.database()
                .filter(database -> database.state() == ServiceState.UNKNOWN)
                .ifPresent(database -> names.add(text("board.database")));
        status.filestore()
                .filter(filestore -> filestore.state() == ServiceState.UNKNOWN)
                .ifPresent(filestore -> names.add(text("board.filestore")));
        return names;
    }
}
