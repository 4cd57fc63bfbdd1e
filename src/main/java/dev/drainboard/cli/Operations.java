package dev.drainboard.cli;

import dev.drainboard.cli.DrainboardCommand.Tools;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.Step;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows an operation on the terminal, as text or as JSON lines, and turns its end into an exit
 * code.
 */
final class Operations {

    private final Tools tools;
    private final boolean json;

    Operations(Tools tools, boolean json) {
        this.tools = tools;
        this.json = json;
    }

    /** What is done, given who hears it. */
    interface Work {
        Engine.Ending on(Engine.Listener listener) throws FaultException;
    }

    int follow(Engine engine, Work work) throws FaultException {
        var watched = tools.interrupts().on(() -> pause(engine));
        try (watched) {
            var ending = work.on(listener());
            end(ending);
            return Exit.of(ending);
        } catch (FaultException e) {
            if (json) {
                tools.terminal().out().println(Lines.refused(tools.clock().instant(), e.fault()));
            }
            throw e;
        }
    }

    private void pause(Engine engine) {
        tools.terminal().err().println("Pausing after this step; once more leaves at once.");
        engine.pause();
    }

    private Engine.Listener listener() {
        var out = tools.terminal().out();
        return new Engine.Listener() {
            private final List<String> early = new ArrayList<>();
            private boolean begun;

            /**
             * The journal is written beside the work, so a step may tell before it is announced.
             */
            @Override
            public synchronized void entry(JournalEntry entry) {
                var line = json ? Lines.step(entry) : Prose.entry(entry, ZoneId.systemDefault());
                line.ifPresent(out::println);
                switch (entry.kind()) {
                    case ABOUT -> {
                        begun = true;
                        early.forEach(out::println);
                        early.clear();
                    }
                    case DID, SKIPPED, FAILED -> begun = false;
                    case OPENED, FOUND, SAID, STOPPED, CLOSED -> {}
                }
            }

            @Override
            public synchronized void progress(Step step, String line) {
                if (json) {
                    return;
                }
                var told = "          " + step.label() + ": " + Plain.text(line);
                if (begun) {
                    out.println(told);
                } else {
                    early.add(told);
                }
            }
        };
    }

    private void end(Engine.Ending ending) {
        var out = tools.terminal().out();
        if (json) {
            out.println(Lines.ending(tools.clock().instant(), ending));
        } else {
            out.println(ending.operation() + ": " + ending.status());
            if (!ending.left().isEmpty()) {
                out.println("Left out of rotation: " + String.join(", ", ending.left()) + ".");
            }
        }
        out.flush();
        ending.fault().ifPresent(tools.terminal()::tell);
        if (ending.stands()) {
            tools.terminal()
                    .err()
                    .println(
                            tools.terminal()
                                    .pasteable(
                                            "It stands, and nothing else begins meanwhile. Go on: `drainboard rollout CLUSTER --resume`"
                                                    + " (--retry after a failure); take it back: --roll-back; end it: --abort."));
        }
    }
}
