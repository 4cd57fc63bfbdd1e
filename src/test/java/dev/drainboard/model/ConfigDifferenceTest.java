package dev.drainboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In what nodes are configured unlike. */
final class ConfigDifferenceTest {

    private final Map<String, NodeConfig> configs = new LinkedHashMap<>();

    private void node(String name, Map<String, String> options) {
        configs.put(name, new NodeConfig("/etc/odoo/odoo.conf", "", options));
    }

    @Test
    void only_what_differs_is_named_and_what_is_not_set_is_told_from_empty() {
        node("node1", Map.of("workers", "8", "db_host", "pg1", "list_db", ""));
        node("node2", Map.of("workers", "4", "db_host", "pg1"));

        assertThat(ConfigDifference.between(configs))
                .isEqualTo(
                        List.of(
                                new ConfigDifference(
                                        "list_db",
                                        Map.of(
                                                "node1",
                                                Optional.of(""),
                                                "node2",
                                                Optional.empty())),
                                new ConfigDifference(
                                        "workers",
                                        Map.of(
                                                "node1", Optional.of("8"),
                                                "node2", Optional.of("4")))));
    }

    @Test
    void of_like_nodes_or_of_one_alone_there_is_nothing_to_say() {
        node("node1", Map.of("workers", "8"));
        assertThat(ConfigDifference.between(configs)).isEmpty();
        node("node2", Map.of("workers", "8"));
        assertThat(ConfigDifference.between(configs)).isEmpty();
        assertThat(ConfigDifference.between(Map.of())).isEmpty();
    }
}
