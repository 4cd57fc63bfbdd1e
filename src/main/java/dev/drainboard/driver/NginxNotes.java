package dev.drainboard.driver;

import dev.drainboard.model.NodeSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a person should know of an nginx before it is reloaded, a sentence each. */
final class NginxNotes {

    /** Each reload leaves the workers of before it as long as their websockets live. */
    private static final int MANY_LEAVING = 8;

    private NginxNotes() {}

    static List<String> of(NginxReading read, NginxNodes nodes) {
        var notes = new ArrayList<String>();
        read.conf()
                .main("worker_shutdown_timeout")
                .ifPresent(
                        limit ->
                                notes.add(
                                        "worker_shutdown_timeout "
                                                + limit
                                                + ": every reload cuts the requests and websockets"
                                                + " of all nodes that last longer."));
        if (read.leaving().size() > MANY_LEAVING) {
            notes.add(
                    read.leaving().size()
                            + " workers of earlier configurations still serve; each reload leaves"
                            + " more of them until their websockets end.");
        }
        keepalive(read).ifPresent(notes::add);
        truncated(read.master().version()).ifPresent(notes::add);
        direct(read, nodes).forEach(notes::add);
        read.unloaded()
                .forEach(
                        file ->
                                notes.add(
                                        file
                                                + " was written after the last reload: what it says"
                                                + " is not yet what nginx does."));
        if (read.sockets().isEmpty()) {
            notes.add("ss is not installed there (package iproute2): connections are not counted.");
        }
        return notes;
    }

    /** Measured: about 10 requests of 12 busy keep-alive clients a reload; none with 3 s. */
    private static Optional<String> keepalive(NginxReading read) {
        boolean could = atLeast(read.master().version(), 1, 27, 4);
        boolean does = !read.conf().all("keepalive_min_timeout").isEmpty();
        return could && !does
                ? Optional.of(
                        "A reload closes idle keep-alive connections of clients;"
                                + " `keepalive_min_timeout 3s;` spares them.")
                : Optional.empty();
    }

    private static Optional<String> truncated(String version) {
        return atLeast(version, 1, 17, 5) && !atLeast(version, 1, 23, 1)
                ? Optional.of(
                        "nginx "
                                + version
                                + " may cut an answer short during a reload (mended in 1.23.1, and"
                                + " by some distributions before).")
                : Optional.empty();
    }

    private static List<String> direct(NginxReading read, NginxNodes nodes) {
        return read.conf().all("proxy_pass").stream()
                .flatMap(hit -> hit.directive().arguments().stream().limit(1))
                .distinct()
                .flatMap(
                        target ->
                                nodes.nodes().stream()
                                        .filter(node -> isOf(target, node))
                                        .map(node -> said(target, node)))
                .toList();
    }

    private static boolean isOf(String target, NodeSpec node) {
        return node.addresses().stream()
                .map(address -> address.contains(":") ? "[" + address + "]" : address)
                .anyMatch(
                        address ->
                                target.matches(
                                        "https?://"
                                                + java.util.regex.Pattern.quote(address)
                                                + ":("
                                                + node.http()
                                                + "|"
                                                + node.websocket()
                                                + ")(/.*)?"));
    }

    private static String said(String target, NodeSpec node) {
        return "proxy_pass "
                + target
                + " goes to "
                + node.name()
                + " past every upstream: a drain does not stop it.";
    }

    /** Whether the version is that or later; false for one that is not numbers. */
    static boolean atLeast(String version, int... wanted) {
        if (!version.matches("[0-9]{1,4}(\\.[0-9]{1,4})*")) {
            return false;
        }
        var parts = Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
        for (int i = 0; i < wanted.length; i++) {
            int part = i < parts.length ? parts[i] : 0;
            if (part != wanted[i]) {
                return part > wanted[i];
            }
        }
        return true;
    }
}
