package dev.drainboard.sandbox;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

/**
 * What all hosts stand on: one fresh directory for everything, the addresses, the keys, the
 * processes and the SSH servers.
 */
final class Ground implements AutoCloseable {

    private static final int ATTEMPTS = 20;
    private static final int FILES = 7;

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
        root = freshDirectory();
        Files.createDirectories(root.resolve("state"));
        Files.createDirectories(filestore());
        this.loopback = loopback;
        processes = new Processes(root);
        keys = new RunKeys(root);
    }

    /** For this user alone. Its name is short: sockets in it must fit 108 bytes. */
    private static Path freshDirectory() throws IOException {
        var temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        var mine = PosixFilePermissions.fromString("rwx------");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            var name = "drainboard-%06x".formatted(new SecureRandom().nextInt(1 << 24));
            try {
                return Files.createDirectory(
                        temporary.resolve(name), PosixFilePermissions.asFileAttribute(mine));
            } catch (FileAlreadyExistsException taken) {
                // by another sandbox
            }
        }
        throw new IOException("no free name in " + temporary);
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
        try (Stream<Path> all = Files.walk(root)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the sandbox's directory " + root, e);
        }
    }
}
