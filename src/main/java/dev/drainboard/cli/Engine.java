package dev.drainboard.cli;

import dev.drainboard.model.Cluster;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.HostCheck;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.LockFacts;
import dev.drainboard.model.Plan;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Step;
import dev.drainboard.model.Word;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One cluster and all that can be asked of it or done in it. Every method blocks. */
public interface Engine extends AutoCloseable {

    Cluster cluster();

    /** One reading of every target, or its time-out; at most 6 s. */
    Snapshot look();

    /** A fresh snapshot with every change of it, until the thread is interrupted. */
    void watch(Consumer<Snapshot> snapshots);

    /** Everything an operation needs of every host; changes nothing. */
    List<HostCheck> check();

    /** What would be done, or why it is refused. */
    Plan preview(Intent intent) throws FaultException;

    /** What a word would do to the rollout that stands, or why it cannot be said. */
    Plan preview(Word.Said said) throws FaultException;

    /** What would be done if nothing stood against it; asks nobody. */
    Plan plan(Intent intent);

    Ending carryOut(Intent intent, Optional<String> override, Listener listener)
            throws FaultException;

    /** Resume, retry, roll back, abort; or, if nobody conducts it, marks the rollout as paused. */
    Ending say(Word.Said said, Listener listener) throws FaultException;

    /**
     * Lets the step under way end, then stands; for the operation that this process carries out.
     */
    void pause();

    Optional<LockFacts> lock() throws FaultException;

    /** Leaves the word "pause" for the process that holds the lock. */
    void askToPause() throws FaultException;

    /**
     * Takes the lock, from a live holder only with {@code force}, and gives it back; the evidence
     * is in the journal.
     */
    void unlock(boolean force) throws FaultException;

    List<JournalEntry> journal() throws FaultException;

    /** What is wrong with any copy of the journal, a sentence each; empty: nothing. */
    List<String> verify() throws FaultException;

    @Override
    void close();

    /** Hears an operation. */
    interface Listener {

        /** A line of the journal, once it is on disk. */
        void entry(JournalEntry entry);

        /** Something within a step; kept nowhere. */
        void progress(Step step, String line);
    }

    /**
     * How an operation ended, or stands.
     *
     * @param status succeeded, failed, aborted or paused
     * @param left nodes that an abort left out of rotation
     * @param stands it reserves the cluster until somebody says a word
     */
    record Ending(
            String operation,
            String status,
            Optional<Fault> fault,
            List<NodeEnding> nodes,
            List<String> left,
            boolean stands) {}

    /** How far a node came: "succeeded", "failed", "skipped", "waiting". */
    record NodeEnding(String node, String status, String step) {}
}
