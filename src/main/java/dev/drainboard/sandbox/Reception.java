package dev.drainboard.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what stand-ins on the hosts ask. */
final class Reception implements Hatch.Clerk {

    private final Path root;
    private final Map<String, Node> nodes;
    private final List<Release> releases;
    private final RuntimeApi api;

    /**
     * @param root where the hosts' directories are
     * @param nodes by their hosts' names
     */
    Reception(Path root, Map<String, Node> nodes, List<Release> releases, RuntimeApi api) {
        this.root = root;
        this.nodes = Map.copyOf(nodes);
        this.releases = List.copyOf(releases);
        this.api = api;
    }

    @Override
    public Hatch.Reply answer(String host, String program, List<String> arguments) {
        if (program.equals("haproxy")) {
            return Hatch.Reply.of(api.answer(String.join("\n", arguments)));
        }
        var node = Optional.ofNullable(nodes.get(host));
        if (program.equals("ss")) {
            var ports = node.map(Node::ports).orElse(List.of());
            return Hatch.Reply.of(SocketList.of(ports, arguments));
        }
        if (node.isEmpty()) {
            return new Hatch.Reply(1, "no node runs on " + host + "\n");
        }
        return switch (program) {
            case "start" -> start(node.get(), arguments.getFirst());
            case "systemctl" -> systemctl(node.get(), arguments.getFirst());
            default -> new Hatch.Reply(1, "the sandbox knows no " + program + "\n");
        };
    }

    /** By the last word of the reference, which is a tag. */
    private Hatch.Reply start(Node node, String reference) {
        var tag = reference.substring(reference.lastIndexOf(':') + 1);
        var release = releases.stream().filter(one -> one.name().equals(tag)).findFirst();
        if (release.isEmpty()) {
            return new Hatch.Reply(1, "nothing runs as " + reference + " here\n");
        }
        node.replace(release.get());
        return Hatch.Reply.of("");
    }

    private Hatch.Reply systemctl(Node node, String verb) {
        return switch (verb) {
            case "show" -> Hatch.Reply.of(unit(node));
            case "restart" -> restart(node);
            case "is-active" -> new Hatch.Reply(node.running().isPresent() ? 0 : 3, "");
            case "status" -> Hatch.Reply.of("odoo.service - Odoo\n" + unit(node));
            default -> new Hatch.Reply(1, "stand-in: systemctl " + verb + "\n");
        };
    }

    private static String unit(Node node) {
        var running = node.running();
        return "LoadState=loaded\nActiveState="
                + (running.isPresent() ? "active" : "inactive")
                + "\nMainPID="
                + running.map(Odoo::pid).orElse(0L)
                + "\nExecMainStartTimestampMonotonic="
                + (running.isPresent() ? node.startedAt() / 1000 : 0)
                + "\nKillMode=mixed\nTimeoutStopUSec=2min 10s\nNRestarts=0\n";
    }

    /** What is checked out now is what starts. */
    private Hatch.Reply restart(Node node) {
        try {
            var revision = root.resolve(node.name()).resolve("checkout/REVISION");
            return start(node, Files.readString(revision).strip());
        } catch (IOException e) {
            return new Hatch.Reply(1, "Job for odoo.service failed.\n");
        }
    }
}
