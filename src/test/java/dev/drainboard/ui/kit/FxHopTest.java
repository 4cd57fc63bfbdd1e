package dev.drainboard.ui.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
@Timeout(120)
final class FxHopTest {

    @Test
    void aThousandKnocksAreOneHopAndItShowsTheNewest() throws Exception {
        var newest = new AtomicInteger();
        var made = new AtomicInteger();
        var shown = new CopyOnWriteArrayList<Integer>();
        var hop = new FxHop<>(() -> made.updateAndGet(before -> newest.get()), shown::add);
        var busy = new CountDownLatch(1);
        Platform.runLater(() -> await(busy));
        for (int i = 1; i <= 1000; i++) {
            newest.set(i);
            hop.knock();
        }
        until(() -> made.get() == 1000);
        busy.countDown();
        until(() -> !shown.isEmpty());
        settle();
        assertThat(shown).containsExactly(1000);
        hop.close();
    }

    @Test
    void aKnockWhileItIsBeingShownIsNotLost() throws Exception {
        var newest = new AtomicInteger(1);
        var shown = new CopyOnWriteArrayList<Integer>();
        var hop = new ArrayList<FxHop<Integer>>();
        hop.add(
                new FxHop<>(
                        newest::get,
                        value -> {
                            shown.add(value);
                            if (value == 1) {
                                newest.set(2);
                                hop.getFirst().knock();
                            }
                        }));
        hop.getFirst().knock();
        until(() -> shown.size() == 2);
        assertThat(shown).containsExactly(1, 2);
        hop.getFirst().close();
    }

    @Test
    void itIsMadeBesideTheJavaFxThreadAndShownOnIt() throws Exception {
        var threads = new CopyOnWriteArrayList<Boolean>();
        var hop =
                new FxHop<>(
                        Platform::isFxApplicationThread,
                        made -> threads.addAll(List.of(made, Platform.isFxApplicationThread())));
        hop.knock();
        until(() -> !threads.isEmpty());
        assertThat(threads).containsExactly(false, true);
        hop.close();
    }

    @Test
    void whileNobodyLooksNothingIsMadeAndThenTheNewest() throws Exception {
        var made = new AtomicInteger();
        var shown = new CopyOnWriteArrayList<Integer>();
        var hop = new FxHop<>(made::incrementAndGet, shown::add);
        hop.sleep(true);
        hop.knock();
        hop.knockEvery(Duration.ofMillis(1));
        Thread.sleep(50);
        assertThat(made).hasValue(0);
        hop.sleep(false);
        until(() -> !shown.isEmpty());
        hop.close();
    }

    @Test
    void whatIsFetchedIsFetchedElsewhereAndShownOnTheJavaFxThread() throws Exception {
        var threads = new ArrayList<String>();
        var done = new CountDownLatch(1);
        FxHop.fetch(
                "preview drain node2",
                () -> Thread.currentThread().getName(),
                name -> {
                    threads.add(name);
                    threads.add(Boolean.toString(Platform.isFxApplicationThread()));
                    done.countDown();
                });
        assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).containsExactly("preview drain node2", "true");
    }

    /** The one door: nobody else hops. */
    @Test
    void nobodyElseRunsLater() throws IOException {
        var doors = new ArrayList<String>();
        try (var files = Files.walk(Path.of("target/classes/dev/drainboard"))) {
            for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                var code = new String(Files.readAllBytes(file), "ISO-8859-1");
                if (code.contains("runLater")) {
                    doors.add(file.getFileName().toString());
                }
            }
        }
        assertThat(doors).isEqualTo(List.of("FxHop.class"));
    }

    private static void until(BooleanSupplier holds) throws InterruptedException {
        for (int i = 0; i < 10_000 && !holds.getAsBoolean(); i++) {
            Thread.sleep(1);
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }

    private static void settle() throws InterruptedException {
        var settled = new CountDownLatch(1);
        Platform.runLater(settled::countDown);
        assertThat(settled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
