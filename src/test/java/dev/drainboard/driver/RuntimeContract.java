package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drainboard.model.Fault;
import dev.drainboard.model.FaultException;
import dev.drainboard.model.Fence;
import dev.drainboard.port.RuntimePort;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/**
 * What every runtime keeps, whatever product is behind it. A stage starts with the node running
 * {@link #OLD}; {@link #NEW} can be had, {@link #UNHEARD_OF} cannot.
 */
public abstract class RuntimeContract {

    protected static final String OLD = "1.0";
    protected static final String NEW = "1.1";
    protected static final String UNHEARD_OF = "9.9";

    protected final List<String> lines = new CopyOnWriteArrayList<>();

    protected abstract RuntimePort runtime();

    /** Where the fence's state is kept on the node. */
    protected abstract Fence fence(long token, String operation);

    /** How often the product was made to run something. */
    protected abstract int starts();

    @Test
    void what_runs_is_read_and_reading_it_again_says_the_same() throws Exception {
        var facts = runtime().read();

        assertThat(facts.revision().orElseThrow().name()).isEqualTo(OLD);
        assertThat(facts.instance()).isPresent();
        assertThat(runtime().read()).isEqualTo(facts);
    }

    @Test
    void to_prepare_changes_nothing_that_runs() throws Exception {
        var before = runtime().read();

        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));

        assertThat(target.name()).isEqualTo(NEW);
        assertThat(runtime().read()).isEqualTo(before);
        assertThat(runtime().prepare(Optional.of(NEW), fence(1, "op"))).isEqualTo(target);
    }

    @Test
    void after_an_update_the_target_runs_in_a_new_instance() throws Exception {
        var before = runtime().read();
        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));

        runtime().update(target, fence(1, "op-u"), lines::add);

        assertThat(running()).isNotEqualTo(before.instance());
        assertThat(runtime().read().revision()).isEqualTo(Optional.of(target));
    }

    @Test
    void an_update_asked_for_twice_under_one_id_is_done_once() throws Exception {
        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));
        runtime().update(target, fence(1, "op-u"), lines::add);
        var instance = running();
        int starts = starts();

        runtime().update(target, fence(1, "op-u"), lines::add);

        assertThat(runtime().read().instance()).isEqualTo(instance);
        assertThat(starts()).isEqualTo(starts);
    }

    @Test
    void an_update_under_another_id_starts_it_anew_though_it_runs_already() throws Exception {
        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));
        runtime().update(target, fence(1, "op-u"), lines::add);
        var instance = running();

        runtime().update(target, fence(1, "op-u2"), lines::add);

        assertThat(running()).isNotEqualTo(instance);
        assertThat(runtime().read().revision()).isEqualTo(Optional.of(target));
    }

    @Test
    void the_revision_before_can_be_put_back_exactly() throws Exception {
        var before = runtime().read().revision().orElseThrow();
        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));
        runtime().update(target, fence(1, "op-u"), lines::add);
        assertThat(runtime().keeps(before)).isTrue();

        runtime().update(before, fence(1, "op-r"), lines::add);

        assertThat(runtime().read().revision()).isEqualTo(Optional.of(before));
    }

    @Test
    void an_older_token_changes_nothing() throws Exception {
        var target = runtime().prepare(Optional.of(NEW), fence(5, "op"));
        var before = runtime().read();

        assertHeld(() -> runtime().update(target, fence(4, "late-u"), lines::add));

        assertThat(runtime().read()).isEqualTo(before);
    }

    @Test
    void to_settle_starts_nothing_and_says_whether_something_had_begun() throws Exception {
        var before = runtime().read();
        assertThat(runtime().settle(fence(1, "op-u"), lines::add)).isFalse();
        assertThat(runtime().read()).isEqualTo(before);

        var target = runtime().prepare(Optional.of(NEW), fence(1, "op"));
        runtime().update(target, fence(1, "op-u"), lines::add);
        assertThat(runtime().settle(fence(2, "op-u"), lines::add)).isTrue();
        assertThat(runtime().read().revision()).isEqualTo(Optional.of(target));
    }

    @Test
    void what_cannot_be_had_is_refused_with_the_products_words_and_nothing_changes()
            throws Exception {
        var before = runtime().read();

        assertThatThrownBy(() -> runtime().prepare(Optional.of(UNHEARD_OF), fence(1, "op")))
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> {
                            assertThat(e.fault().kind()).isEqualTo(Fault.Kind.FAILED);
                            assertThat(e.fault().host()).isPresent();
                            assertThat(e.fault().output().orElse("") + e.fault().why())
                                    .contains(UNHEARD_OF);
                        });
        assertThat(runtime().read()).isEqualTo(before);
    }

    @Test
    void a_plan_shows_commands_that_name_the_revision_and_the_host() {
        var commands = runtime().commands(Optional.of(NEW));

        assertThat(commands).isNotEmpty();
        assertThat(commands).allSatisfy(command -> assertThat(command.host()).isNotBlank());
        assertThat(commands).anySatisfy(command -> assertThat(command.text()).contains(NEW));
    }

    /** What runs, once something does: an update is over before the new instance listens. */
    private Optional<String> running() throws FaultException, InterruptedException {
        for (int attempt = 0; attempt < 150; attempt++) {
            var instance = runtime().read().instance();
            if (instance.isPresent()) {
                return instance;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("nothing runs after 15 s");
    }

    static void assertHeld(org.assertj.core.api.ThrowableAssert.ThrowingCallable deed) {
        assertThatThrownBy(deed)
                .isInstanceOfSatisfying(
                        FaultException.class,
                        e -> assertThat(e.fault().kind()).isEqualTo(Fault.Kind.HELD));
    }
}
