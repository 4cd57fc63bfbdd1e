package dev.drainboard.ui.frame;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.History;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Settings;
import dev.drainboard.model.Snapshot;
import dev.drainboard.model.Status;
import dev.drainboard.ui.board.Action;
import dev.drainboard.ui.kit.Clusters;
import dev.drainboard.ui.kit.Glyph;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All that can be done or gone to from here, and what of it fits what was typed. Pure. */
record PaletteModel(List<Entry> entries) {

    PaletteModel {
        entries = List.copyOf(entries);
    }

    /** What an entry belongs to; also the order in which they are shown. */
    enum Kind {
        ACTION,
        PLACE,
        SETTING
    }

    /** What happens when an entry is chosen. */
    sealed interface Deed {
        record Want(Intent intent) implements Deed {}

        record Show(Pages.Page page) implements Deed {}

        record Choose(String node) implements Deed {}

        record OtherTheme() implements Deed {}

        /** By +1, -1, or 0 for as much as there is room for. */
        record Zoom(int by) implements Deed {}

        record Group() implements Deed {}

        record TextSize(UnaryOperator<Settings> other) implements Deed {}

        record Set() implements Deed {}

        record Open(Path file) implements Deed {}

        record OpenOther() implements Deed {}

        /** History to a file. */
        record Write(Duration span) implements Deed {}

        record Keys() implements Deed {}
    }

    /**
     * One line.
     *
     * @param says what it does, or why it cannot be done now
     * @param key that does the same; empty: none
     * @param refused it cannot be done now
     */
    record Entry(
            Kind kind,
            Glyph glyph,
            String title,
            String says,
            String key,
            boolean refused,
            Deed deed) {}

    /**
     * @param chosen the node whose actions come first
     */
    static PaletteModel of(
            Snapshot snapshot,
            Status status,
            Optional<String> chosen,
            boolean readOnly,
            List<Clusters.Known> clusters) {
        var entries = new ArrayList<Entry>();
        var names = new ArrayList<>(status.nodes().stream().map(node -> node.name()).toList());
        chosen.ifPresent(
                node -> {
                    names.remove(node);
                    names.addFirst(node);
                });
        for (var name : names) {
            boolean first = chosen.equals(Optional.of(name));
            for (var action : Action.of(name, snapshot, status, readOnly)) {
                entries.add(action(action, name, first));
            }
        }
        entries.add(action(Action.rollout(snapshot, status, readOnly), "", false));
        for (var page : Pages.Page.values()) {
            entries.add(
                    new Entry(
                            Kind.PLACE,
                            Glyph.WAITING,
                            text("page", page),
                            text("palette.page"),
                            Integer.toString(page.ordinal() + 1),
                            false,
                            new Deed.Show(page)));
        }
        for (var node : status.nodes()) {
            entries.add(
                    new Entry(
                            Kind.PLACE,
                            Glyph.of(node.state()),
                            node.name(),
                            text("node.state", node.state()),
                            "",
                            false,
                            new Deed.Choose(node.name())));
        }
        clusters.stream()
                .filter(known -> known.now() != Clusters.Now.SHOWN)
                .forEach(known -> entries.add(cluster(known)));
        entries.add(
                new Entry(
                        Kind.PLACE,
                        Glyph.WAITING,
                        text("switch.other"),
                        "",
                        "Ctrl O",
                        false,
                        new Deed.OpenOther()));
        entries.add(write("palette.export.hour", "Ctrl E", Duration.ofHours(1)));
        entries.add(write("palette.export.day", "", History.DAY));
        entries.add(setting("palette.theme", "", new Deed.OtherTheme()));
        entries.add(setting("board.zoom.in", "+", new Deed.Zoom(1)));
        entries.add(setting("board.zoom.out", "−", new Deed.Zoom(-1)));
        entries.add(setting("board.zoom.fit", "0", new Deed.Zoom(0)));
        entries.add(setting("palette.group", "G", new Deed.Group()));
        entries.add(setting("palette.text.larger", "Ctrl +", new Deed.TextSize(Settings::larger)));
        entries.add(
                setting("palette.text.smaller", "Ctrl −", new Deed.TextSize(Settings::smaller)));
        entries.add(setting("palette.settings", "", new Deed.Set()));
        entries.add(setting("palette.keys", "?", new Deed.Keys()));
        return new PaletteModel(entries);
    }

    private static Entry action(Action action, String node, boolean first) {
        var title = action.label().replace("…", "") + (node.isEmpty() ? "" : " " + node);
        return new Entry(
                Kind.ACTION,
                glyph(action.intent()),
                title + (action.refusal().isEmpty() ? "…" : ""),
                action.refusal().orElse(first ? text("palette.selected") : ""),
                key(action.intent(), first),
                action.refusal().isPresent(),
                new Deed.Want(action.intent()));
    }

    private static Entry cluster(Clusters.Known known) {
        var says =
                text("environment", known.environment()) + ", " + SwitcherView.place(known.file());
        return new Entry(
                Kind.PLACE,
                Glyph.WAITING,
                text("palette.cluster", known.name()),
                known.now() == Clusters.Now.WORKING ? text("switch.working", says) : says,
                "",
                false,
                new Deed.Open(known.file()));
    }

    private static Entry write(String key, String cap, Duration span) {
        return new Entry(
                Kind.ACTION, Glyph.WAITING, text(key), "", cap, false, new Deed.Write(span));
    }

    private static Entry setting(String key, String cap, Deed deed) {
        return new Entry(Kind.SETTING, Glyph.WAITING, text(key), "", cap, false, deed);
    }

    private static Glyph glyph(Intent intent) {
        return switch (intent) {
            case Intent.Drain drain -> Glyph.DRAINING;
            case Intent.Maint maint -> Glyph.OUT;
            case Intent.Restore restore -> Glyph.HEALTHY;
            case Intent.Update update -> Glyph.UPDATING;
            case Intent.Rollout rollout -> Glyph.UPDATING;
        };
    }

    private static String key(Intent intent, boolean chosen) {
        return switch (intent) {
            case Intent.Drain drain -> chosen ? "D" : "";
            case Intent.Update update -> chosen ? "U" : "";
            case Intent.Restore restore -> chosen ? "R" : "";
            case Intent.Rollout rollout -> "Ctrl Shift U";
            case Intent.Maint maint -> "";
        };
    }

    /**
     * Entries that have every word typed, those that begin with the first word before the others.
     *
     * @param most of each kind
     */
    List<Entry> fitting(String typed, int most) {
        var words =
                Arrays.stream(typed.toLowerCase(Locale.ROOT).split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .toList();
        var fitting = new ArrayList<Entry>();
        for (var kind : Kind.values()) {
            var some =
                    entries.stream()
                            .filter(entry -> entry.kind() == kind)
                            .filter(entry -> has(entry, words))
                            .toList();
            var ranked = new ArrayList<Entry>();
            some.stream().filter(entry -> begins(entry, words)).forEach(ranked::add);
            some.stream().filter(entry -> !begins(entry, words)).forEach(ranked::add);
            fitting.addAll(ranked.subList(0, Math.min(most, ranked.size())));
        }
        return fitting;
    }

    private static boolean has(Entry entry, List<String> words) {
        var all = (entry.title() + " " + entry.says()).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(all::contains);
    }

    /** What can be done before what cannot. */
    private static boolean begins(Entry entry, List<String> words) {
        return !entry.refused()
                && (words.isEmpty()
                        || entry.title().toLowerCase(Locale.ROOT).startsWith(words.getFirst()));
    }
}
