package dev.drainboard.watch;

import dev.drainboard.model.CommandRun;
import dev.drainboard.port.CommandsPort;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The newest commands that this process ran, in memory; and what earlier ones ran, where that is
 * kept. Safe for many threads.
 */
public final class CommandLog {

    private static final int KEPT = 200;

    private final InstantSource clock;
    private final Deque<CommandRun> runs = new ArrayDeque<>();
    private final CommandsPort keeper;
    private final Instant since;
    private List<CommandRun> earlier = List.of();
    private long count;

    public CommandLog(InstantSource clock, CommandsPort keeper) {
        this.clock = clock;
        this.keeper = keeper;
        this.since = clock.instant();
    }

    /** Reads what was kept before this process; blocks as long as that takes. */
    public void recall() {
        var kept = keeper.kept().stream().filter(run -> run.at().isBefore(since)).toList();
        synchronized (this) {
            earlier = kept;
        }
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
    private void end(long number, UnaryOperator<CommandRun> ended) {
        remembered(number, ended).ifPresent(keeper::keep);
    }

    private synchronized Optional<CommandRun> remembered(
            long number, UnaryOperator<CommandRun> ended) {
        var all = new ArrayList<>(runs);
        runs.clear();
        var over = Optional.<CommandRun>empty();
        for (var run : all) {
            if (run.number() == number) {
                over = Optional.of(ended.apply(run));
                runs.add(over.get());
            } else {
                runs.add(run);
            }
        }
        return over;
    }

    /** The newest last. */
    public synchronized List<CommandRun> runs() {
        var room = Math.min(earlier.size(), KEPT - runs.size());
        var all = new ArrayList<>(earlier.subList(earlier.size() - room, earlier.size()));
        all.addAll(runs);
        return List.copyOf(all);
    }
}
