package dev.drainboard.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * Docker compose, by a stand-in that keeps its state in files: one project of one service.
 *
 * @param releases images of a registry; the first runs
 */
record ComposeHost(List<Release> releases) implements NodeRuntime {

    private static final String REPOSITORY = "registry.example.com/odoo";

    @Override
    public void make(Host host) throws IOException {
        var first = releases.getFirst();
        var reference = reference(first);
        host.executable("bin/docker", Host.text("docker.sh"))
                .executable("docker/start", Host.asking("start.sh"))
                .write("docker/template", REPOSITORY + ":%s")
                .write("docker/registry", registry())
                .write("docker/images", reference + " " + first.imageId() + "\n")
                .write(
                        "docker/digests",
                        first.imageId() + " " + REPOSITORY + "@" + first.digest() + "\n")
                .write(
                        "docker/containers",
                        "c0ffee000000 2026-11-23T00:00:00Z "
                                + first.imageId()
                                + " "
                                + reference
                                + "\n")
                // as Odoo's own limit on a request, and some
                .write("docker/stop", "130\n")
                .write("odoo/.env", "ODOO_TAG=" + first.name() + "\n")
                .write(
                        "odoo/docker-compose.yml",
                        """
                        services:
                          odoo:
                            image: %s:${ODOO_TAG}
                            network_mode: host
                            restart: unless-stopped
                            stop_grace_period: 130s
                        """
                                .formatted(REPOSITORY));
    }

    private static String reference(Release release) {
        return REPOSITORY + ":" + release.name();
    }

    private String registry() {
        var text = new StringBuilder();
        for (var release : releases) {
            text.append(reference(release)).append(' ').append(release.imageId());
            text.append(' ').append(release.digest()).append('\n');
        }
        return text.toString();
    }

    @Override
    public String text(Host host) {
        return "{ kind: compose, directory: "
                + ClusterText.quoted(host.file("odoo"))
                + ", service: odoo, revision: ODOO_TAG }";
    }

    /** The engine shows no container while nothing runs. */
    @Override
    public void shown(Host host, boolean runs) throws IOException {
        var mark = host.file("docker/stopped");
        if (runs) {
            Files.deleteIfExists(mark);
        } else if (Files.isDirectory(mark.getParent())) {
            Files.writeString(mark, "");
        }
    }
}
