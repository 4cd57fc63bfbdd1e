package dev.drainboard.store;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.port.JournalPort;
import dev.drainboard.store.StateHosts.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The journal of one cluster as a file of JSON lines, here and on every state host; the lines are
 * told in this room's page, which copy is believed in {@link Copies}.
 *
 * <p>The first append under a token settles: all copies are read, and each is made to hold the same
 * lines. From then on nobody else can append, since every host refuses lower tokens and a higher
 * one is somebody else's, who makes ours fail. So each further append is one script a host and
 * nothing more. After any failure it settles anew.
 *
 * <p>Scripts go over the host's long-lived channel though they change something: each appends only
 * after the line that it expects, so asked twice it appends once.
 */
public final class FileJournal implements JournalPort {

    private final StateHosts hosts;
    private final LocalJournal local;

    /** The longest that was seen: what is not worth carrying over again. */
    private volatile Chain seen = Chain.EMPTY;

    /** What every copy holds, while {@code token} is present. */
    private Chain settled = Chain.EMPTY;

    private OptionalLong token = OptionalLong.empty();

    public FileJournal(StateHosts hosts, Home home) throws FaultException {
        this.hosts = hosts;
        this.local = new LocalJournal(home.cluster(hosts.cluster()));
    }

    @Override
    public synchronized void append(List<JournalEntry> entries, Fence fence) throws FaultException {
        if (!token.equals(OptionalLong.of(fence.token()))) {
            settle(fence);
        }
        var longer = settled.plus(entries);
        if (!local.append(longer)) {
            settle(fence);
            longer = settled.plus(entries);
            local.bring(longer);
        }
        carry(longer, fence);
    }

    private void carry(Chain longer, Fence fence) throws FaultException {
        int first = settled.lines().size();
        token = OptionalLong.empty();
        try {
            hosts.all(
                    "append",
                    shell -> {
                        new HostJournal(hosts, shell).append(longer, first, fence);
                        return shell;
                    });
            keep(longer, fence);
        } catch (FaultException e) {
            if (!e.fault().exit().equals(OptionalInt.of(HostScript.CHANGED))) {
                throw e;
            }
            // a host lost its end, or never had it: the copy here has all, and settling brings it
            settle(fence);
            if (settled.common(longer) < longer.lines().size()) {
                throw e;
            }
        }
    }

    private void settle(Fence fence) throws FaultException {
        token = OptionalLong.empty();
        var copies = new LinkedHashMap<String, Chain>();
        var chains = hosts.all("read", shell -> new HostJournal(hosts, shell).read(seen));
        for (int host = 0; host < chains.size(); host++) {
            copies.put(hosts.label(hosts.shells().get(host)), chains.get(host));
        }
        var believed = new Copies(copies, local.read()).believed();
        local.bring(believed);
        hosts.all(
                "bring",
                shell -> {
                    new HostJournal(hosts, shell)
                            .bring(copies.get(hosts.label(shell)), believed, fence);
                    return shell;
                });
        keep(believed, fence);
    }

    private void keep(Chain chain, Fence fence) {
        settled = chain.plus(List.of());
        seen = settled;
        token = OptionalLong.of(fence.token());
    }

    @Override
    public List<JournalEntry> read() throws FaultException {
        var copies = new LinkedHashMap<String, Chain>();
        var faults = new ArrayList<FaultException>();
        for (var answer : hosts.each("read", shell -> new HostJournal(hosts, shell).read(seen))) {
            switch (answer) {
                case Answer.Got<Chain> got -> copies.put(hosts.label(got.shell()), got.value());
                case Answer.Failed<Chain> failed -> faults.add(failed.fault());
            }
        }
        if (copies.isEmpty()) {
            throw faults.getFirst();
        }
        var believed = new Copies(copies, local.read()).believed();
        seen = believed;
        return believed.entries();
    }

    @Override
    public List<String> verify() throws FaultException {
        var copies = new LinkedHashMap<String, Chain>();
        var wrongs = new ArrayList<String>();
        for (var answer :
                hosts.each("verify", shell -> new HostJournal(hosts, shell).read(Chain.EMPTY))) {
            switch (answer) {
                case Answer.Got<Chain> got -> copies.put(hosts.label(got.shell()), got.value());
                case Answer.Failed<Chain> failed ->
                        wrongs.add(
                                hosts.label(failed.shell())
                                        + " could not be read: "
                                        + failed.fault().fault().why());
            }
        }
        wrongs.addAll(new Copies(copies, Chain.of(local.read().bytes())).wrongs());
        return wrongs;
    }
}
