package dev.drainboard.ui.kit;

import dev.drainboard.model.CommandRun;
import dev.drainboard.model.Fault;
import dev.drainboard.model.GateRounds;
import dev.drainboard.model.History;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.Probe;
import dev.drainboard.model.Settings;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Turn;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * All that the window knows of the world: what it looks at, and what it hands out.
 *
 * @param snapshot the newest; asked on the JavaFX thread too, so it must not block
 * @param onKnock takes what the window wants run whenever there is a newer snapshot or event
 * @param events the newest lines of the journal, newest last; must not block either
 * @param turns what was seen to change by itself, newest last; must not block either
 * @param commands the newest that this process ran, newest last; must not block either
 * @param gate what the last health gate of this process has heard; must not block either
 * @param history answers at once
 * @param configs of the nodes; asked on virtual threads
 * @param again asks a question about a node or balancer now; returns at once, the answer comes as
 *     any reading does
 * @param clusters the others, and the way to them
 * @param settings how this person wants the window
 * @param keep takes other settings; returns at once
 * @param preview what an order would do; asked on a virtual thread, may block
 * @param orders carries a confirmed order out on a virtual thread and returns when it has ended or
 *     stands: empty, or the fault that the operator must read. May block for as long as it takes
 * @param operator as lock and journal name whoever sits here
 * @param readOnly nothing can be handed out
 */
public record Door(
        Supplier<Snapshot> snapshot,
        Consumer<Runnable> onKnock,
        Supplier<List<JournalEntry>> events,
        Supplier<List<Turn>> turns,
        Supplier<List<CommandRun>> commands,
        Supplier<Optional<GateRounds>> gate,
        History history,
        Tails tails,
        Configs configs,
        BiConsumer<Probe, String> again,
        Clusters clusters,
        Supplier<Settings> settings,
        Consumer<Settings> keep,
        Function<Order, Preview> preview,
        Function<Order, Optional<Fault>> orders,
        String operator,
        boolean readOnly,
        InstantSource clock,
        ZoneId zone) {

    public Door {
        Objects.requireNonNull(snapshot);
        Objects.requireNonNull(onKnock);
        Objects.requireNonNull(events);
        Objects.requireNonNull(turns);
        Objects.requireNonNull(commands);
        Objects.requireNonNull(gate);
        Objects.requireNonNull(history);
        Objects.requireNonNull(tails);
        Objects.requireNonNull(configs);
        Objects.requireNonNull(again);
        Objects.requireNonNull(clusters);
        Objects.requireNonNull(settings);
        Objects.requireNonNull(keep);
        Objects.requireNonNull(preview);
        Objects.requireNonNull(orders);
        Objects.requireNonNull(operator);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(zone);
    }
}
