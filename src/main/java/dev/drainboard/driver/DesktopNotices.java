package dev.drainboard.driver;

import dev.drainboard.model.Notice;
import dev.drainboard.port.NoticePort;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Notices of a freedesktop.org desktop (GNOME, KDE, Xfce, dunst): {@code
 * org.freedesktop.Notifications} on the session's D-Bus, said by {@code notify-send}, or by {@code
 * gdbus}, which comes with GTK's own libraries. A process of some milliseconds, and nothing before
 * the first notice: AWT's tray would cost the start of AWT. The specification has it that what is
 * critical does not go by itself.
 *
 * <p>macOS and Windows have none of the two, so nothing is shown there; the window's title says it
 * on every system.
 */
public final class DesktopNotices implements NoticePort {

    private static final long PATIENCE_SECONDS = 3;
    private static final int FADES_AFTER_MS = 6000;
    private static final String ICON = "drainboard";

    private final Map<String, String> environment;

    /**
     * @param environment of the process: PATH, and where the session's bus is
     */
    public DesktopNotices(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public boolean show(Notice notice) {
        var sender = program("notify-send").map(path -> notifySend(path, notice));
        return sender.or(() -> program("gdbus").map(path -> gdbus(path, notice)))
                .filter(this::runs)
                .isPresent();
    }

    private static List<String> notifySend(Path program, Notice notice) {
        return List.of(
                program.toString(),
                "--app-name=Drainboard",
                "--icon=" + ICON,
                "--urgency=" + (notice.needsYou() ? "critical" : "normal"),
                "--expire-time=" + (notice.needsYou() ? 0 : FADES_AFTER_MS),
                "--",
                notice.title(),
                plain(notice.body()));
    }

    private static List<String> gdbus(Path program, Notice notice) {
        return List.of(
                program.toString(),
                "call",
                "--session",
                "--dest=org.freedesktop.Notifications",
                "--object-path=/org/freedesktop/Notifications",
                "--method=org.freedesktop.Notifications.Notify",
                "--",
                variant("Drainboard"),
                "uint32 0",
                variant(ICON),
                variant(notice.title()),
                variant(plain(notice.body())),
                "@as []",
                "{'urgency': <byte " + (notice.needsYou() ? 2 : 1) + ">}",
                "int32 " + (notice.needsYou() ? 0 : FADES_AFTER_MS));
    }

    /** The body may be read as markup. */
    private static String plain(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** As a GVariant in text form, which is never anything but a string. */
    private static String variant(String text) {
        var quoted = new StringBuilder("'");
        for (var each : text.toCharArray()) {
            if (each == '\'' || each == '\\') {
                quoted.append('\\');
            }
            quoted.append(each < ' ' ? ' ' : each);
        }
        return quoted.append('\'').toString();
    }

    private Optional<Path> program(String name) {
        return Arrays.stream(
                        Objects.requireNonNullElse(environment.get("PATH"), "")
                                .split(File.pathSeparator))
                .filter(directory -> directory.startsWith("/"))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private boolean runs(List<String> command) {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().keySet().retainAll(environment.keySet());
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
