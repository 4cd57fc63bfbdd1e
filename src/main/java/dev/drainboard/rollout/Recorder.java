package dev.drainboard.rollout;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.JournalEntry.Kind;
import dev.drainboard.model.Step;
import dev.drainboard.port.JournalPort;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the journal of one operation and keeps the ledger in step with it. What a step did may
 * wait for the next line ({@link #later}), which saves a round trip to the state hosts: until then
 * the step is in doubt, which is always safe. Safe for the vigil's thread beside the conductor's.
 */
final class Recorder {

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final JournalPort journal;
    private final Fence fence;
    private final String actor;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Consumer<JournalEntry> listener;
    private final FaultPoint faults;
    private final List<JournalEntry> waiting = new ArrayList<>();
    private Optional<Throwable> broken = Optional.empty();

    Recorder(
            JournalPort journal,
            Fence fence,
            String actor,
            Ledger ledger,
            InstantSource clock,
            Consumer<JournalEntry> listener,
            FaultPoint faults) {
        this.journal = journal;
        this.fence = fence;
        this.actor = actor;
        this.ledger = ledger;
        this.clock = clock;
        this.listener = listener;
        this.faults = faults;
    }

    /** On disk here and on every state host when it returns, with all that waited. */
    synchronized void now(JournalEntry... entries) throws FaultException {
        if (broken.isPresent()) {
            throw new IllegalStateException(broken.get());
        }
        var lines = new ArrayList<>(waiting);
        lines.addAll(List.of(entries));
        if (lines.isEmpty()) {
            return;
        }
        journal.append(lines, fence);
        waiting.clear();
        List.of(entries).forEach(ledger::add);
        lines.forEach(listener);
        lines.stream()
                .filter(line -> line.kind() == Kind.DID)
                .forEach(line -> faults.pass(line.step().orElseThrow(), "recorded"));
    }

    /**
     * On disk while the caller goes on, for what only announces a look: the next line waits for it,
     * and tells if it could not be written.
     */
    void soon(JournalEntry entry) {
        later(entry);
        Thread.ofVirtual().name("journal").start(this::flush);
    }

    private void flush() {
        try {
            now();
        } catch (FaultException e) {
            LOG.debug("the line waits for the next one: {}", e.fault().what());
        } catch (RuntimeException | Error e) {
            synchronized (this) {
                broken = Optional.of(e);
            }
        }
    }

    /** With the next line that is written. We know it from now on, the disk does not yet. */
    synchronized void later(JournalEntry entry) {
        waiting.add(entry);
        ledger.add(entry);
    }

    /** A word that no deed of this operation had before: the instant in milliseconds. */
    String unique() {
        return Long.toString(clock.millis(), Character.MAX_RADIX);
    }

    JournalEntry of(Kind kind, Optional<String> node, String detail, Map<String, String> data) {
        return new JournalEntry(
                clock.instant(),
                fence.operation(),
                actor,
                kind,
                node,
                Optional.empty(),
                detail,
                data,
                Optional.empty());
    }

    JournalEntry of(Kind kind, Step step, String detail, Map<String, String> data) {
        return new JournalEntry(
                clock.instant(),
                fence.operation(),
                actor,
                kind,
                step.node(),
                Optional.of(step.kind()),
                detail,
                data,
                Optional.empty());
    }

    JournalEntry failed(Step step, Fault fault, Map<String, String> data) {
        return new JournalEntry(
                clock.instant(),
                fence.operation(),
                actor,
                Kind.FAILED,
                step.node(),
                Optional.of(step.kind()),
                fault.what(),
                data,
                Optional.of(fault));
    }

    JournalEntry end(Kind kind, String detail, Map<String, String> data, Optional<Fault> fault) {
        return new JournalEntry(
                clock.instant(),
                fence.operation(),
                actor,
                kind,
                Optional.empty(),
                Optional.empty(),
                detail,
                data,
                fault);
    }
}
