package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Fault.Kind;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import dev.drainboard.wire.ShellException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A failed connection or a script's exit code as a {@link Fault}: what, why, what to do. The codes
 * are the table at the head of {@code prelude.sh}; any other code is the product's own and told
 * with its output.
 */
public final class Faults {

    /** Exit codes shared by all scripts, as in {@code prelude.sh}. */
    public static final int MISSING_TOOL = 70;

    public static final int STATE_UNUSABLE = 71;
    public static final int BUSY = 75;
    public static final int OLD_TOKEN = 76;
    public static final int CHANGED = 77;
    public static final int TEST_FAILED = 78;
    public static final int NOT_APPLIED = 79;
    public static final int UNDO_FAILED = 80;

    /** Lines of output that a fault keeps: the end is where the cause stands. */
    private static final int LINES = 12;

    /** What Debian calls the package of a tool, where the two names differ. */
    private static final Map<String, String> PACKAGES =
            Map.ofEntries(
                    Map.entry("ss", "iproute2"),
                    Map.entry("flock", "util-linux"),
                    Map.entry("setsid", "util-linux"),
                    Map.entry("nsenter", "util-linux"),
                    Map.entry("timeout", "coreutils"),
                    Map.entry("stat", "coreutils"),
                    Map.entry("base64", "coreutils"),
                    Map.entry("sha256sum", "coreutils"),
                    Map.entry("systemctl", "systemd"),
                    Map.entry("docker", "docker-ce (or docker.io)"),
                    Map.entry("docker-compose-v2", "docker-compose-plugin"));

    private Faults() {}

    /**
     * @param what one sentence: what could not be done, and to whom
     */
    public static Fault of(ShellException failure, String what) {
        var code =
                switch (failure.kind()) {
                    case UNREACHABLE -> "ssh.host.unreachable";
                    case UNTRUSTED -> "ssh.host.untrusted";
                    case REFUSED -> "ssh.login.refused";
                    case UNUSABLE -> "ssh.host.unusable";
                    case UNKNOWN -> "ssh.command.unknown";
                };
        var kind = failure.kind() == ShellException.Kind.UNKNOWN ? Kind.UNKNOWN : Kind.UNREACHABLE;
        return Fault.of(kind, code, what, sentence(failure.getMessage()), failure.fix())
                .on(failure.host());
    }

    /**
     * Why a script ended with other than 0.
     *
     * @param what one sentence: what could not be done, and to whom
     */
    public static Fault of(String host, Script script, Shell.Output output, String what) {
        var said = said(output);
        var last = lastLine(said);
        var fault =
                switch (output.exit()) {
                    case MISSING_TOOL -> missing(what, last);
                    case STATE_UNUSABLE ->
                            Fault.of(
                                    Kind.FAILED,
                                    "host.state.unusable",
                                    what,
                                    "The state directory " + last + " cannot be used.",
                                    "Create it, writable by all operators, or set sudo: true for"
                                            + " this host.");
                    case BUSY ->
                            Fault.of(
                                    Kind.FAILED,
                                    "host.door.busy",
                                    what,
                                    "Another change is under way on this host right now.",
                                    "Wait until it is over, then try again.");
                    case OLD_TOKEN ->
                            Fault.of(
                                    Kind.HELD,
                                    "host.token.old",
                                    what,
                                    "Somebody else has taken the lock since: " + last + ".",
                                    "Look with `status` who holds the cluster; this process may"
                                            + " change nothing any more.");
                    case CHANGED ->
                            Fault.of(
                                    Kind.FAILED,
                                    "host.file.changed",
                                    what,
                                    "It was changed by somebody else since it was read: "
                                            + last
                                            + ".",
                                    "Try again; the new state is read first.");
                    case TEST_FAILED ->
                            Fault.of(
                                    Kind.FAILED,
                                    "host.config.refused",
                                    what,
                                    "The product refuses the new configuration, and it was undone: "
                                            + last,
                                    "Mend what the output names, then try again.");
                    case NOT_APPLIED ->
                            Fault.of(
                                    Kind.FAILED,
                                    "host.config.not-applied",
                                    what,
                                    "The change was accepted and not applied, and it was undone: "
                                            + last,
                                    "Look at the product's own log on the host for the cause.");
                    case UNDO_FAILED ->
                            Fault.of(
                                    Kind.FAILED,
                                    "host.undo.failed",
                                    what,
                                    "It failed, and undoing it failed too: " + last,
                                    "The host is left as it is: look at it by hand before anything"
                                            + " else.");
                    default ->
                            Fault.of(
                                    Kind.FAILED,
                                    "host.command.failed",
                                    what,
                                    last.isEmpty()
                                            ? "The command ended with "
                                                    + output.exit()
                                                    + " and said nothing."
                                            : sentence(last),
                                    "See the output of the command.");
                };
        return fault.on(host).ran(script.name(), output.exit(), said);
    }

    private static Fault missing(String what, String last) {
        var tool = last.startsWith("missing: ") ? last.substring("missing: ".length()) : last;
        return Fault.of(
                Kind.FAILED,
                "host.tool.missing",
                what,
                tool + " is not installed on the host.",
                "Install the package " + PACKAGES.getOrDefault(tool, tool) + " there.");
    }

    /**
     * The end of what was printed, errors first choice, without control characters: the output of a
     * host may be an attacker's.
     */
    public static String said(Shell.Output output) {
        var text = output.errors().isBlank() ? output.text() : output.errors();
        return end(text);
    }

    /** The last lines of {@code text}, printable. */
    public static String end(String text) {
        var lines = printable(text).lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - LINES))
                .collect(Collectors.joining("\n"));
    }

    /** Without control and direction-changing characters, but with line ends. */
    public static String printable(String text) {
        return text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || !Character.isISOControl(c))
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String lastLine(String text) {
        return text.lines().reduce((first, second) -> second).orElse("").strip();
    }

    private static String sentence(String text) {
        var words = Optional.ofNullable(text).orElse("").strip();
        return words.isEmpty() || words.endsWith(".") ? words : words + ".";
    }
}
