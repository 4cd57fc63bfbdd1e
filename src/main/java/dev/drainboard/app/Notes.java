package dev.drainboard.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The program's own notes, of what went wrong and nothing else, in a file; the audit trail is the
 * journal, and standard output belongs to the commands. In Java because Logback's XML costs every
 * command 0.3 s.
 */
public final class Notes extends ContextAwareBase implements Configurator {

    private static final long MOST = 1_000_000;

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{20} %msg%n");
        encoder.start();
        var file = new FileAppender<ILoggingEvent>();
        file.setContext(context);
        keepShort(place());
        file.setFile(place().toString());
        file.setEncoder(encoder);
        file.start();
        var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(file);
        // the sandbox's SSH server notes each client that leaves in the middle of an answer
        context.getLogger("org.apache.sshd").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** One file before this one is kept. */
    private static void keepShort(Path file) {
        try {
            if (Files.exists(file) && Files.size(file) > MOST) {
                Files.move(
                        file,
                        file.resolveSibling(file.getFileName() + ".1"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException inUse) {
            // it grows until the next start
        }
    }

    static Path place() {
        return dev.drainboard.store.Home.place(
                        System.getenv(),
                        System.getProperty("os.name"),
                        Path.of(System.getProperty("user.home")))
                .resolve("drainboard.log");
    }
}
