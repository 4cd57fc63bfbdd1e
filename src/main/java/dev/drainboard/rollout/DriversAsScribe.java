package dev.drainboard.rollout;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Command;
import dev.drainboard.port.BalancerPort;
import dev.drainboard.port.Ports;
import java.util.List;
import java.util.Optional;

/** The exact commands of a plan come from the drivers. */
record DriversAsScribe(Ports ports) implements Planner.Scribe {

    @Override
    public List<Command> rotation(String node, AdminState wanted) {
        return ports.balancers().values().stream()
                .flatMap(port -> port.commands(node, wanted).stream())
                .toList();
    }

    @Override
    public List<Command> prepare(String node, Optional<String> to) {
        return ports.runtimes().get(node).preparation(to);
    }

    @Override
    public List<Command> update(String node, Optional<String> to) {
        return ports.runtimes().get(node).commands(to);
    }

    @Override
    public boolean knowsDrain() {
        return ports.balancers().values().stream().anyMatch(BalancerPort::knowsDrain);
    }
}
