package dev.drainboard.sandbox;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The cluster file of a sandbox, written as a person would. */
final class ClusterText {

    private final List<String> lines = new ArrayList<>();

    ClusterText(String name, Path root, RunKeys keys) {
        line("# An embedded cluster of Drainboard's own; everything of it ends with its process.");
        line("drainboard: 1");
        line("name: " + name);
        line("environment: test");
        line("ssh:");
        line("  user: ops");
        line("  identity: " + quoted(keys.identity()));
        line("  knownHosts: " + quoted(keys.knownHosts()));
        line("  sudo: true");
        // scripts have no chroot: one directory, so one state host
        line("state: { hosts: [lb1], directory: " + quoted(root.resolve("state")) + " }");
    }

    static String quoted(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }

    private void line(String text) {
        lines.add(text);
    }

    void haproxy(SshHost host, InetSocketAddress entrance) {
        line("balancers:");
        line("  - name: lb1");
        ssh(host);
        line("    kind: haproxy");
        line("    socket: " + quoted(host.host().file("admin.sock")));
        line("    url: " + url(entrance));
    }

    void nginx(SshHost host, InetSocketAddress entrance) {
        line("  - name: lb2");
        ssh(host);
        line("    kind: nginx");
        line("    config: " + quoted(host.host().file("nginx.conf")));
        line("    url: " + url(entrance));
    }

    private void ssh(SshHost host) {
        line("    host: " + host.host().address());
        line("    port: " + host.port());
    }

    private static String url(InetSocketAddress entrance) {
        return "http://" + entrance.getAddress().getHostAddress() + ":" + entrance.getPort();
    }

    /** From here on nodes. */
    void nodes() {
        line("nodes:");
    }

    /**
     * @param runtime as the value of its key
     */
    void node(Node node, SshHost host, String runtime) {
        line("  - name: " + node.name());
        ssh(host);
        line("    http: " + node.site().http());
        line("    websocket: " + node.site().websocket());
        line("    config: " + quoted(host.host().file("odoo.conf")));
        line("    log: " + quoted(host.host().file("odoo.log")));
        line("    runtime: " + runtime);
    }

    ClusterText database(InetSocketAddress database) {
        line(
                "database: { host: "
                        + database.getAddress().getHostAddress()
                        + ", port: "
                        + database.getPort()
                        + ", name: "
                        + Activity.DATABASE
                        + ", user: drainboard, via: lb1 }");
        return this;
    }

    /** Pauses are short: nobody's work depends on it. */
    String with(Path filestore) {
        line("filestore: { kind: mount, path: " + quoted(filestore) + " }");
        line("sessions: { kind: database }");
        line("rollout:");
        line("  gate: { passes: 3, within: 30s }");
        line("  soak: 3s");
        return String.join("\n", lines) + "\n";
    }
}
