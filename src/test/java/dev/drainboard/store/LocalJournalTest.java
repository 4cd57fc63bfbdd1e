package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.FaultException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalJournalTest {

    private static final int LINES = 40;

    @TempDir Path directory;

    /** What another process, or thread, does: each line after whatever line is the last by then. */
    public static void main(String[] arguments) throws FaultException {
        var journal = new LocalJournal(Path.of(arguments[0]));
        for (int done = 0; done < LINES; ) {
            var longer = journal.read().plus(List.of(Entries.entry(arguments[1] + " " + done)));
            done += journal.append(longer) ? 1 : 0;
        }
    }

    @Test
    void processes_and_threads_of_one_home_write_one_after_the_other() throws Exception {
        var other =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LocalJournalTest.class.getName(),
                                directory.toString(),
                                "process")
                        .inheritIO()
                        .start();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing = new ArrayList<Future<?>>();
            for (var name : List.of("thread-1", "thread-2")) {
                writing.add(
                        threads.submit(
                                () -> {
                                    main(new String[] {directory.toString(), name});
                                    return name;
                                }));
            }
            for (var thread : writing) {
                thread.get();
            }
            assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly();
        }
        assertThat(other.exitValue()).isZero();
        var chain = new LocalJournal(directory).read();
        assertThat(chain.end()).isEqualTo(new Chain.End.Whole());
        assertThat(chain.entries()).hasSize(3 * LINES).doesNotHaveDuplicates();
    }
}
