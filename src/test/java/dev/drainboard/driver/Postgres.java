package dev.drainboard.driver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A PostgreSQL of its own in a directory, on loopback; ended with the test. */
final class Postgres implements AutoCloseable {

    final int port;
    private final Path data;
    private final Process server;

    /** Where Debian puts its programs; empty: not installed. */
    static Optional<Path> programs() {
        var root = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(root)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Postgres() throws IOException, InterruptedException {
        var bin = programs().orElseThrow();
        data = Files.createTempDirectory("drainboard-pg");
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        if (root()) {
            run(List.of("chown", "postgres", data.toString()));
        }
        run(
                as(
                        bin.resolve("initdb").toString(),
                        "-D",
                        data.toString(),
                        "-U",
                        "postgres",
                        "-A",
                        "trust",
                        "-N"));
        server =
                new ProcessBuilder(
                                as(
                                        bin.resolve("postgres").toString(),
                                        "-D",
                                        data.toString(),
                                        "-p",
                                        Integer.toString(port),
                                        "-c",
                                        "listen_addresses=127.0.0.1",
                                        "-c",
                                        "unix_socket_directories=",
                                        "-c",
                                        "fsync=off"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        awaitReady();
    }

    /** Root may not run it. */
    private static List<String> as(String... command) {
        return root()
                ? Stream.concat(Stream.of("runuser", "-u", "postgres", "--"), Stream.of(command))
                        .toList()
                : List.of(command);
    }

    private static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(command + ": " + said);
        }
    }

    private void awaitReady() throws InterruptedException, IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            try (var connection = connect("postgres", "postgres", "test")) {
                if (connection.isValid(1)) {
                    return;
                }
            } catch (SQLException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IOException("PostgreSQL did not start");
    }

    Connection connect(String database, String user, String application) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:"
                        + port
                        + "/"
                        + database
                        + "?user="
                        + user
                        + "&ApplicationName="
                        + application);
    }

    void execute(String database, String... statements) throws SQLException {
        try (var connection = connect(database, "postgres", "test");
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Override
    public void close() throws IOException {
        // a fast shutdown: SIGINT, to the server and not to runuser
        Stream.concat(server.descendants(), Stream.of(server.toHandle()))
                .forEach(ProcessHandle::destroy);
        server.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        try (var files = Files.walk(data)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
