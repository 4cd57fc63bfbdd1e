package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What all hosts stand on: one fresh directory for everything, the addresses, the keys, the
 * processes and the SSH servers.
 */
final class Ground implements AutoCloseable {

    private static final int FILES = 7;

    private final Directory directory;
    private final Path root;
    private final Loopback loopback;
    private final Processes processes;
    private final RunKeys keys;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("sandbox-ssh-timer").factory());
    private final List<SshHost> servers = new ArrayList<>();

    /**
     * @param loopback closed with this
     */
    Ground(Loopback loopback) throws IOException, GeneralSecurityException {
        directory = Directory.make(Path.of(System.getProperty("java.io.tmpdir")).toRealPath());
        root = directory.path();
        Files.createDirectories(root.resolve("state"));
        Files.createDirectories(filestore());
        this.loopback = loopback;
        processes = new Processes(root);
        keys = new RunKeys(root);
    }

    Path root() {
        return root;
    }

    /** Journals are kept by the cluster's name: no two sandboxes are one cluster. */
    String name() {
        return "sandbox-" + root.getFileName().toString().replaceFirst(".*-", "");
    }

    Path filestore() {
        return root.resolve("filestore");
    }

    /** A line of /proc/mounts by which every node has the same filestore. */
    String mount() {
        return loopback.address(FILES) + ":/srv/odoo " + filestore() + " nfs4 rw,hard 0 0";
    }

    Loopback loopback() {
        return loopback;
    }

    Processes processes() {
        return processes;
    }

    RunKeys keys() {
        return keys;
    }

    /**
     * @param number of its address
     */
    Host host(String name, int number) throws IOException {
        return Host.make(name, loopback.address(number), root);
    }

    /** Lets clients in to a host, whose scripts ask that hatch. */
    SshHost serve(Host host, Hatch hatch) throws IOException, GeneralSecurityException {
        var server =
                new SshHost(
                        host,
                        loopback.wide(),
                        keys.client(),
                        (command, client) ->
                                processes.start(
                                        host,
                                        Map.of(
                                                "HATCH", hatch.path().toString(),
                                                "SSH_CONNECTION", connection(client, host)),
                                        "sh",
                                        "-c",
                                        command),
                        timer);
        servers.add(server);
        keys.know(servers);
        return server;
    }

    /** As sshd tells it: whence and where to. */
    private static String connection(SocketAddress client, Host host) {
        return client instanceof InetSocketAddress from
                ? from.getAddress().getHostAddress()
                        + " "
                        + from.getPort()
                        + " "
                        + host.address()
                        + " 22"
                : "";
    }

    @Override
    public void close() {
        servers.forEach(SshHost::close);
        processes.close();
        timer.shutdownNow();
        loopback.close();
        directory.close();
    }
}
