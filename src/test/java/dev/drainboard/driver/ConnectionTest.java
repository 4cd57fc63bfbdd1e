package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    @Test
    void what_ss_prints_is_told_by_what_was_received_and_answered() {
        var printed =
                """
                by ss
                ESTAB 0      0      10.0.0.10:8069 10.0.0.2:42708
                \t cubic wscale:10,10 rto:204 segs_in:2 lastsnd:8 lastrcv:8 lastack:8
                ESTAB 0      0      [::ffff:10.0.0.10]:8069 [::ffff:10.0.0.2]:42709
                \t cubic bytes_received:318 segs_in:3 lastsnd:9004 lastrcv:9000
                ESTAB 0      0      10.0.0.10:8069 10.0.0.3:42710
                \t cubic bytes_sent:19 bytes_acked:19 bytes_received:18 lastsnd:1204 lastrcv:1312
                ESTAB 0      4096   10.0.0.10:8069 10.0.0.3:42711
                \t cubic bytes_sent:9000 bytes_acked:19 bytes_received:18 unacked:6 lastsnd:1204 lastrcv:1312
                ESTAB 0      0      10.0.0.10:8069 10.0.0.3:42712
                \t cubic bytes_sent:19 bytes_acked:19 bytes_received:18 lastsnd:4 lastrcv:12
                CLOSE-WAIT 1 0      10.0.0.10:8069 10.0.0.2:42713
                \t cubic bytes_received:318 segs_in:3 lastsnd:9004 lastrcv:9000
                ESTAB 0      0      [fd00::10%eth0]:8072 [fd00::2]:5000 cubic bytes_received:5
                """;

        var found = Connection.ofSs(printed);

        assertThat(found.stream().map(Connection::inUse))
                .as("connected only, asked, answered and still, sending, just answered, asker gone")
                .isEqualTo(List.of(false, true, false, true, true, true, true));
        assertThat(found.stream().map(Connection::peer).distinct())
                .isEqualTo(List.of("10.0.0.2", "10.0.0.3", "fd00::2"));
        assertThat(found.getLast().port()).isEqualTo(8072);
    }

    @Test
    void what_proc_shows_is_counted_and_not_told_apart() {
        var printed =
                """
                  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt
                   0: 0A00000A:1F85 0200000A:A6D4 01 00000000:00000000 00:00000000 00000000  0 0 1
                   1: 00000000:1F85 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0 0 1
                   2: 0A00000A:1F85 0200000A:A6D5 06 00000000:00000000 00:00000000 00000000  0 0 1
                   3: 0000000000000000FFFF00000A00000A:1F88 0000000000000000FFFF00000200000A:A6D4 08 0 0
                """;

        var found = Connection.ofProc(printed);

        assertThat(found)
                .isEqualTo(
                        List.of(
                                new Connection(
                                        8069,
                                        "10.0.0.2",
                                        OptionalLong.empty(),
                                        false,
                                        OptionalLong.empty()),
                                new Connection(
                                        8072,
                                        "10.0.0.2",
                                        OptionalLong.empty(),
                                        false,
                                        OptionalLong.empty())));
        assertThat(found).allMatch(Connection::inUse).noneMatch(Connection::told);
    }

    @Test
    void garbage_is_no_connection() {
        assertThat(Connection.ofSs("ss: no such option\nESTAB x y z\n")).isEmpty();
        assertThat(Connection.ofProc("0: zz:zz\n")).isEmpty();
    }
}
