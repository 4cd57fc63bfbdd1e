package dev.drainboard.driver;

import java.util.Comparator;
import java.util.Optional;

/**
 * Who listens on a port, as {@code instance.sh} prints it: told in one word that a restart changes.
 */
final class Listener {

    private Listener() {}

    /**
     * The oldest process and its first socket, as "pid@start/socket"; workers that come and go do
     * not change it. Without the right to see processes the socket alone.
     *
     * @return empty: nobody listens
     */
    static Optional<String> instance(String printed) {
        var socket =
                printed.lines()
                        .filter(line -> line.startsWith("socket "))
                        .map(line -> line.substring("socket ".length()))
                        .min(Comparator.comparingLong(Long::parseLong));
        var process =
                printed.lines()
                        .filter(line -> line.startsWith("process "))
                        .map(line -> line.split(" "))
                        .min(
                                Comparator.<String[]>comparingLong(
                                                words -> Long.parseLong(words[2]))
                                        .thenComparingLong(words -> Long.parseLong(words[1])))
                        .map(words -> words[1] + "@" + words[2]);
        return socket.map(inode -> process.orElse("") + "/" + inode);
    }
}
