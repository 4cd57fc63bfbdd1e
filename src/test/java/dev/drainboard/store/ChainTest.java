package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.JournalEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChainTest {

    private static final List<JournalEntry> ENTRIES = Entries.varied(70);
    private static final byte[] WHOLE = Chain.EMPTY.plus(ENTRIES).bytes();

    @Test
    void every_entry_comes_back_as_it_was() {
        var chain = Chain.of(WHOLE);
        assertThat(chain.entries()).isEqualTo(ENTRIES);
        assertThat(chain.end()).isEqualTo(new Chain.End.Whole());
        assertThat(chain.entries().get(69).data().keySet()).containsExactly("zeta", "alpha");
    }

    /** A journal of version 1 is read for ever: this line may not change, only be added to. */
    @Test
    void a_line_of_version_1_is_still_read() {
        var line =
                "{\"v\":1,\"prev\":\"0000000000000000000000000000000000000000000000000000000000000000\",\"sum\":\"e314693a\",\"at\":\"2026-11-23T12:00:00.123456Z\",\"op\":\"20261123-1200-7f3a\",\"by\":\"ops@laptop\",\"kind\":\"about\",\"node\":\"node1\",\"step\":\"awaitIdle\",\"text\":\"waits\"}";
        assertThat(JournalLine.of(Entries.entry("waits"), JournalLine.NONE).text()).isEqualTo(line);
        assertThat(JournalLine.read(line.getBytes(StandardCharsets.UTF_8)).entry())
                .isEqualTo(Entries.entry("waits"));
    }

    @Test
    void a_line_of_a_later_version_is_told_as_that_and_nothing_after_it_is_believed() {
        var later = "{\"v\":2,\"was\":\"" + Chain.of(WHOLE).last() + "\"}\n";
        var chain = Chain.of((text(WHOLE) + later + "rubbish\n").getBytes(StandardCharsets.UTF_8));
        assertThat(chain.entries()).isEqualTo(ENTRIES);
        assertThat(chain.end()).isEqualTo(new Chain.End.Newer());
    }

    @Test
    void cut_at_any_byte_at_most_the_torn_line_is_lost() {
        int full = 0;
        for (int size = 0; size <= WHOLE.length; size++) {
            full += size > 0 && WHOLE[size - 1] == '\n' ? 1 : 0;
            var chain = Chain.of(Arrays.copyOf(WHOLE, size));
            assertThat(chain.entries()).isEqualTo(ENTRIES.subList(0, full));
            boolean atLineEnd = size == 0 || WHOLE[size - 1] == '\n';
            assertThat(chain.end() instanceof Chain.End.Whole).isEqualTo(atLineEnd);
            assertThat(chain.size() + chain.rest().length).isEqualTo(size);
        }
    }

    @Test
    void whatever_bytes_are_changed_no_line_is_believed_that_was_not_written() {
        var random = new Random(20261123);
        int noticed = 0;
        for (int round = 0; round < 20_000; round++) {
            var file = WHOLE.clone();
            int from = random.nextInt(file.length);
            int length = 1 + random.nextInt(random.nextBoolean() ? 1 : 40);
            for (int at = from; at < Math.min(file.length, from + length); at++) {
                file[at] =
                        switch (round % 3) {
                            case 0 -> 0;
                            case 1 -> (byte) (file[at] ^ 1 << random.nextInt(8));
                            default -> (byte) random.nextInt(256);
                        };
            }
            var chain = Chain.of(file);
            assertThat(chain.entries()).isEqualTo(ENTRIES.subList(0, chain.lines().size()));
            if (!Arrays.equals(file, WHOLE)) {
                assertThat(chain.end()).isNotEqualTo(new Chain.End.Whole());
                int harmed = Math.toIntExact(text(Arrays.copyOf(WHOLE, from)).lines().count());
                assertThat(chain.lines()).hasSizeGreaterThanOrEqualTo(harmed - 1);
                noticed++;
            }
        }
        assertThat(noticed).isGreaterThan(19_000);
    }

    @Test
    void lines_left_out_swapped_or_of_another_journal_are_noticed() {
        var lines = text(WHOLE).lines().toList();
        assertThat(Chain.of(joined(lines.get(0), lines.get(2), lines.get(3))))
                .extracting(Chain::entries, Chain::end)
                .containsExactly(
                        ENTRIES.subList(0, 1),
                        new Chain.End.Broken(
                                "it does not follow the line before",
                                Chain.of(WHOLE).lines().subList(2, 4).stream()
                                        .map(JournalLine::hash)
                                        .toList()));
        assertThat(Chain.of(joined(lines.get(1))).lines()).isEmpty();
        assertThat(Chain.of(joined(lines.get(0), lines.get(0))).end())
                .isInstanceOf(Chain.End.Broken.class);
        assertThat(Chain.of(joined(lines.get(0), "rubbish", "{}")).end())
                .isInstanceOf(Chain.End.Torn.class);
    }

    @Test
    void growing_reads_the_same_as_reading_anew() {
        var half = Chain.of(Chain.EMPTY.plus(ENTRIES.subList(0, 40)).bytes());
        assertThat(half.grow(WHOLE).entries()).isEqualTo(ENTRIES);
        assertThat(Chain.of(WHOLE).grow(half.bytes()).entries()).isEqualTo(half.entries());
        var torn = Chain.of(Arrays.copyOf(WHOLE, WHOLE.length - 7));
        assertThat(torn.grow(WHOLE).entries()).isEqualTo(ENTRIES);
    }

    @Test
    void two_copies_have_in_common_what_both_begin_with() {
        var base = Chain.EMPTY.plus(ENTRIES.subList(0, 10));
        for (int more = 0; more < 4; more++) {
            for (int other = 0; other < 4; other++) {
                var left = base.plus(ENTRIES.subList(10, 10 + more));
                var right = base.plus(ENTRIES.subList(20, 20 + other));
                assertThat(left.common(right)).isEqualTo(10);
                assertThat(left.forks(right)).isEqualTo(more > 0 && other > 0);
                assertThat(left.common(left)).isEqualTo(10 + more);
            }
        }
        assertThat(Chain.EMPTY.common(base)).isZero();
        assertThat(text(base.from(9))).isEqualTo(base.lines().get(9).text() + "\n");
    }

    private static byte[] joined(String... lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
