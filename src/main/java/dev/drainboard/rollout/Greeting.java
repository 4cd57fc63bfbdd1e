package dev.drainboard.rollout;

import dev.drainboard.model.FaultException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to nodes while the lock is taken. Whatever fails is found again by the preflight, which
 * says so.
 */
final class Greeting {

    private static final Logger LOG = LoggerFactory.getLogger(Greeting.class);

    private Greeting() {}

    private interface Question {
        Object ask() throws FaultException;
    }

    static void of(Crew crew, List<String> nodes) {
        for (var node : nodes) {
            var port = crew.ports().nodes().get(node);
            inBackground(
                    "greet-" + node,
                    () -> {
                        port.greet();
                        return node;
                    });
            inBackground("greet-health-" + node, port::health);
        }
    }

    private static void inBackground(String name, Question question) {
        Thread.ofVirtual()
                .name(name)
                .start(
                        () -> {
                            try {
                                question.ask();
                            } catch (FaultException | RuntimeException e) {
                                LOG.debug("{} does not answer yet", name, e);
                            }
                        });
    }
}
