package dev.drainboard.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** A node's host with docker compose, by a stand-in that keeps its state in files. */
final class ComposeHost {

    private static final String REPOSITORY = "registry.example.com/odoo";

    private ComposeHost() {}

    /** One project of one service, which runs the first release. */
    static void make(Host host, List<Release> releases) throws IOException {
        var first = releases.getFirst();
        var image = REPOSITORY + ":" + first.name() + " " + first.imageId();
        host.executable("bin/docker", Host.text("docker.sh"))
                .executable("docker/start", Host.asking("start.sh"))
                .write("docker/template", REPOSITORY + ":%s")
                .write("docker/registry", registry(releases))
                .write("docker/images", image + "\n")
                .write(
                        "docker/digests",
                        first.imageId() + " " + REPOSITORY + "@" + first.digest() + "\n")
                .write(
                        "docker/containers",
                        "c0ffee000000 2026-11-23T00:00:00Z "
                                + first.imageId()
                                + " "
                                + image.split(" ")[0]
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

    private static String registry(List<Release> releases) {
        var text = new StringBuilder();
        for (var release : releases) {
            text.append(REPOSITORY).append(':').append(release.name()).append(' ');
            text.append(release.imageId()).append(' ').append(release.digest()).append('\n');
        }
        return text.toString();
    }

    /** The engine shows no container while nothing runs. */
    static void running(Host host, boolean runs) throws IOException {
        var mark = host.file("docker/stopped");
        if (runs) {
            Files.deleteIfExists(mark);
        } else if (Files.isDirectory(mark.getParent())) {
            Files.writeString(mark, "");
        }
    }

    static String runtime(Host host) {
        return "{ kind: compose, directory: '"
                + host.file("odoo")
                + "', service: odoo, revision: ODOO_TAG }";
    }
}
