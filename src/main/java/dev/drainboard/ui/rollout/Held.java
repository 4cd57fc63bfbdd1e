package dev.drainboard.ui.rollout;

import static dev.drainboard.ui.kit.Texts.text;

import dev.drainboard.model.Holder;
import dev.drainboard.model.Holders;
import dev.drainboard.ui.kit.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is still at work on a node that drains, by name. Pure.
 *
 * @param things what is waited for first; at most {@link #MOST}
 * @param says what is left out or could not be asked, a sentence each
 */
public record Held(List<Thing> things, List<String> says) {

    static final int MOST = 8;

    public Held {
        things = List.copyOf(things);
        says = List.copyOf(says);
    }

    /**
     * One of them.
     *
     * @param who its client, or what a job does; an en dash where nobody knows
     * @param time how long it has been under way
     * @param by who sees it
     * @param waited whether the drain waits for it
     */
    public record Thing(String kind, String who, String time, String by, boolean waited) {}

    static Held of(Holders holders) {
        var things = holders.all().stream().map(Held::thing).toList();
        var says = new ArrayList<String>();
        if (things.size() > MOST) {
            says.add(text("rollout.held.more", things.size() - MOST));
        }
        holders.idle().ifPresent(idle -> says.add(text("rollout.held.idle", idle)));
        says.addAll(holders.gaps());
        return new Held(things.subList(0, Math.min(MOST, things.size())), says);
    }

    private static Thing thing(Holder holder) {
        return switch (holder) {
            case Holder.Request request ->
                    thing(
                            "rollout.held.request",
                            request.client(),
                            request.age(),
                            request.by(),
                            holder);
            case Holder.Websocket socket ->
                    thing(
                            "rollout.held.websocket",
                            socket.client(),
                            socket.age(),
                            socket.by(),
                            holder);
            case Holder.Transaction job ->
                    thing(
                            "rollout.held.job",
                            Optional.of(job.what()),
                            Optional.empty(),
                            text("board.database"),
                            holder);
        };
    }

    private static Thing thing(
            String kind, Optional<String> who, Optional<Duration> age, String by, Holder holder) {
        return new Thing(
                text(kind),
                who.orElse(Figures.UNKNOWN),
                age.map(Figures::of).orElse(Figures.UNKNOWN),
                by,
                holder.holds());
    }
}
