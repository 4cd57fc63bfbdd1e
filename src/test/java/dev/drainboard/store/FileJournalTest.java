package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.model.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "scripts run in this machine's own sh")
class FileJournalTest {

    private static final List<JournalEntry> ENTRIES = Entries.varied(40);

    @TempDir Path directory;
    private FakeHost lb1;
    private FakeHost lb2;
    private StateHosts hosts;

    @BeforeEach
    void hosts() {
        lb1 = new FakeHost("lb1", directory);
        lb2 = new FakeHost("lb2", directory);
        hosts = new StateHosts("erp", "/var/lib/drainboard", List.of(lb1, lb2));
    }

    @AfterEach
    void close() {
        lb1.close();
        lb2.close();
    }

    private FileJournal journal(String workstation) throws FaultException {
        return new FileJournal(hosts, Home.at(directory.resolve(workstation)));
    }

    private Path local(String workstation) {
        return directory.resolve(workstation).resolve("clusters/erp/journal.jsonl");
    }

    private static Fence token(long token) {
        return new Fence("erp", "/var/lib/drainboard", token, "op-1");
    }

    private static Fault fault(ThrowingCallable call) {
        try {
            call.call();
        } catch (FaultException e) {
            return e.fault();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("no fault");
    }

    @Test
    void what_is_appended_is_on_every_host_and_here_and_nobody_else_may_read_it() throws Exception {
        var journal = journal("laptop");
        journal.append(ENTRIES.subList(0, 3), token(1));
        journal.append(ENTRIES.subList(3, 4), token(1));
        assertThat(journal.read()).isEqualTo(ENTRIES.subList(0, 4));
        assertThat(journal("other").read()).isEqualTo(ENTRIES.subList(0, 4));
        assertThat(journal.verify()).isEmpty();
        for (var file :
                List.of(lb1.file("journal.jsonl"), lb2.file("journal.jsonl"), local("laptop"))) {
            assertThat(file).hasBinaryContent(Chain.EMPTY.plus(ENTRIES.subList(0, 4)).bytes());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(
                            PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(file.getParent())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_further_append_is_one_script_a_host_and_reading_carries_only_what_is_new()
            throws Exception {
        var journal = journal("laptop");
        journal.append(ENTRIES.subList(0, 20), token(1));
        int before = lb1.told().size();
        journal.append(ENTRIES.subList(20, 21), token(1));
        assertThat(lb1.told().subList(before, lb1.told().size()))
                .extracting(dev.drainboard.wire.Script::name)
                .containsExactly("journal: append");
        journal.read();
        var read = lb1.told().getLast();
        assertThat(Integer.parseInt(read.data().get("FROM")))
                .isEqualTo(Files.size(lb1.file("journal.jsonl")));
    }

    @Test
    void an_answer_that_was_lost_does_not_append_twice() throws Exception {
        var journal = journal("laptop");
        journal.append(ENTRIES.subList(0, 2), token(1));
        lb1.loseAnswers(1);
        int before = lb1.told().size();
        journal.append(ENTRIES.subList(2, 4), token(1));
        assertThat(lb1.told().subList(before, lb1.told().size()))
                .extracting(dev.drainboard.wire.Script::name)
                .containsExactly("journal: append", "journal: append");
        assertThat(journal.verify()).isEmpty();
        lb2.loseAnswers(2);
        assertThat(fault(() -> journal.append(ENTRIES.subList(4, 5), token(1))).kind())
                .isEqualTo(Fault.Kind.UNKNOWN);
        journal.append(ENTRIES.subList(5, 6), token(1));
        assertThat(journal.read()).isEqualTo(ENTRIES.subList(0, 6));
        assertThat(journal.verify()).isEmpty();
    }

    @Test
    void a_host_that_was_away_is_a_fault_and_gets_what_it_lacks_with_the_next_append()
            throws Exception {
        var journal = journal("laptop");
        journal.append(ENTRIES.subList(0, 2), token(1));
        lb2.unreachable(1);
        var fault = fault(() -> journal.append(ENTRIES.subList(2, 3), token(1)));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE);
        assertThat(fault.host()).contains("lb2");
        assertThat(journal.verify()).containsExactly("lb2 lacks the last line.");
        journal.append(ENTRIES.subList(3, 4), token(1));
        assertThat(journal.read()).isEqualTo(ENTRIES.subList(0, 4));
        assertThat(journal.verify()).isEmpty();
    }

    @Test
    void one_host_is_enough_to_read_and_none_is_a_fault() throws Exception {
        journal("laptop").append(ENTRIES.subList(0, 2), token(1));
        lb1.unreachable(1);
        assertThat(journal("other").read()).isEqualTo(ENTRIES.subList(0, 2));
        lb1.unreachable(9);
        lb2.unreachable(9);
        assertThat(fault(() -> journal("laptop").read()).kind()).isEqualTo(Fault.Kind.UNREACHABLE);
    }

    @Test
    void somebody_whose_token_is_too_old_appends_nothing_anywhere() throws Exception {
        var slept = journal("laptop");
        slept.append(ENTRIES.subList(0, 2), token(1));
        var other = journal("other");
        other.append(ENTRIES.subList(2, 4), token(2));
        var fault = fault(() -> slept.append(ENTRIES.subList(4, 5), token(1)));
        assertThat(fault.kind()).isEqualTo(Fault.Kind.HELD);
        assertThat(fault.why()).contains("token 1, seen 2");
        assertThat(other.read()).isEqualTo(ENTRIES.subList(0, 4));
        other.append(ENTRIES.subList(5, 6), token(2));
        // the line that only the sleeper has is kept aside as soon as it may write again
        slept.append(ENTRIES.subList(6, 7), token(3));
        assertThat(slept.read())
                .containsExactly(
                        ENTRIES.get(0),
                        ENTRIES.get(1),
                        ENTRIES.get(2),
                        ENTRIES.get(3),
                        ENTRIES.get(5),
                        ENTRIES.get(6));
        assertThat(local("laptop").resolveSibling("journal.torn-1"))
                .content()
                .contains(ENTRIES.get(4).operation());
        assertThat(slept.verify()).isEmpty();
    }

    @Test
    void torn_at_any_byte_here_and_on_a_host_the_rest_is_read_and_the_next_append_heals_it()
            throws Exception {
        var whole = Chain.EMPTY.plus(ENTRIES.subList(0, 4));
        int last = Chain.EMPTY.plus(ENTRIES.subList(0, 3)).size();
        for (int size = last + 1; size < whole.size(); size += 97) {
            var torn = java.util.Arrays.copyOf(whole.bytes(), size);
            write(lb1.file("journal.jsonl"), torn);
            write(lb2.file("journal.jsonl"), java.util.Arrays.copyOf(torn, last));
            write(local("laptop"), torn);
            var journal = journal("laptop");
            assertThat(journal.read()).isEqualTo(ENTRIES.subList(0, 3));
            assertThat(lb1.file("journal.jsonl")).hasBinaryContent(torn);
            journal.append(ENTRIES.subList(7, 8), token(1));
            assertThat(journal.verify()).isEmpty();
            assertThat(journal.read()).hasSize(4).endsWith(ENTRIES.get(7));
            var aside = java.util.Arrays.copyOfRange(torn, last, size);
            assertThat(newest(lb1.file("journal.jsonl"))).hasBinaryContent(aside);
            assertThat(newest(local("laptop"))).hasBinaryContent(aside);
        }
    }

    private static void write(Path file, byte[] bytes) throws Exception {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private static Path newest(Path journal) {
        int number = 1;
        while (Files.exists(journal.resolveSibling("journal.torn-" + (number + 1)))) {
            number++;
        }
        return journal.resolveSibling("journal.torn-" + number);
    }

    @Test
    void a_line_changed_in_the_middle_on_one_host_heals_from_the_others() throws Exception {
        var journal = journal("laptop");
        journal.append(ENTRIES.subList(0, 6), token(1));
        var file = lb1.file("journal.jsonl");
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"op\":\"op-2\"", "\"op\":\"op-9\""));
        assertThat(journal.read()).isEqualTo(ENTRIES.subList(0, 6));
        assertThat(journal.verify()).contains("Line 3 on lb1 is wrong: not as it was written.");
        var later = journal("other");
        later.append(ENTRIES.subList(6, 7), token(2));
        assertThat(later.verify()).isEmpty();
        assertThat(newest(file)).content().contains("\"op\":\"op-9\"");
    }

    @Test
    void a_host_that_lost_its_journal_gets_it_back() throws Exception {
        var journal = journal("laptop");
        journal.append(ENTRIES.subList(0, 6), token(1));
        Files.delete(lb2.file("journal.jsonl"));
        journal.append(ENTRIES.subList(6, 7), token(1));
        assertThat(journal.verify()).isEmpty();
        assertThat(journal.read()).isEqualTo(ENTRIES.subList(0, 7));
    }

    @Test
    void hosts_that_disagree_stop_everything() throws Exception {
        var journal = journal("laptop");
        journal.append(ENTRIES.subList(0, 2), token(1));
        write(
                lb2.file("journal.jsonl"),
                Chain.EMPTY.plus(List.of(ENTRIES.get(0), ENTRIES.get(9), ENTRIES.get(9))).bytes());
        assertThat(fault(journal::read).code()).isEqualTo("journal.hosts.disagree");
        assertThat(fault(() -> journal.append(ENTRIES.subList(2, 3), token(2))).code())
                .isEqualTo("journal.hosts.disagree");
    }

    @Test
    void a_journal_of_megabytes_reaches_a_new_host_and_is_read_from_there() throws Exception {
        var entries = new ArrayList<JournalEntry>();
        for (int i = 0; i < 14; i++) {
            entries.add(Entries.entry(i + "x".repeat(200_000)));
        }
        entries.add(Entries.entry("y".repeat(900_000)));
        lb2.unreachable(1);
        var journal = journal("laptop");
        assertThatThrownBy(() -> journal.append(entries, token(1)))
                .isInstanceOf(FaultException.class);
        journal.append(entries, token(1));
        assertThat(journal("other").read()).isEqualTo(entries);
        assertThat(journal.verify()).isEmpty();
    }

    @Test
    void a_directory_that_cannot_be_used_names_the_command_that_makes_it() throws Exception {
        Files.writeString(lb1.state(), "a file where the directory should be");
        var fault = fault(() -> journal("laptop").append(ENTRIES.subList(0, 1), token(1)));
        assertThat(fault.code()).isEqualTo("state.directory.unusable");
        assertThat(fault.fix())
                .contains("sudo install -d -m 2770 -g OPERATORS /var/lib/drainboard");
        assertThat(fault.host()).contains("lb1");
    }

    @Test
    void a_link_in_the_place_of_the_journal_is_not_followed() throws Exception {
        var victim = Files.writeString(directory.resolve("victim"), "root:x:0:0\n");
        Files.createDirectories(lb1.state().resolve("erp"));
        Files.createSymbolicLink(lb1.file("journal.jsonl"), victim);
        assertThat(fault(() -> journal("laptop").append(ENTRIES.subList(0, 1), token(1))).code())
                .isEqualTo("state.directory.unusable");
        assertThat(victim).hasContent("root:x:0:0");
        Files.createDirectories(local("other").getParent());
        Files.createSymbolicLink(local("other"), victim);
        Files.delete(lb1.file("journal.jsonl"));
        assertThat(fault(() -> journal("other").append(ENTRIES.subList(0, 1), token(1))).code())
                .isEqualTo("home.unusable");
        assertThat(victim).hasContent("root:x:0:0");
    }

    @Test
    void one_may_read_while_another_appends() throws Exception {
        var writer = journal("laptop");
        var reader = journal("laptop");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var writing =
                    threads.submit(
                            () -> {
                                for (var entry : ENTRIES) {
                                    writer.append(List.of(entry), token(1));
                                }
                                return true;
                            });
            while (!writing.isDone()) {
                var read = reader.read();
                assertThat(read).isEqualTo(ENTRIES.subList(0, read.size()));
            }
            assertThat(writing.get()).isTrue();
        }
        assertThat(reader.read()).isEqualTo(ENTRIES);
    }

    @Test
    void garbage_after_the_last_newline_never_becomes_a_line() throws Exception {
        var journal = journal("laptop");
        journal.append(ENTRIES.subList(0, 2), token(1));
        Files.write(
                lb1.file("journal.jsonl"),
                "{\"v\":1".getBytes(StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
        journal.append(ENTRIES.subList(2, 3), token(1));
        assertThat(journal.verify()).isEmpty();
        assertThat(newest(lb1.file("journal.jsonl"))).hasContent("{\"v\":1");
    }
}
