package dev.drainboard.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class NetworksTest {

    @Test
    void an_address_belongs_to_the_network_that_an_office_gets() {
        assertThat(ClientNetwork.of("203.0.113.77")).contains("203.0.113.0/24");
        assertThat(ClientNetwork.of("::ffff:203.0.113.77")).contains("203.0.113.0/24");
        assertThat(ClientNetwork.of("2001:db8:1:2::77")).contains("2001:db8:1::/48");
        assertThat(ClientNetwork.of("2001:db8::77")).contains("2001:db8:0::/48");
        assertThat(ClientNetwork.of("unix:")).isEmpty();
        assertThat(ClientNetwork.of("")).isEmpty();
    }

    @Test
    void who_sends_more_than_half_is_found_among_more_networks_than_there_is_room_for() {
        var networks = new Networks();
        var chance = new Random(7);
        for (int i = 0; i < 100_000; i++) {
            networks.count(chance.nextInt(100) < 60 ? "office" : "home " + chance.nextInt(10_000));
            assertThat(networks.size()).isLessThanOrEqualTo(Networks.KEPT);
        }
        var most = networks.most().orElseThrow();
        assertThat(most.network()).isEqualTo("office");
        assertThat(most.percent()).isBetween(57, 62);
        assertThat(most.all()).isLessThanOrEqualTo(Networks.AGED);
    }

    @Test
    void where_nobody_sends_much_nobody_is_said_to() {
        var networks = new Networks();
        for (int i = 0; i < 100_000; i++) {
            networks.count("home " + i % 10_000);
        }
        assertThat(networks.most().filter(most -> most.hot())).isEmpty();
    }

    @Test
    void what_came_long_ago_is_forgotten() {
        var networks = new Networks();
        for (int i = 0; i < Networks.AGED; i++) {
            networks.count("yesterday");
        }
        for (int i = 0; i < 2 * Networks.AGED; i++) {
            networks.count("today");
        }
        assertThat(networks.most().orElseThrow().network()).isEqualTo("today");
        assertThat(networks.most().orElseThrow().hot()).isTrue();
    }
}
