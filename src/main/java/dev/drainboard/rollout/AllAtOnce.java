package dev.drainboard.rollout;

import dev.drainboard.model.FaultException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks several hosts at the same time, a virtual thread each, and waits for all of them. */
final class AllAtOnce {

    private AllAtOnce() {}

    /** One question to one host. */
    interface Question<T> {
        T ask(String node) throws FaultException;
    }

    /**
     * The answers in the order of the nodes. If several fail, the first node's fault is thrown,
     * after all have ended.
     */
    static <T> List<T> each(List<String> nodes, String name, Question<T> question)
            throws FaultException {
        var factory = Thread.ofVirtual().name(name + "-", 0).factory();
        try (var executor = Executors.newThreadPerTaskExecutor(factory)) {
            var futures = new ArrayList<Future<T>>();
            nodes.forEach(node -> futures.add(executor.submit(() -> question.ask(node))));
            var answers = new ArrayList<T>();
            for (var future : futures) {
                answers.add(answer(future));
            }
            return answers;
        }
    }

    private static <T> T answer(Future<T> future) throws FaultException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof FaultException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Faults.leaving().thrown();
        }
    }
}
