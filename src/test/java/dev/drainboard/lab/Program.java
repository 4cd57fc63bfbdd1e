package dev.drainboard.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The program as its users start it: a process of its own, with a home of its own. The tests on the
 * lab run after the build and name the program that is delivered, {@code
 * -Ddrainboard.program=FILE}; without that, classes come from the test's class path.
 */
record Program(Path home, Map<String, String> variables) {

    /** How it ended. {@code exit} is 137 after a SIGKILL. */
    record Ended(int exit, String out, String err) {
        @Override
        public String toString() {
            return "exit " + exit + "\n" + out + err;
        }
    }

    Program(Path home) {
        this(home, Map.of());
    }

    Program with(String variable, String value) {
        var more = new java.util.HashMap<>(variables);
        more.put(variable, value);
        return new Program(home, more);
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).end(300);
    }

    /**
     * {@code status --json}, once more while a loaded machine leaves a target without an answer in
     * time.
     */
    String status(String cluster) throws IOException, InterruptedException {
        var status = run("status", cluster, "--json").out();
        for (int again = 0; again < 8 && status.contains("\"state\":\"partlyStale\""); again++) {
            Thread.sleep(500);
            status = run("status", cluster, "--json").out();
        }
        return status;
    }

    Running start(String... arguments) throws IOException {
        var command = new ArrayList<>(program());
        command.addAll(List.of(arguments));
        var out = Files.createTempFile("drainboard", ".out");
        var err = Files.createTempFile("drainboard", ".err");
        var builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("DRAINBOARD_HOME", home.toString());
        builder.environment().putAll(variables);
        var process = builder.start();
        process.getOutputStream().close();
        return new Running(process, out, err);
    }

    private static List<String> program() {
        var image = System.getProperty("drainboard.program");
        if (image != null) {
            return List.of(image);
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path")),
                "dev.drainboard.app.Main");
    }

    /** A process that runs. */
    record Running(Process process, Path out, Path err) {

        Ended end(int seconds) throws IOException, InterruptedException {
            boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            var result =
                    new Ended(
                            process.exitValue(),
                            Files.readString(out, StandardCharsets.UTF_8),
                            Files.readString(err, StandardCharsets.UTF_8)
                                    + (ended ? "" : "\nkilled after " + seconds + " s"));
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
            return result;
        }

        String soFar() throws IOException {
            return Files.readString(out, StandardCharsets.UTF_8);
        }
    }
}
