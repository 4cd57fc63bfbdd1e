package dev.drainboard.driver;

import dev.drainboard.dialect.EnvFile;
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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A node that is one service of a docker compose project (v2).
 *
 * <p>What was pulled is told by its digest, and the digest is what an update runs: if the tag moved
 * since, or the way leads back, the tag on the host is pointed at it first. An update pulls and
 * builds nothing, touches no other service, and always makes a new container. The image that runs
 * before gets a tag of ours, so that a prune leaves it. Exit codes of compose are not believed: the
 * container is looked at.
 */
final class ComposeRuntime implements RuntimePort {

    private static final Duration SLOW = Duration.ofSeconds(30);

    private static final int DISK_FULL = 90;
    private static final int GONE = 91;
    private static final Pattern REVISION =
            Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./:@+-]{0,254}");

    private final NodeHost place;
    private final RuntimeSpec.Compose spec;
    private final ComposeHost host;
    private final Remembered<String, Slow> slow;
    private final Remembered<String, Optional<ImageId>> images;

    ComposeRuntime(NodeHost place, RuntimeSpec.Compose spec) {
        this.place = place;
        this.spec = spec;
        this.host = new ComposeHost(place, spec);
        this.slow = new Remembered<>(place.clock(), SLOW);
        this.images = new Remembered<>(place.clock(), SLOW);
    }

    /** What is asked now and then. */
    private record Slow(ComposeProject project, List<String> notes) {}

    @Override
    public String node() {
        return place.node();
    }

    @Override
    public RuntimeFacts read() throws FaultException {
        var slow = this.slow.get("", this::slow);
        var containers = host.containers(slow.project());
        var notes = new ArrayList<>(slow.notes());
        if (containers.isEmpty()) {
            return new RuntimeFacts(Optional.empty(), Optional.empty(), Optional.empty(), notes);
        }
        if (containers.size() > 1) {
            notes.add(spec.service() + " has " + containers.size() + " containers.");
        }
        var first = containers.getFirst();
        return new RuntimeFacts(
                Optional.of(revision(slow.project(), first)),
                Optional.of(
                        containers.stream()
                                .map(ComposeContainer::instance)
                                .collect(Collectors.joining(" "))),
                Optional.of(first.stopSeconds()),
                notes);
    }

    private Slow slow() throws FaultException {
        var project = host.project();
        return new Slow(project, host.notes(project));
    }

    private Revision revision(ComposeProject project, ComposeContainer container)
            throws FaultException {
        var image = images.get(container.image(), () -> host.image(container.image()));
        return new Revision(
                project.revision(container.reference()),
                image.map(found -> found.digest(container.reference())).orElse(container.image()));
    }

    private ComposeProject projectAnew() throws FaultException {
        slow.forget();
        return slow.get("", this::slow).project();
    }

    @Override
    public Revision prepare(Optional<String> to, Fence fence) throws FaultException {
        requireSettable(to);
        var project = projectAnew();
        var reference = to.isPresent() ? project.image(to.get()) : host.image();
        var running = host.containers(project).stream().findFirst();
        var script =
                place.fenced("compose: pull", "compose-prepare.sh", fence)
                        .with("DIRECTORY", spec.directory())
                        .with("SERVICE", spec.service())
                        .with("VARIABLE", spec.revision().orElse(""))
                        .with("VALUE", to.orElse(""))
                        .with("IMAGE", reference)
                        .with("RUNNING", running.map(ComposeContainer::image).orElse(""));
        var what = place.cannot("prepared");
        var said = place.remote().tryRunApart(script, NodeHost.PREPARE, what);
        var image = said.ok() ? ImageId.of(lastLine(said.text())) : Optional.<ImageId>empty();
        if (image.isEmpty()) {
            throw notPulled(script, said, reference, what);
        }
        return new Revision(project.revision(reference), image.get().digest(reference));
    }

    private FaultException notPulled(
            Script script, Shell.Output said, String reference, String what) {
        return switch (said.exit()) {
            case DISK_FULL -> {
                var words = (lastLine(said.errors()) + " ? ? ?").split(" ");
                yield Fault.of(
                                Fault.Kind.FAILED,
                                "compose.disk.full",
                                what,
                                words[0]
                                        + " has "
                                        + mib(words[1])
                                        + " MiB left, and twice the image that runs is "
                                        + mib(words[2])
                                        + " MiB.",
                                "Make room there, `docker image prune` for one; nothing is pruned"
                                        + " by us.")
                        .on(place.host())
                        .thrown();
            }
            case 1 ->
                    Fault.of(
                                    Fault.Kind.FAILED,
                                    "compose.pull.failed",
                                    what,
                                    "The image " + reference + " could not be pulled.",
                                    "See docker's own words; nothing was drained or changed.")
                            .on(place.host())
                            .ran(script.name(), said.exit(), Faults.said(said))
                            .thrown();
            default -> place.remote().failed(script, said, what);
        };
    }

    private static String mib(String kib) {
        return kib.matches("\\d+") ? Long.toString(Long.parseLong(kib) / 1024) : kib;
    }

    @Override
    public void update(Revision target, Fence fence, Consumer<String> line) throws FaultException {
        var project = projectAnew();
        var running = host.containers(project).stream().findFirst();
        var reference = reference(project, target);
        var work =
                host.finding("compose: up", "compose-update.sh", target.id(), reference)
                        .with("DIRECTORY", spec.directory())
                        .with("PROJECT", project.name())
                        .with("SERVICE", spec.service())
                        .with("IMAGE", reference)
                        .with("VARIABLE", spec.revision().orElse(""));
        work =
                running.isEmpty()
                        ? work.with("RUNNING", "").with("KEEP", "")
                        : work.with("RUNNING", running.get().image())
                                .with("KEEP", host.ours(revision(project, running.get()).id()));
        work = withEnvFile(work, target);
        var ended = place.update(work, fence, line);
        judge(target, project, work, ended);
    }

    private static String reference(ComposeProject project, Revision revision) {
        return project.followsVariable() ? project.image(revision.name()) : project.image();
    }

    /** The new bytes of .env, if the variable is to change, and the sum of those they replace. */
    private Script withEnvFile(Script work, Revision target) throws FaultException {
        if (spec.revision().isEmpty()) {
            return work.with("ENV", "").with("ENVSUM", "");
        }
        var bytes = host.envFile();
        var file = EnvFile.of(bytes);
        var variable = spec.revision().get();
        if (file.value(variable).equals(Optional.of(target.name()))) {
            return work.with("ENV", "").with("ENVSUM", "");
        }
        requireSettable(Optional.of(target.name()));
        return work.with(
                        "ENV",
                        Base64.getEncoder()
                                .encodeToString(file.with(variable, target.name()).bytes()))
                .with("ENVSUM", sum(bytes));
    }

    private void judge(Revision target, ComposeProject project, Script work, Detached.Ended ended)
            throws FaultException {
        int exit = ended.exit().orElseThrow();
        var now = host.containers(project);
        boolean runs =
                !now.isEmpty()
                        && now.getFirst().status().equals("running")
                        && revision(project, now.getFirst()).id().equals(target.id());
        if (runs && exit == 0) {
            return;
        }
        var why =
                switch (exit) {
                    case Faults.CHANGED -> ".env was changed by somebody else meanwhile.";
                    case GONE -> "The image " + target.id() + " is not on the host any more.";
                    default ->
                            now.isEmpty()
                                    ? "No container of " + spec.service() + " runs."
                                    : "The container of "
                                            + spec.service()
                                            + " is "
                                            + now.getFirst().status()
                                            + " and runs "
                                            + revision(project, now.getFirst()).id()
                                            + " where "
                                            + target.id()
                                            + " was asked for.";
                };
        throw Fault.of(
                        Fault.Kind.FAILED,
                        "compose.update.failed",
                        place.cannot("updated"),
                        why,
                        "Mend what docker names, then --retry, or --roll-back.")
                .on(place.host())
                .ran(work.name(), exit, ended.log())
                .thrown();
    }

    @Override
    public boolean settle(Fence fence, Consumer<String> line) throws FaultException {
        return place.settle(fence, line);
    }

    @Override
    public boolean keeps(Revision earlier) throws FaultException {
        var reference = reference(slow.get("", this::slow).project(), earlier);
        var script = host.finding("compose: way back", "compose-keeps.sh", earlier.id(), reference);
        return place.remote().tryAsk(script, Remote.READING, place.cannot("read")).ok();
    }

    @Override
    public List<Command> preparation(Optional<String> to) {
        var set = setting(to).map(word -> word + " ").orElse("");
        return typed(List.of(set + "docker compose pull " + Words.quoted(spec.service())));
    }

    @Override
    public List<Command> commands(Optional<String> to) {
        var commands = new ArrayList<String>();
        setting(to)
                .ifPresent(
                        word ->
                                commands.add(
                                        "sed -i "
                                                + Words.quoted(
                                                        "s|^"
                                                                + spec.revision().orElseThrow()
                                                                + "=.*|"
                                                                + word
                                                                + "|")
                                                + " .env"));
        commands.add(
                "docker compose up -d --no-deps --no-build --pull never --force-recreate "
                        + Words.quoted(spec.service()));
        return typed(commands);
    }

    private Optional<String> setting(Optional<String> to) {
        return spec.revision()
                .flatMap(variable -> to.map(tag -> variable + "=" + Words.quoted(tag)));
    }

    private List<Command> typed(List<String> commands) {
        var cd = "cd " + Words.quoted(spec.directory()) + " && ";
        return commands.stream().map(text -> new Command(place.host(), cd + text)).toList();
    }

    private void requireSettable(Optional<String> to) throws FaultException {
        if (to.isPresent() && spec.revision().isEmpty()) {
            throw host.wrong(
                    "compose.revision.none",
                    "The cluster file names no variable that --to would set.",
                    "Name it: runtime: { kind: compose, revision: ODOO_TAG, ... }, or leave --to"
                            + " out.");
        }
        if (to.isPresent() && !REVISION.matcher(to.get()).matches()) {
            throw host.wrong(
                    "compose.revision.bad",
                    "'" + Faults.printable(to.get()) + "' cannot be part of an image's name.",
                    "Name a tag.");
        }
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((first, second) -> second)
                .orElse("");
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
