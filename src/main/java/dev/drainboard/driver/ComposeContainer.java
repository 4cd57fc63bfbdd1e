package dev.drainboard.driver;

import java.util.Comparator;
import java.util.List;

/**
 * A container of a service that runs, as {@code compose-read.sh} prints it.
 *
 * @param image the engine's id of it
 * @param stopSeconds what it is given to stop
 * @param reference of the image, as it was started with
 */
record ComposeContainer(
        String id,
        String started,
        String status,
        String image,
        long stopSeconds,
        String reference) {

    /** The engine's, for a container that names none. */
    private static final long DEFAULT_STOP_SECONDS = 10;

    static List<ComposeContainer> of(String printed) {
        return printed.lines()
                .map(line -> line.split("\\|", 6))
                .filter(words -> words.length == 6)
                .map(
                        words ->
                                new ComposeContainer(
                                        words[0],
                                        words[1],
                                        words[2],
                                        words[3],
                                        words[4].matches("\\d{1,9}")
                                                ? Long.parseLong(words[4])
                                                : DEFAULT_STOP_SECONDS,
                                        words[5]))
                .sorted(Comparator.comparing(ComposeContainer::id))
                .toList();
    }

    /** Tells one start from the next. */
    String instance() {
        return id.substring(0, Math.min(12, id.length())) + "@" + started;
    }
}
