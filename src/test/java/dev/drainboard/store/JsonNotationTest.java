package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Before;
import dev.drainboard.model.Command;
import dev.drainboard.model.DrainSpec;
import dev.drainboard.model.GateCheck;
import dev.drainboard.model.Intent;
import dev.drainboard.model.Plan;
import dev.drainboard.model.Revision;
import dev.drainboard.model.Step;
import dev.drainboard.model.StepKind;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNotationTest {

    private static final String NASTY = "a\"b\\c\nd\u0000e\u2028é\uD83D\uDE00 ; ' { #";

    private final JsonNotation notation = new JsonNotation();

    static List<Intent> intents() {
        var wish =
                new Intent.DrainWish(
                        Optional.of(Duration.ofMillis(90_500)),
                        Optional.of(DrainSpec.Then.PROCEED),
                        Optional.of(NASTY));
        return List.of(
                new Intent.Drain("node1", Intent.DrainWish.DEFAULT),
                new Intent.Drain("node1", wish),
                new Intent.Maint("node1", wish),
                new Intent.Restore("node1"),
                new Intent.Update("node1", Optional.empty()),
                new Intent.Update("node1", Optional.of("1.1")),
                new Intent.Rollout(Optional.empty(), List.of(), 1),
                new Intent.Rollout(Optional.of("1.1"), List.of("node1", "node2"), 2));
    }

    @ParameterizedTest
    @MethodSource("intents")
    void what_was_written_is_read_back(Intent intent) {
        assertThat(notation.intent(notation.of(intent))).isEqualTo(intent);
        var plan =
                new Plan(
                        intent,
                        List.of(
                                new Step(Optional.empty(), StepKind.PREFLIGHT, "look", List.of()),
                                new Step(
                                        Optional.of("node1"),
                                        StepKind.PRE_PULL,
                                        NASTY,
                                        List.of(new Command("lb1", "nginx -s reload")))),
                        List.of("no -u is run"));
        assertThat(notation.plan(notation.of(plan))).isEqualTo(plan);
        assertThat(notation.of(plan)).doesNotContain("\n", "\u0000");
    }

    @Test
    void before_is_written_alike_whatever_the_order_of_its_words() {
        var words = new LinkedHashMap<String, String>();
        words.put("weight", "100");
        words.put("file", NASTY);
        words.put("adds", "down");
        var before =
                new Before(
                        "lb1",
                        "node1",
                        List.of(
                                new Before.Entry("odoo", "10.0.0.1:8069", AdminState.READY, words),
                                new Before.Entry("chat", "s2", AdminState.MAINT, Map.of())));
        assertThat(notation.before(notation.of(before))).isEqualTo(before);
        assertThat(notation.of(before))
                .startsWith(
                        "{\"balancer\":\"lb1\",\"node\":\"node1\",\"entries\":[{\"upstream\":\"odoo\",\"server\":\"10.0.0.1:8069\",\"admin\":\"ready\",\"words\":{\"adds\":\"down\",\"file\":");
    }

    @Test
    void revisions_and_checks_are_read_back() {
        var revision = new Revision("1.1", "sha256:abc");
        assertThat(notation.revision(notation.of(revision))).isEqualTo(revision);
        var checks =
                List.of(
                        new GateCheck("login", false, "200", "303"),
                        new GateCheck("ws", true, "", ""));
        assertThat(notation.checks(notation.of(checks))).isEqualTo(checks);
    }

    /** What version 1 wrote is read for ever; a line may be added here and none changed. */
    @Test
    void journals_of_version_1_are_still_read() {
        assertThat(
                        notation.intent(
                                "{\"do\":\"drain\",\"node\":\"node1\",\"wait\":\"PT2M\",\"then\":\"ask\",\"later\":[1]}"))
                .isEqualTo(
                        new Intent.Drain(
                                "node1",
                                new Intent.DrainWish(
                                        Optional.of(Duration.ofMinutes(2)),
                                        Optional.of(DrainSpec.Then.ASK),
                                        Optional.empty())));
        assertThat(
                        notation.plan(
                                "{\"intent\":{\"do\":\"rollout\",\"to\":\"2\",\"batch\":1,\"nodes\":[\"a\"]},\"steps\":[{\"node\":\"a\",\"kind\":\"awaitIdle\",\"text\":\"t\",\"commands\":[{\"host\":\"h\",\"text\":\"c\"}]}],\"notes\":[]}"))
                .isEqualTo(
                        new Plan(
                                new Intent.Rollout(Optional.of("2"), List.of("a"), 1),
                                List.of(
                                        new Step(
                                                Optional.of("a"),
                                                StepKind.AWAIT_IDLE,
                                                "t",
                                                List.of(new Command("h", "c")))),
                                List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "3",
                "{",
                "{}",
                "[]",
                "{\"do\":\"explode\",\"node\":\"a\"}",
                "{\"do\":\"drain\"}",
                "{\"do\":\"drain\",\"node\":1}",
                "{\"do\":\"drain\",\"node\":\"a\",\"wait\":\"2 minutes\"}",
                "{\"do\":\"drain\",\"node\":\"a\",\"then\":\"panic\"}",
                "{\"do\":\"drain\",\"node\":\"a\"} trailing"
            })
    void what_no_version_wrote_is_a_bug(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> notation.intent(text));
        assertThatIllegalArgumentException().isThrownBy(() -> notation.plan(text));
        assertThatIllegalArgumentException().isThrownBy(() -> notation.before(text));
        assertThatIllegalArgumentException().isThrownBy(() -> notation.revision(text));
    }
}
