package dev.drainboard.driver;

import dev.drainboard.model.Fault;
import dev.drainboard.model.Fault.Kind;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One change of files with its reload, as one remote transaction: see {@code nginx-transaction.sh}.
 *
 * @param files path to new content, bytes as ISO-8859-1; empty: only the fence is asked, and what
 *     an earlier transaction left unproved is proved
 */
record NginxChange(NginxReading read, Map<String, String> files, String config) {

    /** Exit codes of the transaction beside the prelude's. */
    static final int BROKEN_BEFORE = 74;

    static final int NOT_WRITTEN = 81;

    /** 25 s for the door, 10 s for the reload, 10 s to undo it, and some for a loaded host. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String TRANSACTION =
            Script.PRELUDE + "\n" + Script.text(NginxChange.class, "nginx-transaction.sh");

    private static final String HAND_OVER = Script.text(NginxChange.class, "nginx-change.sh");

    NginxChange {
        files = Map.copyOf(files);
    }

    Script script(Fence fence) {
        var master = read.master();
        return Fenced.script("nginx: change and reload", HAND_OVER, fence)
                .with("TRANSACTION", TRANSACTION)
                .with("FILES", files.keySet().stream().sorted().map(this::line).collect(lines()))
                .with("MASTER", master.pid())
                .with("START", master.start())
                .with("APART", master.apart() ? "yes" : "no")
                .with("ROOT", master.root())
                .with("EXE", master.exe())
                .with("CONF", master.given().config().orElse(""))
                .with("PREFIX", master.given().prefix().orElse(""))
                .with("GLOBALS", master.given().globals().orElse(""))
                .with("LOGGED", master.given().errorLog().orElse(""))
                .with("LOG", master.errorLog(read.conf().main("error_log")).orElse(""))
                .with("MARK", mark(fence));
    }

    private static java.util.stream.Collector<CharSequence, ?, String> lines() {
        return Collectors.joining("\n");
    }

    private String line(String path) {
        var content = files.get(path).getBytes(StandardCharsets.ISO_8859_1);
        return String.join(
                " ",
                read.shas().get(path),
                Sha.of(content),
                base64(path.getBytes(StandardCharsets.UTF_8)),
                base64(content));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** One for each nginx of the host, shared by all clusters behind it. */
    private String mark(Fence fence) {
        var hash = Sha.of(config.getBytes(StandardCharsets.UTF_8)).substring(0, 12);
        return fence.directory() + "/nginx-" + hash + ".unproved";
    }

    /** Why the transaction ended with other than 0, in nginx's words where there are any. */
    static FaultException failed(Remote remote, Script script, Shell.Output output, String what) {
        var said = Faults.said(output);
        var last = cause(said);
        var fault =
                switch (output.exit()) {
                    case BROKEN_BEFORE ->
                            Fault.of(
                                    Kind.REFUSED,
                                    "nginx.config.broken",
                                    what,
                                    "Its configuration was broken before we touched it: " + last,
                                    "Mend what `nginx -t` names there, then try again.");
                    case Faults.NOT_APPLIED ->
                            Fault.of(
                                    Kind.FAILED,
                                    "nginx.reload.not-applied",
                                    what,
                                    "nginx took the reload and did not apply it; the files are as"
                                            + " they were: "
                                            + last,
                                    "Mend what its error log names, then try again.");
                    case Faults.TEST_FAILED ->
                            Fault.of(
                                    Kind.FAILED,
                                    "nginx.config.refused",
                                    what,
                                    "nginx refuses the words that were added; the files are as they"
                                            + " were: "
                                            + last,
                                    "Look at the entry that the output names.");
                    case NOT_WRITTEN ->
                            Fault.of(
                                    Kind.FAILED,
                                    "nginx.file.unwritable",
                                    what,
                                    last + "; all files are as they were.",
                                    "Look at the space and the rights of its directory.");
                    default -> null;
                };
        return fault == null
                ? remote.failed(script, output, what)
                : fault.on(remote.host()).ran(script.name(), output.exit(), said).thrown();
    }

    /** The first line of nginx's own that says why, without its date; else the last line. */
    private static String cause(String said) {
        return said.lines()
                .filter(line -> line.contains("[emerg]"))
                .map(line -> line.substring(line.indexOf("[emerg]") + "[emerg]".length()))
                .map(line -> line.replaceFirst("^ [0-9]+#[0-9]+:", "").strip())
                .findFirst()
                .or(() -> said.lines().reduce((first, second) -> second))
                .orElse("");
    }
}
