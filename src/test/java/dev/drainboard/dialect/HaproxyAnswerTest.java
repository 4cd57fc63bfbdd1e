package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On answers as real HAProxies of four releases gave them to the same configuration. */
class HaproxyAnswerTest {

    static Stream<String> releases() {
        return Stream.of("2.2", "2.6", "3.0", "3.2");
    }

    private static String answer(String release) {
        var file = "haproxy-" + release + ".txt";
        try (var in = HaproxyAnswerTest.class.getResourceAsStream(file)) {
            return new String(
                    Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void every_release_says_the_same_of_the_same_servers(String release) throws Exception {
        var read = HaproxyAnswer.of(answer(release));

        assertThat(read.version()).startsWith(release);
        assertThat(read.level()).hasValue("admin");
        assertThat(read.processes()).isEqualTo(1);
        assertThat(read.servers().stream().map(HaproxyAnswerTest::told))
                .containsExactly(
                        "odoo/node1 127.0.0.1:28101 ready DOWN weight 10/10 checked",
                        "odoo/node2 127.0.0.1:28102 maint MAINT weight 1/1 disabled",
                        "odoo/node3 127.0.0.1:28103 ready MAINT weight 1/1 checked inherited",
                        "odoo/node4 127.0.0.1:28104 drain DRAIN weight 1/1 backup",
                        "odoo/node5 ::1:28105 ready NO_CHECK weight 0/1",
                        "chat/node1 127.0.0.1:28101 maint MAINT weight 1/1",
                        "chat/node2 127.0.0.1:28202 ready NOLB weight 1/1");
        assertThat(read.servers()).allMatch(server -> server.sessions().orElse(-1) == 0);
        assertThat(read.servers().get(2).tracks()).hasValue("chat/node1");
    }

    private static String told(HaproxyServer server) {
        return server.path()
                + " "
                + server.address().orElse("")
                + ":"
                + server.port()
                + " "
                + server.admin().asked()
                + " "
                + server.status()
                + " weight "
                + server.weight()
                + "/"
                + server.initialWeight()
                + (server.checked() ? " checked" : "")
                + (server.admin().configDisabled() ? " disabled" : "")
                + (server.admin().inherited() ? " inherited" : "")
                + (server.backup() ? " backup" : "");
    }

    @ParameterizedTest
    @CsvSource({
        "UP, UP",
        "UP 1/3, UP",
        "DOWN, DOWN",
        "DOWN 1/2, DOWN",
        "DOWN (agent), DOWN",
        "NOLB, NOLB",
        "NOLB 1/2, NOLB",
        "DRAIN, DRAIN",
        "DRAIN 1/2, DRAIN",
        "DRAIN (agent), DRAIN",
        "MAINT, MAINT",
        "MAINT (via odoo/node-1.x:y_z), MAINT",
        "MAINT(via odoo/node1), MAINT",
        "MAINT (resolution), MAINT",
        "no check, NO_CHECK"
    })
    void every_status_of_stats_proxy_c(String text, HaproxyStatus status) {
        assertThat(HaproxyStatus.of(text)).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up",
                "UP ",
                "UPSIDE",
                "UP 1",
                "UP /3",
                "DOWN (tomorrow)",
                "MAINT (via x)",
                "MAINT (via a/b;c)",
                "OPEN",
                "READY",
                "UP 1/3 x",
                "no  check"
            })
    void anything_else_is_unknown(String text) {
        assertThat(HaproxyStatus.of(text)).isEqualTo(HaproxyStatus.UNKNOWN);
    }

    @Test
    void columns_are_found_by_name_wherever_they_stand() throws Exception {
        var table =
                HaproxyTable.commas(
                        List.of(
                                "# scur,new,svname,pxname,qcur,last,",
                                "7,\"a, \"\"b\"\"\",node1,odoo,2,x,"));
        assertThat(table.rows().getFirst().text("new")).hasValue("a, \"b\"");
        assertThat(HaproxyAnswer.counts("# scur,new,svname,pxname,qcur\n7,,node1,odoo,2\n\n"))
                .isEqualTo(Map.of("odoo/node1", 9L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Unknown command.",
                "Permission denied",
                "Can't find the target PID matching the prefix '@!1'",
                "# pxname,svname,scur\nodoo,node1,1",
                "# pxname,svname,scur,qcur\nodoo,node1,1x,0",
                "# pxname,svname,scur,qcur\nodoo,node1,-1,0",
                "# pxname,svname,scur,qcur\nodoo,node1,,0",
                "# pxname,svname,scur,qcur\nodoo,node1,1",
                "# pxname,svname,scur,qcur\nodoo,node1,1,0,5",
                "# pxname,svname,scur,qcur\nodoo,\"node1,1,0",
                "# pxname,svname,scur,qcur\nodoo,node1,1,0\nodoo,node1,2,0",
                "# pxname,svname,scur,qcur\nodoo,node1,1234567890123456789012,0"
            })
    void no_number_is_made_of_garbage(String text) {
        assertThatThrownBy(() -> HaproxyAnswer.counts(text))
                .isInstanceOf(HaproxyAnswerException.class);
    }

    @Test
    void an_answer_that_lacks_a_part_is_none() {
        for (var cut : List.of("Name: ", "1\n# be_id", "# pxname")) {
            var whole = answer("2.6");
            int at = whole.indexOf(cut);
            int end = whole.indexOf("\n\n", at);
            var part = whole.substring(0, at) + whole.substring(end + 1);
            assertThatThrownBy(() -> HaproxyAnswer.of(part))
                    .isInstanceOf(HaproxyAnswerException.class);
        }
    }

    @Test
    void a_level_that_an_old_release_does_not_tell_is_not_invented() throws Exception {
        var read = HaproxyAnswer.of(answer("2.6").replace("\nadmin\n", "\nUnknown command.\n"));
        assertThat(read.level()).isEmpty();
    }

    @Test
    void a_bit_of_tomorrow_is_not_known() {
        assertThat(new HaproxyAdmin(0x7f).known()).isTrue();
        assertThat(new HaproxyAdmin(0x80).known()).isFalse();
        assertThatThrownBy(() -> new HaproxyAdmin(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * Whatever is cut out, doubled or scribbled over: refused, or only numbers that stand there.
     */
    @Test
    void a_garbled_answer_is_refused_or_says_what_it_says() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        int understood = 0;
        for (int i = 0; i < 4_000; i++) {
            var text = scribbled(answer(i % 2 == 0 ? "2.2" : "3.2"), random);
            try {
                var words = words(text);
                for (var server : HaproxyAnswer.of(text).servers()) {
                    assertThat(words)
                            .as("seed %d, round %d", seed, i)
                            .contains(String.valueOf(server.weight()), server.name());
                }
                understood++;
            } catch (HaproxyAnswerException refused) {
                // as it should be
            }
        }
        assertThat(understood).as("some scribbles harm nothing").isPositive();
    }

    private static Set<String> words(String text) {
        return Stream.of(text.split("[ ,\n]"))
                .map(
                        word ->
                                word.matches("0+[0-9]+")
                                        ? word.replaceFirst("^0+(?=[0-9])", "")
                                        : word)
                .collect(Collectors.toSet());
    }

    private static String scribbled(String text, Random random) {
        var garbled = new StringBuilder(text);
        for (int n = 1 + random.nextInt(3); n > 0 && !garbled.isEmpty(); n--) {
            int at = random.nextInt(garbled.length());
            int end = Math.min(garbled.length(), at + random.nextInt(40));
            switch (random.nextInt(4)) {
                case 0 -> garbled.delete(at, end);
                case 1 -> garbled.insert(at, garbled.substring(at, end));
                case 2 -> garbled.setLength(Math.max(1, at));
                default ->
                        garbled.setCharAt(at, (char) (random.nextInt(2) * 48 + random.nextInt(96)));
            }
        }
        return garbled.toString();
    }
}
