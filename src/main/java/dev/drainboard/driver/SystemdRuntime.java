package dev.drainboard.driver;

import dev.drainboard.model.Command;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.Revision;
import dev.drainboard.model.RuntimeFacts;
import dev.drainboard.model.RuntimeSpec;
import dev.drainboard.port.RuntimePort;
import dev.drainboard.wire.Script;
import dev.drainboard.wire.Shell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A node that is a systemd unit running from a git checkout.
 *
 * <p>Without {@code --to} the branch follows its upstream, fast-forward only. With it the commit is
 * checked out wherever it stands; the branch is kept where the way is straight, forth or back.
 * Files changed by hand are never lost: they refuse the rollout before anything is drained. Changed
 * files get the time of the commit, because Odoo names assets by it and nodes must agree.
 */
final class SystemdRuntime implements RuntimePort {

    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./+-]{0,199}");

    private final NodeHost place;
    private final RuntimeSpec.Systemd spec;
    private final Remembered<Optional<String>, Head> head;

    /** Once it turned out that only root is let in. */
    private volatile boolean asRoot;

    SystemdRuntime(NodeHost place, RuntimeSpec.Systemd spec) {
        this.place = place;
        this.spec = spec;
        this.head = new Remembered<>(place.clock(), SLOW);
    }

    /** What is checked out, as {@code systemd-head.sh} prints it. */
    private record Head(Map<String, String> words) {

        static Head of(String printed) {
            return new Head(
                    printed.lines()
                            .map(line -> line.split(" ", 2))
                            .filter(pair -> pair.length == 2)
                            .collect(
                                    Collectors.toMap(
                                            pair -> pair[0], pair -> pair[1], (one, two) -> two)));
        }

        Revision revision() {
            var commit = words.getOrDefault("commit", "");
            var name =
                    Optional.ofNullable(words.get("tag"))
                            .or(() -> Optional.ofNullable(words.get("branch")))
                            .orElse(commit.substring(0, Math.min(12, commit.length())));
            return new Revision(name, commit);
        }

        /** Seconds since boot at which the checkout last moved. */
        Optional<Long> moved() {
            return words.containsKey("moved") && words.containsKey("up")
                    ? Optional.of(
                            Long.parseLong(words.get("up")) - Long.parseLong(words.get("moved")))
                    : Optional.empty();
        }
    }

    @Override
    public String node() {
        return place.node();
    }

    @Override
    public RuntimeFacts read() throws FaultException {
        var script =
                Script.of("systemd: unit", NodeHost.text("systemd-unit.sh"))
                        .with("UNIT", spec.unit())
                        .after(Script.PRELUDE);
        var what = place.cannot("read");
        var unit = SystemdUnit.of(asUserOrRoot(script, what));
        if (!unit.exists()) {
            throw Fault.of(
                            Fault.Kind.WRONG,
                            "systemd.unit.none",
                            what,
                            "There is no unit " + spec.unit() + ".",
                            "Correct `unit` in the cluster file.")
                    .on(place.host())
                    .thrown();
        }
        var checkout = head.get(unit.instance(), this::head);
        var notes = new ArrayList<>(unit.notes());
        movedSince(unit, checkout).ifPresent(notes::add);
        return new RuntimeFacts(
                Optional.of(checkout.revision()), unit.instance(), unit.stopSeconds(), notes);
    }

    /** A host without dbus, which a small Debian is, lets only root reach systemd. */
    private String asUserOrRoot(Script script, String what) throws FaultException {
        if (asRoot) {
            return place.remote().ask(script.root(), Remote.READING, what).text();
        }
        var answer = place.remote().tryAsk(script, Remote.READING, what);
        if (answer.ok()) {
            return answer.text();
        }
        if (answer.errors().contains("connect to bus")) {
            var text = place.remote().ask(script.root(), Remote.READING, what).text();
            asRoot = true;
            return text;
        }
        throw place.remote().failed(script, answer, what);
    }

    private Head head() throws FaultException {
        var script = git("systemd: checkout", "systemd-head.sh").after(Script.PRELUDE);
        return Head.of(place.remote().ask(script, Remote.READING, place.cannot("read")).text());
    }

    private Optional<String> movedSince(SystemdUnit unit, Head checkout) {
        return unit.instance().isPresent()
                        && unit.started().isPresent()
                        && checkout.moved().isPresent()
                        && checkout.moved().get() > unit.started().get() + 2
                ? Optional.of(
                        "The checkout moved after "
                                + spec.unit()
                                + " was started: what runs is older than "
                                + checkout.revision()
                                + ".")
                : Optional.empty();
    }

    @Override
    public Revision prepare(Optional<String> to, Fence fence) throws FaultException {
        if (to.isPresent() && !nameable(to.get())) {
            throw Fault.of(
                            Fault.Kind.WRONG,
                            "systemd.revision.bad",
                            place.cannot("prepared"),
                            "'" + Faults.printable(to.get()) + "' is not the name of a revision.",
                            "Name a tag, a branch or a commit.")
                    .thrown();
        }
        var script =
                Fenced.script(
                                "systemd: fetch",
                                NodeHost.text("allowed.sh")
                                        + NodeHost.text("git.sh")
                                        + NodeHost.text("systemd-prepare.sh"),
                                fence)
                        .with("CHECKOUT", spec.checkout())
                        .with("TO", to.orElse(""));
        var said = place.remote().tryRunApart(script, NodeHost.PREPARE, place.cannot("prepared"));
        var found = said.text().strip().split(" ", 2);
        if (!said.ok() || found.length != 2) {
            throw notFetched(script, said, to.orElse("the branch's head"));
        }
        return new Revision(found[1], found[0]);
    }

    private static boolean nameable(String to) {
        return REVISION.matcher(to).matches() && !to.contains("..") && !to.endsWith(".lock");
    }

    private FaultException notFetched(Script script, Shell.Output said, String to) {
        var what = place.cannot("prepared");
        var checkout = spec.checkout();
        return switch (said.exit()) {
            case 92 ->
                    fetch(
                            script,
                            said,
                            "changed-by-hand",
                            "Files in " + checkout + " were changed by hand.",
                            "Commit or undo them there; nothing was drained or changed.");
            case 93 ->
                    fetch(
                            script,
                            said,
                            "none",
                            checkout + " and its remote know no revision " + to + ".",
                            "Push it, or name another with --to.");
            case 94 ->
                    fetch(
                            script,
                            said,
                            "not-forward",
                            "The branch of " + checkout + " has commits that its upstream has not.",
                            "Push them, or say which revision with --to.");
            case 95 ->
                    fetch(
                            script,
                            said,
                            "no-upstream",
                            checkout + " is on no branch that follows another.",
                            "Say which revision with --to.");
            case 96 ->
                    fetch(
                            script,
                            said,
                            "submodules",
                            to + " has git submodules, which this version does not update.",
                            "Use `runtime: { kind: commands, ... }` for this node.");
            case 1, 128 ->
                    fetch(
                            script,
                            said,
                            "failed",
                            "git could not fetch " + to + ".",
                            "See git's own words; nothing was drained or changed.");
            default -> place.remote().failed(script, said, what);
        };
    }

    private FaultException fetch(
            Script script, Shell.Output said, String reason, String why, String fix) {
        return Fault.of(
                        Fault.Kind.FAILED,
                        "systemd.fetch." + reason,
                        place.cannot("prepared"),
                        why,
                        fix)
                .on(place.host())
                .ran(script.name(), said.exit(), Faults.said(said))
                .thrown();
    }

    @Override
    public void update(Revision target, Fence fence, Consumer<String> line) throws FaultException {
        var work =
                git("systemd: restart", "systemd-update.sh")
                        .with("TARGET", target.id())
                        .with("UNIT", spec.unit())
                        .after(Script.PRELUDE);
        var ended = place.update(work, fence, line);
        head.forget();
        int exit = ended.exit().orElseThrow();
        if (exit != 0) {
            throw Fault.of(
                            Fault.Kind.FAILED,
                            "systemd.update.failed",
                            place.cannot("updated"),
                            exit == 92
                                    ? "Files in " + spec.checkout() + " were changed by hand."
                                    : "The checkout or the restart of "
                                            + spec.unit()
                                            + " ended with "
                                            + exit
                                            + ".",
                            "Mend what the output names, then --retry, or --roll-back.")
                    .on(place.host())
                    .ran(work.name(), exit, ended.log())
                    .thrown();
        }
    }

    @Override
    public boolean settle(Fence fence, Consumer<String> line) throws FaultException {
        head.forget();
        return place.settle(fence, line);
    }

    @Override
    public boolean keeps(Revision earlier) throws FaultException {
        var script =
                git("systemd: way back", "systemd-keeps.sh")
                        .with("TARGET", earlier.id())
                        .after(Script.PRELUDE);
        return place.remote().tryAsk(script, Remote.READING, place.cannot("read")).ok();
    }

    @Override
    public List<Command> preparation(Optional<String> to) {
        return List.of(new Command(place.host(), typedGit() + "fetch --tags"));
    }

    @Override
    public List<Command> commands(Optional<String> to) {
        var target = to.map(Words::quoted).orElse("'@{upstream}'");
        return List.of(
                new Command(place.host(), typedGit() + "merge --ff-only " + target),
                new Command(place.host(), "systemctl restart " + Words.quoted(spec.unit())));
    }

    private String typedGit() {
        return "git -C " + Words.quoted(spec.checkout()) + " ";
    }

    private Script git(String name, String file) {
        return Script.of(name, NodeHost.text("git.sh") + NodeHost.text(file))
                .root()
                .with("CHECKOUT", spec.checkout());
    }
}
