package dev.drainboard.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A unit, by a stand-in for systemctl, and a real git checkout, whose file REVISION is what runs.
 */
final class SystemdHost implements NodeRuntime {

    private static final String RELEASE =
            "printf '%s\\n' \"$0\" >REVISION && git add REVISION && git commit -q -m \"$0\" && git tag \"$0\"";

    private final Ground ground;
    private final List<Release> releases;
    private final Host origin;

    /** Makes the repository that every node's checkout follows, with a tag for each release. */
    SystemdHost(Ground ground, List<Release> releases) throws IOException {
        this.ground = ground;
        this.releases = releases;
        this.origin = ground.host("origin", 6);
        sh(origin, "git init -q desk && cd desk && git symbolic-ref HEAD refs/heads/main");
        for (var release : releases) {
            sh(
                    origin,
                    "cd desk && sh -c '" + RELEASE.replace("'", "'\\''") + "' " + release.name());
        }
    }

    private void sh(Host host, String script) throws IOException {
        var who =
                Map.of(
                        "GIT_AUTHOR_NAME", "Sandbox",
                        "GIT_AUTHOR_EMAIL", "sandbox@example.com",
                        "GIT_COMMITTER_NAME", "Sandbox",
                        "GIT_COMMITTER_EMAIL", "sandbox@example.com");
        var process = ground.processes().start(host, who, "sh", "-c", script + " 2>&1");
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("git on " + host.name() + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Stands at the first release, on a branch that follows the newest. */
    @Override
    public void make(Host host) throws IOException {
        host.standIn("systemctl");
        var from = ClusterText.quoted(origin.file("desk"));
        sh(
                host,
                "git clone -q "
                        + from
                        + " checkout && git -C checkout reset -q --keep "
                        + releases.getFirst().name());
    }

    @Override
    public String text(Host host) {
        return "{ kind: systemd, unit: odoo, checkout: "
                + ClusterText.quoted(host.file("checkout"))
                + " }";
    }

    @Override
    public void shown(Host host, boolean runs) {
        // systemctl is told the truth when it asks
    }
}
