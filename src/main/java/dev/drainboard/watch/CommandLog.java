package dev.drainboard.watch;

import dev.drainboard.model.CommandRun;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/** The newest commands that this process ran, in memory. Safe for many threads. */
public final class CommandLog {

    private static final int KEPT = 200;

    private final InstantSource clock;
    private final Deque<CommandRun> runs = new ArrayDeque<>();
    private long count;

    public CommandLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Its number. */
    public synchronized long begun(String host, String what) {
        if (runs.size() == KEPT) {
            runs.removeFirst();
        }
        runs.addLast(CommandRun.begun(++count, clock.instant(), host, what));
        return count;
    }

    public void exited(long number, int code) {
        end(number, run -> run.exited(clock.instant(), code));
    }

    public void lost(long number, String why) {
        end(number, run -> run.lost(clock.instant(), why));
    }

    /** One that is forgotten already has no end. */
    private synchronized void end(long number, UnaryOperator<CommandRun> ended) {
        var all = new ArrayList<>(runs);
        runs.clear();
        all.forEach(run -> runs.add(run.number() == number ? ended.apply(run) : run));
    }

    /** The newest last. */
    public synchronized List<CommandRun> runs() {
        return List.copyOf(runs);
    }
}
