package dev.drainboard.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The lab of real daemons, {@code src/lab/lab}, for tests. Brought up once, reset between tests,
 * taken down by the JVM's end.
 */
public final class Lab {

    /** A bound on every verb; docker's first start is the slowest. */
    private static final int MINUTES = 4;

    private static Lab up;

    private final int nodes;

    private Lab(int nodes) {
        this.nodes = nodes;
    }

    /** Why this machine cannot run the lab; empty: it can. */
    public static String missing() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return "the lab of real daemons needs root";
        }
        if (!Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
            return "the lab of real daemons needs Debian";
        }
        for (var tool : List.of("/usr/sbin/nginx", "/usr/sbin/haproxy", "/usr/sbin/sshd")) {
            if (!Files.exists(Path.of(tool))) {
                return "the lab of real daemons needs "
                        + tool
                        + "; `src/lab/lab install` brings it";
            }
        }
        return "";
    }

    /** Whether a machine without the lab is a failure; CI says so. */
    public static boolean required() {
        return "required".equals(System.getenv("DRAINBOARD_LAB"));
    }

    /** At least so many nodes, as they were on the first day. */
    public static synchronized Lab with(int nodes, String runtime) {
        if (up == null || up.nodes < nodes) {
            if (up != null) {
                run("down");
            }
            run("up", "--nodes", Integer.toString(nodes), "--runtime", runtime, "--boot", "1");
            if (up == null) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> run("down"), "lab-down"));
            }
            up = new Lab(nodes);
        } else {
            run("runtime", runtime);
        }
        run("reset");
        return up;
    }

    /** The node whose containers publish their ports, so that its host does not see its sockets. */
    public String publishing() {
        return "node" + nodes;
    }

    /** Writes the cluster file beside the other files of a test. */
    public Path cluster(Path directory, String balancer, String runtime) throws IOException {
        var file = directory.resolve("lab-" + balancer + "-" + runtime + ".yaml");
        return Files.writeString(
                file, run("cluster", "--balancer", balancer, "--runtime", runtime));
    }

    /** Runs a verb of the lab and returns its standard output. */
    public static String run(String... verb) {
        var command = new ArrayList<>(List.of("src/lab/lab"));
        command.addAll(List.of(verb));
        try {
            var out = Files.createTempFile("lab", ".out");
            var errors = Files.createTempFile("lab", ".err");
            try {
                var process =
                        new ProcessBuilder(command)
                                .redirectOutput(out.toFile())
                                .redirectError(errors.toFile())
                                .start();
                process.getOutputStream().close();
                if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException(
                            command
                                    + " failed:\n"
                                    + Files.readString(out)
                                    + Files.readString(errors));
                }
                return Files.readString(out);
            } finally {
                Files.delete(out);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new IllegalStateException(command + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
