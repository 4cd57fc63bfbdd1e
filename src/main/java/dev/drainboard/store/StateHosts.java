package dev.drainboard.store;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The hosts that keep the state of one cluster.
 *
 * @param shells one a host, in the order in which the lock is taken; never empty
 * @param directory on every host
 */
public record StateHosts(String cluster, String directory, List<Shell> shells) {

    public StateHosts {
        Objects.requireNonNull(cluster);
        Objects.requireNonNull(directory);
        shells = shells.stream().distinct().toList();
        if (shells.isEmpty()) {
            throw new IllegalArgumentException("no state host");
        }
    }

    /** What is done on one host. */
    @FunctionalInterface
    interface Deed<T> {
        T on(Shell shell) throws FaultException;
    }

    /** What came of it on one host. */
    sealed interface Answer<T> {
        Shell shell();

        record Got<T>(Shell shell, T value) implements Answer<T> {}

        record Failed<T>(Shell shell, FaultException fault) implements Answer<T> {}
    }

    /** The host as a person wrote it, told from another port of the same one. */
    String label(Shell shell) {
        int number = 1;
        for (var other : shells) {
            if (other == shell) {
                break;
            }
            number += other.host().equals(shell.host()) ? 1 : 0;
        }
        return number == 1 ? shell.host() : shell.host() + " (" + number + ")";
    }

    /** The script {@code file} of this room, with the variables that all of them have. */
    Script script(String name, String file) {
        return Script.resource(StateHosts.class, name, file)
                .with("STATE", directory)
                .with("CLUSTER", cluster)
                .after(Script.PRELUDE)
                .root();
    }

    /** As {@link #script}, with the functions of lock.sh before it. */
    Script lockScript(String name, String file) {
        return Script.resource(StateHosts.class, name, file)
                .with("STATE", directory)
                .with("CLUSTER", cluster)
                .after(Script.text(StateHosts.class, "lock.sh"))
                .after(Script.PRELUDE)
                .root();
    }

    Script fenced(String name, String file, Fence fence) {
        return script(name, file).with("TOKEN", fence.token()).with("OPERATION", fence.operation());
    }

    /** Does it on all hosts at once; one slow host delays only its own answer. */
    <T> List<Answer<T>> each(String name, Deed<T> deed) {
        var threads = Thread.ofVirtual().name("state-" + name + "-", 0).factory();
        try (var executor = Executors.newThreadPerTaskExecutor(threads)) {
            var started = new LinkedHashMap<Shell, Future<Answer<T>>>();
            for (var shell : shells) {
                started.put(shell, executor.submit(() -> answer(shell, deed)));
            }
            var answers = new ArrayList<Answer<T>>();
            started.forEach((shell, future) -> answers.add(result(shell, future)));
            return answers;
        }
    }

    /** As {@link #each}; the first fault in the hosts' order is thrown once all have ended. */
    <T> List<T> all(String name, Deed<T> deed) throws FaultException {
        var values = new ArrayList<T>();
        for (var answer : each(name, deed)) {
            switch (answer) {
                case Answer.Got<T> got -> values.add(got.value());
                case Answer.Failed<T> failed -> throw failed.fault();
            }
        }
        return values;
    }

    private static <T> Answer<T> answer(Shell shell, Deed<T> deed) {
        try {
            return new Answer.Got<>(shell, deed.on(shell));
        } catch (FaultException e) {
            return new Answer.Failed<>(shell, e);
        }
    }

    private static <T> Answer<T> result(Shell shell, Future<Answer<T>> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var fault =
                    Fault.of(
                                    Fault.Kind.UNKNOWN,
                                    "state.interrupted",
                                    "The state host " + shell.host() + " was not waited for.",
                                    "This process is ending.",
                                    "Ask again.")
                            .on(shell.host());
            return new Answer.Failed<>(shell, fault.thrown());
        }
    }
}
