package dev.drainboard.driver;

import dev.drainboard.dialect.HaproxyAnswer;
import dev.drainboard.dialect.HaproxyAnswerException;
import dev.drainboard.dialect.HaproxySession;
import dev.drainboard.dialect.HaproxyStickTable;
import dev.drainboard.model.Command;
import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.wire.LineSocket;
import dev.drainboard.wire.ShellException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The Runtime API over TCP, from this machine. No script stands before a change, so nothing refuses
 * an old token, and nobody completes or undoes a change whose asker vanished: that is why its facts
 * say "not fenced". Processes of an earlier configuration cannot be asked through it, so neither
 * can what is in use be told: the nodes themselves must be counted.
 */
final class HaproxyTcpSocket implements HaproxySocket {

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final LineSocket socket;
    private final String host;
    private final HaproxyFaults faults;

    HaproxyTcpSocket(LineSocket socket, String host, HaproxyFaults faults) {
        this.socket = socket;
        this.host = host;
        this.faults = faults;
    }

    @Override
    public String host() {
        return host;
    }

    @Override
    public boolean fenced() {
        return false;
    }

    @Override
    public Command typed(String line) {
        return new Command(host, "echo '" + line + "' | socat - TCP:" + socket.address());
    }

    @Override
    public HaproxyReading read() throws FaultException {
        return new HaproxyReading(
                answer(faults.unread()), OptionalInt.empty(), Optional.empty(), Map.of());
    }

    @Override
    public String sessions() throws FaultException {
        return ask(HaproxySession.QUESTION, faults.unread());
    }

    @Override
    public String tables() throws FaultException {
        return ask(HaproxyStickTable.QUESTION, faults.unread());
    }

    @Override
    public Map<String, List<HaproxyStickTable.Bound>> bound(List<HaproxyStickTable> tables)
            throws FaultException {
        var bound = new HashMap<String, List<HaproxyStickTable.Bound>>();
        for (var table : tables) {
            bound.put(table.name(), table.read(ask(table.entries(), faults.unread())));
        }
        return bound;
    }

    private HaproxyAnswer answer(String what) throws FaultException {
        try {
            return HaproxyAnswer.of(ask(HaproxyAnswer.QUESTIONS, what));
        } catch (HaproxyAnswerException e) {
            throw faults.garbled(e.getMessage()).on(host).thrown();
        }
    }

    private String ask(String line, String what) throws FaultException {
        try {
            return socket.ask(line, DEADLINE);
        } catch (ShellException e) {
            boolean lost = e.kind() == ShellException.Kind.UNKNOWN;
            throw Fault.of(
                            lost ? Fault.Kind.UNKNOWN : Fault.Kind.UNREACHABLE,
                            lost ? "haproxy.socket.unknown" : "haproxy.socket.unreachable",
                            what,
                            e.getMessage() + ".",
                            e.fix())
                    .on(host)
                    .thrown();
        }
    }

    @Override
    public boolean change(HaproxyChange change, Fence fence, String what) throws FaultException {
        var now = change.asIn(answer(what));
        if (now.equals(change.after())) {
            return true;
        }
        if (!now.equals(change.expected())) {
            return false;
        }
        int asked = 0;
        var refusal = "";
        for (var step : change.steps()) {
            asked++;
            refusal = refusal(ask(step.command(), what));
            if (!refusal.isEmpty()) {
                break;
            }
        }
        if (refusal.isEmpty()) {
            var after = change.asIn(answer(what));
            if (after.equals(change.after())) {
                return true;
            }
            refusal = "not as asked: " + String.join(", ", after);
        }
        throw undone(change, change.steps().subList(0, asked), refusal, what);
    }

    /** Empty: yes. Success is an empty line, everything else is prose or a broken connection. */
    private String refusal(String answer) {
        if (answer.isEmpty()) {
            return socket.address() + " did not answer";
        }
        return answer.strip();
    }

    private FaultException undone(
            HaproxyChange change, List<HaproxyChange.Step> done, String refusal, String what)
            throws FaultException {
        for (var step : done) {
            ask(step.undo(), what);
        }
        boolean undone = change.asIn(answer(what)).equals(change.expected());
        if (undone && refusal.contains("Permission denied")) {
            return faults.level(what, "less than admin").on(host).thrown();
        }
        return faults.notApplied(what, refusal, undone).on(host).thrown();
    }
}
