package dev.drainboard.ui.frame;

import dev.drainboard.model.Command;
import dev.drainboard.model.CommandRun;
import dev.drainboard.model.Fault;
import dev.drainboard.model.GateRounds;
import dev.drainboard.model.History;
import dev.drainboard.model.Intent;
import dev.drainboard.model.JournalEntry;
import dev.drainboard.model.NodeConfig;
import dev.drainboard.model.Plan;
import dev.drainboard.model.Reading;
import dev.drainboard.model.Scene;
import dev.drainboard.model.Settings;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Step;
import dev.drainboard.model.StepKind;
import dev.drainboard.ui.kit.Clusters;
import dev.drainboard.ui.kit.Door;
import dev.drainboard.ui.kit.Order;
import dev.drainboard.ui.kit.Preview;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A world that stands still until the test moves it, and remembers what was handed out. */
final class FakeDoor {

    volatile Snapshot snapshot;
    volatile Instant now = Scene.NOW;
    volatile List<JournalEntry> events = List.of();
    volatile List<dev.drainboard.model.Turn> turns = List.of();
    volatile List<CommandRun> commands = List.of();
    volatile History history = new Waves();
    volatile Optional<GateRounds> gate = Optional.empty();
    volatile Optional<Fault> refusal = Optional.empty();
    volatile Optional<Fault> outcome = Optional.empty();
    volatile Optional<RuntimeException> mistake = Optional.empty();
    volatile boolean readOnly;
    volatile Settings settings = Settings.DEFAULT.with(Settings.Theme.DARK);

    /** From this preview on none ends. */
    volatile int slowFrom = Integer.MAX_VALUE;

    volatile CountDownLatch previewEnds = new CountDownLatch(0);
    volatile CountDownLatch orderEnds = new CountDownLatch(0);
    final List<Order> orders = new CopyOnWriteArrayList<>();
    final List<dev.drainboard.model.Word.Said> foretold = new CopyOnWriteArrayList<>();
    final List<Intent> previews = new CopyOnWriteArrayList<>();
    final List<String> configured = new CopyOnWriteArrayList<>();
    final Map<String, Reading<NodeConfig>> configs = new ConcurrentHashMap<>();
    final List<String> again = new CopyOnWriteArrayList<>();
    final List<String> followed = new CopyOnWriteArrayList<>();
    private final List<Runnable> knocks = new CopyOnWriteArrayList<>();

    volatile List<Clusters.Known> known = List.of();
    volatile List<String> atWork = List.of();
    volatile boolean toStand;
    volatile Optional<Fault> unopened = Optional.empty();
    final List<Path> opened = new CopyOnWriteArrayList<>();

    private final class FakeClusters implements Clusters {
        @Override
        public List<Known> known() {
            return known;
        }

        @Override
        public Optional<Fault> open(Path file) {
            opened.add(file);
            return unopened;
        }

        @Override
        public List<String> atWork() {
            return atWork;
        }

        @Override
        public void stand() {
            toStand = true;
        }

        @Override
        public void goOn() {
            toStand = false;
        }
    }

    FakeDoor(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    Door door() {
        return new Door(
                () -> snapshot,
                knocks::add,
                () -> events,
                () -> turns,
                () -> commands,
                () -> gate,
                history,
                this::follow,
                this::config,
                (probe, target) -> again.add(probe + " " + target),
                new FakeClusters(),
                () -> settings,
                kept -> settings = kept,
                this::preview,
                this::order,
                "mk@ops1",
                readOnly,
                () -> now,
                ZoneOffset.UTC);
    }

    /** Another reading came. */
    void becomes(Snapshot next) {
        snapshot = next;
        knocks.forEach(Runnable::run);
    }

    /** Four lines of each node, and then none. */
    private dev.drainboard.ui.kit.Tails.Tail follow(
            String node, int last, dev.drainboard.ui.kit.Tails.Reader reader) {
        followed.add(node);
        reader.lines(node, LogLines.of(node), 0);
        return () -> followed.remove(node);
    }

    private Reading<NodeConfig> config(String node) {
        configured.add(node);
        return configs.getOrDefault(node, Settled.of(node, now));
    }

    private Preview preview(Order order) {
        switch (order) {
            case Order.Wanted wanted -> previews.add(wanted.intent());
            case Order.Said said -> foretold.add(said.said());
        }
        mistake.ifPresent(
                bug -> {
                    throw bug;
                });
        if (previews.size() >= slowFrom) {
            previewEnds = new CountDownLatch(1);
        }
        try {
            previewEnds.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return refusal.<Preview>map(Preview.Refused::new)
                .orElseGet(
                        () ->
                                new Preview.Planned(
                                        switch (order) {
                                            case Order.Wanted wanted -> plan(wanted.intent());
                                            case Order.Said said -> putBack();
                                        }));
    }

    /** Of node2, by whichever word. */
    private static Plan putBack() {
        var gate = "Ask node2 until it passes 5 times in a row, for 3 min at most";
        var restore = "Put node2 back as it was on lb1, lb2";
        var node2 = Optional.of("node2");
        return new Plan(
                new Intent.Rollout(Optional.of("8d41b07"), List.of(), 1),
                List.of(
                        new Step(
                                Optional.empty(),
                                StepKind.PREFLIGHT,
                                "Ask what runs where",
                                List.of()),
                        new Step(
                                node2,
                                StepKind.GATE,
                                gate,
                                List.of(
                                        new Command(
                                                "workstation",
                                                "curl -H 'Host: odoo.example.com' http://10.20.1.12:8069/web/health"))),
                        new Step(
                                node2,
                                StepKind.RESTORE,
                                restore,
                                List.of(new Command("lb2", "set server odoo/node2 state ready")))),
                List.of("node2: put back if the gate passes, else left out and listed."));
    }

    private Optional<Fault> order(Order order) {
        orders.add(order);
        try {
            orderEnds.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return outcome;
    }

    private static Plan plan(Intent intent) {
        var steps = new ArrayList<Step>();
        steps.add(
                new Step(
                        Optional.empty(),
                        StepKind.PREFLIGHT,
                        "Check every balancer and the nodes that stay",
                        List.of()));
        var nodes = intent.nodes().isEmpty() ? List.of("node1", "node2", "node3") : intent.nodes();
        for (var node : nodes) {
            steps.add(
                    new Step(
                            Optional.of(node),
                            StepKind.DRAIN,
                            "Take " + node + " out of rotation on lb1 and lb2, both ports",
                            List.of(
                                    new Command(
                                            "lb1",
                                            "mark 10.20.1.12:8069 and 10.20.1.12:8072 `down` in"
                                                    + " odoo, odoo_ws; nginx -t && nginx -s"
                                                    + " reload"),
                                    new Command(
                                            "lb2", "set server odoo/" + node + " state drain"))));
            steps.add(
                    new Step(
                            Optional.of(node),
                            StepKind.AWAIT_IDLE,
                            "Wait at most 2 min until no request is in use, then ask",
                            List.of()));
            if (intent instanceof Intent.Update || intent instanceof Intent.Rollout) {
                steps.add(
                        new Step(
                                Optional.of(node),
                                StepKind.UPDATE,
                                "Update " + node,
                                List.of(new Command(node, "docker compose up -d"))));
            }
        }
        return new Plan(intent, steps, List.of("14 websockets of node1 are closed and reconnect."));
    }

    static List<JournalEntry> journal() {
        return List.of(
                entry(0, JournalEntry.Kind.OPENED, "", null, "rollout to 8d41b07 by mk@ops1"),
                entry(9, JournalEntry.Kind.DID, "", StepKind.PREFLIGHT, "all 7 hosts answer"),
                entry(24, JournalEntry.Kind.DID, "node1", StepKind.DRAIN, "out on lb1 and lb2"),
                entry(66, JournalEntry.Kind.DID, "node1", StepKind.UPDATE, "runs 8d41b07"),
                entry(90, JournalEntry.Kind.DID, "node1", StepKind.GATE, "5 of 5"),
                entry(96, JournalEntry.Kind.DID, "node1", StepKind.RESTORE, "in rotation"),
                entry(130, JournalEntry.Kind.ABOUT, "node2", StepKind.DRAIN, ""));
    }

    /** The same, of which it is also known how long node1 was waited for: 36 s. */
    static List<JournalEntry> journalOfADrain() {
        var all = new ArrayList<>(journal());
        all.add(3, entry(24, JournalEntry.Kind.ABOUT, "node1", StepKind.AWAIT_IDLE, ""));
        all.add(
                4,
                entry(60, JournalEntry.Kind.DID, "node1", StepKind.AWAIT_IDLE, "no request left"));
        return List.copyOf(all);
    }

    private static JournalEntry entry(
            int second, JournalEntry.Kind kind, String node, StepKind step, String detail) {
        return new JournalEntry(
                Scene.NOW.minusSeconds(307 - second),
                "20261123-1400-7f3a",
                "mk@ops1",
                kind,
                Optional.of(node).filter(name -> !name.isEmpty()),
                Optional.ofNullable(step),
                detail,
                Map.of(),
                Optional.empty());
    }
}
