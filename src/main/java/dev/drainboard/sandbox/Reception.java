package dev.drainboard.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers what stand-ins on the hosts ask. */
final class Reception implements Hatch.Clerk {

    private final Map<String, Node> nodes;
    private final List<Release> releases;
    private final RuntimeApi api;

    /**
     * @param nodes by their hosts' names
     */
    Reception(Map<String, Node> nodes, List<Release> releases, RuntimeApi api) {
        this.nodes = Map.copyOf(nodes);
        this.releases = List.copyOf(releases);
        this.api = api;
    }

    @Override
    public Hatch.Reply answer(String host, String program, List<String> arguments) {
        var node = Optional.ofNullable(nodes.get(host));
        return switch (program) {
            case "haproxy" -> Hatch.Reply.of(api.answer(String.join("\n", arguments)));
            case "ss" ->
                    Hatch.Reply.of(
                            SocketList.of(node.map(Node::ports).orElse(List.of()), arguments));
            case "start" -> start(node, arguments);
            default -> new Hatch.Reply(1, "the sandbox knows no " + program + "\n");
        };
    }

    /** By the last word of the reference, which is a tag. */
    private Hatch.Reply start(Optional<Node> node, List<String> arguments) {
        var reference = arguments.getFirst();
        var tag = reference.substring(reference.lastIndexOf(':') + 1);
        var release = releases.stream().filter(one -> one.name().equals(tag)).findFirst();
        if (node.isEmpty() || release.isEmpty()) {
            return new Hatch.Reply(1, "nothing runs as " + reference + " here\n");
        }
        node.get().replace(release.get());
        return Hatch.Reply.of("");
    }
}
