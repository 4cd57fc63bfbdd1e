package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.FaultException;
import dev.drainboard.model.JournalEntry;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CopiesTest {

    private static final List<JournalEntry> ENTRIES = Entries.varied(30);

    private static Chain chain(int lines) {
        return Chain.EMPTY.plus(ENTRIES.subList(0, lines));
    }

    private static Copies copies(Chain lb1, Chain lb2, Chain local) {
        var hosts = new LinkedHashMap<String, Chain>();
        hosts.put("lb1", lb1);
        hosts.put("lb2", lb2);
        return new Copies(hosts, local);
    }

    @Test
    void the_longest_copy_is_believed_wherever_it_is() throws Exception {
        for (var copies :
                List.of(
                        copies(chain(9), chain(7), chain(5)),
                        copies(chain(0), chain(9), chain(9)),
                        copies(chain(3), chain(0), chain(9)))) {
            assertThat(copies.believed().entries()).isEqualTo(ENTRIES.subList(0, 9));
        }
        assertThat(copies(chain(9), chain(7), chain(5)).wrongs())
                .containsExactly("lb2 lacks the last 2 lines.");
        assertThat(copies(chain(9), chain(9), chain(5)).wrongs()).isEmpty();
    }

    @Test
    void what_only_this_machine_says_otherwise_is_not_believed() throws Exception {
        var orphan = chain(5).plus(ENTRIES.subList(20, 29));
        var copies = copies(chain(6), chain(6), orphan);
        assertThat(copies.believed().entries()).isEqualTo(ENTRIES.subList(0, 6));
        assertThat(copies.wrongs())
                .containsExactly(
                        "this machine disagrees with the hosts from line 6 on; its lines will be kept aside.");
    }

    @Test
    void two_hosts_that_disagree_are_a_fault() {
        var copies = copies(chain(6), chain(5).plus(ENTRIES.subList(20, 21)), chain(4));
        assertThatThrownBy(copies::believed)
                .isInstanceOf(FaultException.class)
                .hasMessageContaining("lb1 and lb2 disagree from line 6 on");
        assertThat(copies.wrongs()).hasSize(1);
    }

    @Test
    void a_later_version_is_not_guessed_at() {
        var later = Chain.of((text(chain(2)) + "{\"v\":7}\n").getBytes());
        assertThatThrownBy(() -> copies(chain(2), later, chain(2)).believed())
                .hasMessageContaining("A later version of Drainboard wrote the copy on lb2");
        assertThatThrownBy(() -> copies(chain(2), chain(2), later).believed())
                .hasMessageContaining("this machine");
    }

    /** What a lone copy had after a changed line may say that a node is drained: not to be lost. */
    @Test
    void lines_after_a_broken_one_are_not_given_up_silently() throws Exception {
        var bytes = chain(9).bytes().clone();
        bytes[chain(4).size() + 200] ^= 1;
        var broken = Chain.of(bytes);
        assertThatThrownBy(() -> copies(broken, chain(6), chain(0)).believed())
                .hasMessageContaining(
                        "Line 5 on lb1 was changed (not as it was written), and what follows it (3 lines) is in no other copy.");
        assertThat(copies(broken, chain(9), chain(0)).believed().entries())
                .isEqualTo(ENTRIES.subList(0, 9));
        assertThat(copies(chain(9), chain(9), broken).believed().entries())
                .isEqualTo(ENTRIES.subList(0, 9));
    }

    @Test
    void whatever_happens_to_one_copy_the_others_tell_all() throws Exception {
        var random = new Random(6);
        var whole = chain(30);
        for (int round = 0; round < 20_000; round++) {
            var bytes = whole.bytes().clone();
            int at = random.nextInt(bytes.length);
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, at);
            } else {
                random.nextBytes(bytes = bytes.clone());
                System.arraycopy(whole.bytes(), 0, bytes, 0, at);
                int end = Math.min(bytes.length, at + 1 + random.nextInt(50));
                System.arraycopy(whole.bytes(), end, bytes, end, bytes.length - end);
            }
            var harmed = Chain.of(bytes);
            var copies =
                    switch (round % 3) {
                        case 0 -> copies(harmed, whole, whole);
                        case 1 -> copies(whole, harmed, whole);
                        default -> copies(whole, whole, harmed);
                    };
            assertThat(copies.believed().entries()).isEqualTo(ENTRIES);
            boolean equal = Arrays.equals(bytes, whole.bytes());
            boolean cutHereAtALineEnd =
                    round % 3 == 2 && harmed.end().equals(new Chain.End.Whole());
            assertThat(copies.wrongs().isEmpty()).isEqualTo(equal || cutHereAtALineEnd);
        }
    }

    private static String text(Chain chain) {
        return new String(chain.bytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void no_copy_at_all_is_an_empty_journal() throws Exception {
        assertThat(new Copies(Map.of(), Chain.EMPTY).believed().entries()).isEmpty();
    }
}
