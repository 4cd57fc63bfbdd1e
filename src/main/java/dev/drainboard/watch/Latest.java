package dev.drainboard.watch;

import dev.drainboard.model.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The one shared thing that changes: the newest snapshot, and a knock when there is another. */
public final class Latest implements Supplier<Snapshot> {

    private final AtomicReference<Snapshot> snapshot;
    private final List<Runnable> knocks = new CopyOnWriteArrayList<>();

    public Latest(Snapshot first) {
        snapshot = new AtomicReference<>(Objects.requireNonNull(first));
    }

    @Override
    public Snapshot get() {
        return snapshot.get();
    }

    /** {@code change} may be called more than once, so it must be pure. */
    public void update(UnaryOperator<Snapshot> change) {
        snapshot.updateAndGet(change);
        knocks.forEach(Runnable::run);
    }

    /**
     * {@code knock} runs after every update, on the thread of the probe: it must only signal. The
     * value is fetched with {@link #get} by whoever was woken.
     */
    public void onKnock(Runnable knock) {
        knocks.add(knock);
    }
}
