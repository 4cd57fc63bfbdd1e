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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A node that is updated by the user's own commands. Exit 0 is done; the last line of {@code
 * current} is the revision, and is what was asked for after an update. What starts and stops is
 * told by who listens on the node's port.
 */
final class CommandsRuntime implements RuntimePort {

    private static final String COMMAND = NodeHost.text("command.sh");
    private static final Duration CURRENT_LIFE = Duration.ofSeconds(30);

    private final NodeHost place;
    private final RuntimeSpec.Commands spec;
    private final int port;
    private final Remembered<Optional<String>, Optional<Revision>> current;

    /**
     * @param port of HTTP, whose listener tells one start from the next
     */
    CommandsRuntime(NodeHost place, RuntimeSpec.Commands spec, int port) {
        this.place = place;
        this.spec = spec;
        this.port = port;
        this.current = new Remembered<>(place.clock(), CURRENT_LIFE);
    }

    @Override
    public String node() {
        return place.node();
    }

    @Override
    public RuntimeFacts read() throws FaultException {
        var instance = instance();
        var revision = current.get(instance, this::current);
        return new RuntimeFacts(revision, instance, Optional.empty(), List.of());
    }

    private Optional<String> instance() throws FaultException {
        var script =
                Script.of("commands: who listens", NodeHost.text("instance.sh"))
                        .root()
                        .with("PORT", port)
                        .after(Script.PRELUDE);
        var said = place.remote().ask(script, Remote.READING, place.cannot("read"));
        return Listener.instance(said.text());
    }

    private Optional<Revision> current() throws FaultException {
        var script = command("commands: current", spec.current(), "", "");
        var said = place.remote().tryAsk(script, Remote.READING, place.cannot("read"));
        if (!said.ok()) {
            throw failed("current", script, said, place.cannot("asked for its revision"));
        }
        return lastLine(said.text()).map(word -> new Revision(word, word));
    }

    @Override
    public Revision prepare(Optional<String> to, Fence fence) throws FaultException {
        var word = to.orElse("");
        requireWord(word);
        if (spec.prepare().isPresent()) {
            var script =
                    place.fenced("commands: prepare", "prepare.sh", fence)
                            .with("COMMAND", spec.prepare().get())
                            .with("REVISION", word)
                            .with("NODE", node())
                            .with("WORK", COMMAND);
            var what = place.cannot("prepared");
            var said = place.remote().tryRunApart(script, NodeHost.PREPARE, what);
            if (!said.ok()) {
                throw failed("prepare", script, said, what);
            }
        }
        return new Revision(word, word);
    }

    @Override
    public void update(Revision target, Fence fence, Consumer<String> line) throws FaultException {
        requireWord(target.name());
        var work = command("commands: update", spec.update(), target.name(), fence.operation());
        var ended = place.update(work, fence, line);
        current.forget();
        int exit = ended.exit().orElseThrow();
        if (exit != 0) {
            throw Fault.of(
                            Fault.Kind.FAILED,
                            "commands.update.failed",
                            place.cannot("updated"),
                            "The update command ended with " + exit + ".",
                            "Mend what its output names, then --retry, or --roll-back.")
                    .on(place.host())
                    .ran(spec.update(), exit, ended.log())
                    .thrown();
        }
        var now = current();
        if (!target.name().isEmpty()
                && now.filter(found -> found.name().equals(target.name())).isEmpty()) {
            throw Fault.of(
                            Fault.Kind.FAILED,
                            "commands.update.other-revision",
                            place.cannot("updated"),
                            "The update command ended with 0, and `current` says "
                                    + now.map(Revision::name).orElse("nothing")
                                    + " where "
                                    + target.name()
                                    + " was asked for.",
                            "Look at the update command, then --retry, or --roll-back.")
                    .on(place.host())
                    .ran(spec.current(), 0, ended.log())
                    .thrown();
        }
    }

    @Override
    public boolean settle(Fence fence, Consumer<String> line) throws FaultException {
        current.forget();
        return place.settle(fence, line);
    }

    /** Nobody but the user's command knows; a word is all that it needs. */
    @Override
    public boolean keeps(Revision earlier) {
        return !earlier.name().isEmpty();
    }

    @Override
    public List<Command> preparation(Optional<String> to) {
        return spec.prepare().map(command -> List.of(typed(command, to))).orElse(List.of());
    }

    @Override
    public List<Command> commands(Optional<String> to) {
        return List.of(typed(spec.update(), to));
    }

    private Command typed(String command, Optional<String> to) {
        var word = to.map(revision -> "DRAINBOARD_REVISION=" + Words.quoted(revision) + " ");
        return new Command(place.host(), word.orElse("") + command);
    }

    private Script command(String name, String command, String revision, String operation) {
        return Script.of(name, COMMAND)
                .root()
                .with("COMMAND", command)
                .with("REVISION", revision)
                .with("NODE", node())
                .with("OPERATION", operation);
    }

    private FaultException failed(String which, Script script, Shell.Output said, String what) {
        if (said.exit() == Faults.OLD_TOKEN || said.exit() == Faults.BUSY) {
            return place.remote().failed(script, said, what);
        }
        return Fault.of(
                        Fault.Kind.FAILED,
                        "commands." + which + ".failed",
                        what,
                        "The command `" + which + "` ended with " + said.exit() + ".",
                        "Run it by hand on the host and mend what it names.")
                .on(place.host())
                .ran(script.data().get("COMMAND"), said.exit(), Faults.said(said))
                .thrown();
    }

    private static void requireWord(String word) throws FaultException {
        if (!word.equals(word.strip()) || word.chars().anyMatch(Character::isISOControl)) {
            throw Fault.of(
                            Fault.Kind.WRONG,
                            "commands.revision.bad",
                            "The revision cannot be used.",
                            "It begins or ends with a blank, or holds a control character.",
                            "Name a revision of one line.")
                    .thrown();
        }
    }

    private static Optional<String> lastLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((first, second) -> second)
                .map(Faults::printable);
    }
}
