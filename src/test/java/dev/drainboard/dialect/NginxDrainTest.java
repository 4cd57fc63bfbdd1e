package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NginxDrainTest {

    private static final String MAIN = "/etc/nginx/nginx.conf";
    private static final Predicate<NginxServer> A = server -> server.address().startsWith("a:");

    private static NginxConf conf(String text) throws NginxSyntaxException {
        return NginxConf.of(MAIN, Map.of(MAIN, text), Map.of());
    }

    private static String drained(String text) throws NginxSyntaxException {
        var conf = conf(text);
        return NginxDrain.add(conf, Set.copyOf(drain(text).additions())).getOrDefault(MAIN, text);
    }

    private static NginxDrain drain(String text) throws NginxSyntaxException {
        return NginxDrain.of(conf(text).upstreams(), A);
    }

    private static String restored(String original, String now) throws NginxSyntaxException {
        return NginxDrain.takeBack(conf(now), Set.copyOf(drain(original).additions()))
                .getOrDefault(MAIN, now);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            value = {
                "u { server a:1; server b:1; server c:1; }      | u { server a:1 down; server b:1; server c:1; }",
                "u { server a:1; server b:1; }                  | u { server a:1 down; server b:1 max_fails=0; }",
                "u { server a:1;server b:1 max_fails=3; }       | u { server a:1 down;server b:1 max_fails=3 max_fails=0; }",
                "u { server a:1; server b:1 max_fails=0; }      | u { server a:1 down; server b:1 max_fails=0; }",
                "u { server a:1; server b:1; server c:1 down; } | u { server a:1 down; server b:1 max_fails=0; server c:1 down; }",
                "u { server a:1; server b:1; server c:1 backup;}| u { server a:1 down; server b:1 max_fails=0; server c:1 backup;}",
                "u { server a:1 ; server b:1 #x¶; }            | u { server a:1 down ; server b:1 max_fails=0 #x¶; }",
                "u { server a:1 down; server b:1; }             | u { server a:1 down; server b:1; }",
                "u { server a:1 \"down\"; server b:1; }         | u { server a:1 \"down\"; server b:1; }",
                "u { server a:1; server a:1; server b:1; }      | u { server a:1 down; server a:1 down; server b:1 max_fails=0; }",
                "u { server a:1; server b:1; server b:1; }      | u { server a:1 down; server b:1 max_fails=0; server b:1 max_fails=0; }",
                "u { server a:1 backup; server b:1; }           | u { server a:1 backup down; server b:1 max_fails=0; }",
                "u { server \"a:1\"; server b:1; }              | u { server \"a:1\" down; server b:1 max_fails=0; }",
            })
    void a_drain_adds_its_words_and_nothing_else(String before, String after) throws Exception {
        var was = "upstream " + before.replace('¶', '\n');
        var is = "upstream " + after.replace('¶', '\n');
        assertThat(drained(was)).isEqualTo(is);
        assertThat(restored(was, is)).isEqualTo(was);
    }

    @Test
    void an_upstream_that_would_be_left_without_a_server_is_named() throws Exception {
        assertThat(
                        drain("upstream u { server a:1; server b:1 down; server c:1 backup; }")
                                .emptied())
                .containsExactly("u");
        assertThat(drain("upstream u { server a:1; server b:1; }").emptied()).isEmpty();
        assertThat(drain("upstream u { server a:1 down; }").emptied()).isEmpty();
    }

    @Test
    void every_upstream_of_the_node_is_drained_and_the_others_are_left_alone() throws Exception {
        var text =
                "upstream u { server a:1; server b:1; } upstream v { server b:2; } upstream w { server b:3; server a:3; }";
        assertThat(drained(text))
                .isEqualTo(
                        "upstream u { server a:1 down; server b:1 max_fails=0; } upstream v { server b:2; } "
                                + "upstream w { server b:3 max_fails=0; server a:3 down; }");
    }

    @Test
    void somebody_elses_edit_in_between_stays() throws Exception {
        var before = "upstream u {\n server a:1;\n server b:1;\n}\n";
        var edited =
                "upstream u {\n server c:1 down;\n server b:1 max_fails=0 weight=2;\n server a:1 down max_conns=9; # me\n}\n# x\n";
        assertThat(restored(before, edited))
                .isEqualTo(
                        "upstream u {\n server c:1 down;\n server b:1 weight=2;\n server a:1 max_conns=9; # me\n}\n# x\n");
    }

    @Test
    void what_somebody_else_took_back_or_removed_already_is_no_matter() throws Exception {
        var before = "upstream u { server a:1; server b:1; }";
        assertThat(restored(before, before)).isEqualTo(before);
        assertThat(restored(before, "upstream u { server b:1; }"))
                .isEqualTo("upstream u { server b:1; }");
        assertThat(restored(before, "events { }")).isEqualTo("events { }");
    }

    @Test
    void a_like_entry_added_before_ours_does_not_hide_our_word() throws Exception {
        var before = "upstream u { server a:1; server b:1; }";
        var edited = "upstream u { server a:1; server a:1 down; server b:1 max_fails=0; }";
        assertThat(restored(before, edited))
                .isEqualTo("upstream u { server a:1; server a:1; server b:1; }");
    }

    @Test
    void a_foreign_down_on_a_like_entry_stays_when_ours_is_taken_back() throws Exception {
        var before = "upstream u { server a:1; server a:1 down; server b:1; }";
        assertThat(drained(before))
                .isEqualTo(
                        "upstream u { server a:1 down; server a:1 down; server b:1 max_fails=0; }");
        assertThat(restored(before, drained(before))).isEqualTo(before);
    }

    @Test
    void what_is_added_twice_is_added_once() throws Exception {
        var before = "upstream u { server a:1; server b:1; }";
        var additions = Set.copyOf(drain(before).additions());
        var once = drained(before);
        assertThat(NginxDrain.add(conf(once), additions)).isEmpty();
    }

    @Test
    void a_file_that_two_upstreams_include_is_changed_once() throws Exception {
        var texts =
                Map.of(
                        "/n/main",
                        "upstream u { include nodes; } upstream v { include nodes; }",
                        "/n/nodes",
                        "server a:1;\nserver b:1;\n");
        var conf = NginxConf.of("/n/main", texts, Map.of("/n/nodes", List.of("/n/nodes")));
        var additions = Set.copyOf(NginxDrain.of(conf.upstreams(), A).additions());

        var changed = NginxDrain.add(conf, additions);
        assertThat(changed)
                .isEqualTo(Map.of("/n/nodes", "server a:1 down;\nserver b:1 max_fails=0;\n"));

        var after =
                NginxConf.of(
                        "/n/main",
                        Map.of(
                                "/n/main",
                                texts.get("/n/main"),
                                "/n/nodes",
                                changed.get("/n/nodes")),
                        Map.of("/n/nodes", List.of("/n/nodes")));
        assertThat(NginxDrain.takeBack(after, additions))
                .isEqualTo(Map.of("/n/nodes", texts.get("/n/nodes")));
    }
}
