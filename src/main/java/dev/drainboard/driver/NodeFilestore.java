package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.FilestoreFacts;
import dev.drainboard.model.FilestoreSpec;
import dev.drainboard.wire.Script;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The filestore as one node sees it, any mount. What is mounted is read from /proc/mounts; the
 * mount itself is touched only by a process that may hang.
 */
final class NodeFilestore {

    private static final Duration ADDRESS_LIFE = Duration.ofMinutes(5);

    private final String node;
    private final FilestoreSpec spec;
    private final Remote remote;
    private final InstantSource clock;
    private final Remembered<String, Optional<String>> addresses;

    NodeFilestore(String node, FilestoreSpec spec, Remote remote, InstantSource clock) {
        this.node = node;
        this.spec = spec;
        this.remote = remote;
        this.clock = clock;
        this.addresses = new Remembered<>(clock, ADDRESS_LIFE);
    }

    FilestoreFacts read() throws FaultException {
        var path = spec.path().length() > 1 ? spec.path().replaceFirst("/+$", "") : spec.path();
        var mount = Mount.of(ask(""), path).orElse(new Mount("", "/", "rootfs"));
        if (mount.local()) {
            return new FilestoreFacts("none", mount.source(), "disk of " + node, Optional.empty());
        }
        var answer = ask(mount.target());
        var hung = line(answer, "hung ").map(Long::parseLong);
        var broken = line(answer, "broken ");
        if (broken.isPresent()) {
            throw Fault.of(
                            Fault.Kind.FAILED,
                            "filestore.mount.broken",
                            "The filestore of " + node + " cannot be read.",
                            mount.type() + " " + mount.source() + " says: " + broken.get() + ".",
                            "Look at the file server and at the mount on the node.")
                    .on(remote.host())
                    .thrown();
        }
        var address = mount.server().isEmpty() ? Optional.<String>empty() : address(mount);
        return new FilestoreFacts(
                mount.type(),
                mount.source(),
                mount.identity(path, address, line(answer, "identity ").orElse("")),
                hung.map(seconds -> clock.instant().minusSeconds(seconds)));
    }

    private String ask(String mount) throws FaultException {
        var script =
                Script.of("node: filestore", NodeHost.text("node-filestore.sh"))
                        .with("MOUNT", mount);
        var what = "The filestore of " + node + " could not be looked at.";
        return remote.ask(script, Remote.READING, what).text();
    }

    /** As the node resolves it, so that a name and an address of one server are one. */
    private Optional<String> address(Mount mount) throws FaultException {
        var server = mount.server().orElseThrow();
        return addresses.get(
                server,
                () -> {
                    var script =
                            Script.of(
                                            "node: address of the file server",
                                            "timeout -k 1 2 getent ahosts \"$SERVER\" | head -n 1"
                                                    + " | cut -d' ' -f1")
                                    .with("SERVER", server);
                    var said =
                            remote.tryAsk(
                                    script,
                                    Remote.READING,
                                    "The file server of " + node + " could not be looked up.");
                    return Optional.of(said.text().strip()).filter(text -> !text.isEmpty());
                });
    }

    private static Optional<String> line(String text, String prefix) {
        return text.lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> Faults.printable(line.substring(prefix.length()).strip()))
                .findFirst();
    }
}
