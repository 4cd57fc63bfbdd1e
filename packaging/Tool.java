import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.spi.ToolProvider;

/** Runs tools: those of this JDK, and programs. */
final class Tool {

    private Tool() {}

    /** A tool of this JDK, as jlink, in this process. */
    static void run(String tool, String... arguments) throws IOException {
        var found = ToolProvider.findFirst(tool).orElseThrow(() -> new IOException("this JDK has no " + tool));
        judge(tool, found.run(System.out, System.err, arguments));
    }

    static void execute(Path directory, Map<String, String> variables, String... command) throws IOException {
        var builder = new ProcessBuilder(command).directory(directory.toFile()).inheritIO();
        builder.environment().putAll(variables);
        try {
            judge(command[0], builder.start().waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command[0] + " was not waited for", e);
        }
    }

    private static void judge(String tool, int exit) throws IOException {
        if (exit != 0) {
            throw new IOException(tool + " ended with " + exit);
        }
    }
}
