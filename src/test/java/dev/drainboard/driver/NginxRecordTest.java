package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drainboard.model.AdminState;
import dev.drainboard.model.Before;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NginxRecordTest {

    @Test
    void a_record_of_a_haproxy_that_had_this_name_before_is_not_read_as_ours() {
        var words = Map.of("asked", "ready", "weight", "100");
        var before =
                new Before(
                        "lb",
                        "node1",
                        List.of(new Before.Entry("odoo_http", "node1", AdminState.READY, words)));

        assertThat(NginxRecord.asked(before)).isEqualTo(AdminState.MAINT);
        assertThat(NginxRecord.additions(before)).isEmpty();
    }
}
