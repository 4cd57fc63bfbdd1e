package dev.drainboard.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Thousands of configurations made of everything that makes one hard to read. */
class NginxDrainFuzzTest {

    private static final String MAIN = "/etc/nginx/nginx.conf";
    private static final List<String> BLANKS =
            List.of(
                    " ",
                    "\t",
                    "\r\n",
                    "\n",
                    " # down; }\n",
                    "  ",
                    "\n# server a:1 down;\n",
                    " #\u00e9\u00ff{\r\n");
    private static final List<String> NOISE =
            List.of(
                    "log_format x '{\"a\": \"}\"}';",
                    "map $a $b { default \"} {\"; ~^\\d\\{3\\}$ \"server a:1;\"; }",
                    "server { location / { return 200 \"upstream u { server a:1; }\"; set $z ${q}; } }",
                    "content_by_lua_block { local s = '}' --}\n .. [=[ }} ]=] ; f({a = \"}\\\"}\"}) }",
                    "# upstream u { server a:1; }\n",
                    "add_header X 'it\\'s; }';",
                    "server { server_name a:1; }");
    private static final List<String> PARAMETERS =
            List.of(
                    "weight=2",
                    "max_fails=1",
                    "max_fails=0",
                    "fail_timeout=5s",
                    "backup",
                    "down",
                    "\"weight=3\"",
                    "resolve",
                    "drain");

    private final Random random = new Random(20261123);

    @Test
    void a_drain_adds_only_our_words_and_a_restore_gives_every_byte_back() throws Exception {
        int drained = 0;
        for (int i = 0; i < 20_000; i++) {
            var text = configuration();
            var conf = NginxConf.of(MAIN, Map.of(MAIN, text), Map.of());
            var additions =
                    Set.copyOf(
                            NginxDrain.of(
                                            conf.upstreams(),
                                            server -> server.address().startsWith("a:"))
                                    .additions());

            var after = NginxDrain.add(conf, additions).getOrDefault(MAIN, text);

            assertThat(after.length() - text.length())
                    .isEqualTo(
                            additions.stream()
                                    .mapToInt(addition -> addition.word().length() + 1)
                                    .sum());
            assertThat(onlyAdded(text, after)).as(text).isTrue();
            var now = NginxConf.of(MAIN, Map.of(MAIN, after), Map.of());
            assertThat(
                            now.upstreams().stream()
                                    .flatMap(upstream -> upstream.servers().stream())
                                    .filter(server -> server.address().startsWith("a:")))
                    .as(after)
                    .allMatch(NginxServer::down);
            assertThat(NginxDrain.takeBack(now, additions).getOrDefault(MAIN, after))
                    .isEqualTo(text);
            drained += additions.isEmpty() ? 0 : 1;
        }
        assertThat(drained).isGreaterThan(5_000);
    }

    @Test
    void no_bytes_however_wild_make_the_reader_do_anything_but_read_or_refuse() {
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(configuration());
            for (int j = random.nextInt(1, 6); j > 0; j--) {
                int at = random.nextInt(text.length());
                if (random.nextBoolean()) {
                    text.deleteCharAt(at);
                } else {
                    text.insert(at, "{}'\"\\#;$[]-\n\u0000\u00ff".charAt(random.nextInt(13)));
                }
            }
            try {
                var conf = NginxConf.of(MAIN, Map.of(MAIN, text.toString()), Map.of());
                var additions =
                        Set.copyOf(NginxDrain.of(conf.upstreams(), server -> true).additions());
                NginxDrain.add(conf, additions);
            } catch (NginxSyntaxException refused) {
                assertThat(refused).hasMessageContaining(MAIN);
            }
        }
    }

    /** Whether {@code after} is {@code before} with nothing but our two words put in. */
    private static boolean onlyAdded(String before, String after) {
        int b = 0;
        int a = 0;
        while (a < after.length()) {
            boolean same = b < before.length() && before.charAt(b) == after.charAt(a);
            int skip =
                    after.startsWith(" down", a) ? 5 : after.startsWith(" max_fails=0", a) ? 12 : 0;
            if (skip > 0 && !before.startsWith(after.substring(a, a + skip), b)) {
                a += skip;
            } else if (same) {
                a++;
                b++;
            } else {
                return false;
            }
        }
        return b == before.length();
    }

    private String configuration() {
        var text = new StringBuilder(random.nextInt(5) == 0 ? "\u00ef\u00bb\u00bf" : "");
        text.append("http").append(blank()).append("{").append(blank());
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            text.append(random.nextBoolean() ? pick(NOISE) + blank() : "");
            text.append("upstream")
                    .append(blank())
                    .append("u")
                    .append(i)
                    .append(blank())
                    .append("{");
            for (var server : servers()) {
                text.append(random.nextInt(3) == 0 ? blank() : " ").append(server);
            }
            text.append(maybeBlank()).append("}").append(maybeBlank());
        }
        return text.append("}").append(random.nextBoolean() ? "\n" : "").toString();
    }

    private List<String> servers() {
        var servers = new ArrayList<String>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            var address =
                    pick(List.of("a:1", "a:1", "a:2", "b:1", "'b:1'", "\"a:1\"", "unix:/run/x"));
            var server = new StringBuilder("server").append(blank()).append(address);
            for (int j = random.nextInt(3); j > 0; j--) {
                server.append(blank()).append(pick(PARAMETERS));
            }
            servers.add(server.append(maybeBlank()).append(";").toString());
        }
        return servers;
    }

    private String blank() {
        return pick(BLANKS);
    }

    private String maybeBlank() {
        return random.nextBoolean() ? blank() : "";
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
