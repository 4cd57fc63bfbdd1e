package dev.drainboard.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema for editors and the parser know the same keys and the same words. */
class SchemaTest {

    private static final Map<Keys, String> PLACES =
            Map.ofEntries(
                    Map.entry(Keys.CLUSTER, ""),
                    Map.entry(Keys.SSH, "/properties/ssh"),
                    Map.entry(Keys.STATE, "/properties/state"),
                    Map.entry(Keys.BALANCER, "/properties/balancers/items"),
                    Map.entry(Keys.UPSTREAMS, "/properties/balancers/items/properties/upstreams"),
                    Map.entry(Keys.API, "/properties/balancers/items/properties/api"),
                    Map.entry(Keys.NODE, "/properties/nodes/items"),
                    Map.entry(Keys.RUNTIME, "/properties/nodes/items/properties/runtime"),
                    Map.entry(Keys.DATABASE, "/properties/database"),
                    Map.entry(Keys.FILESTORE, "/properties/filestore"),
                    Map.entry(Keys.SESSIONS, "/properties/sessions"),
                    Map.entry(Keys.HEALTH, "/properties/health"),
                    Map.entry(Keys.ROLLOUT, "/properties/rollout"),
                    Map.entry(Keys.DRAIN, "/properties/rollout/properties/drain"),
                    Map.entry(Keys.GATE, "/properties/rollout/properties/gate"),
                    Map.entry(Keys.HOOKS, "/properties/rollout/properties/hooks"));

    private static JsonNode schema;

    @BeforeAll
    static void read() throws Exception {
        schema =
                JsonMapper.builder()
                        .build()
                        .readTree(Files.readString(Path.of("assets/drainboard.schema.json")));
    }

    @ParameterizedTest
    @EnumSource(Keys.class)
    void every_section_has_the_parsers_keys_each_with_a_description(Keys keys) {
        var section = schema.at(PLACES.get(keys));
        assertThat(section.at("/properties").propertyNames())
                .containsExactlyInAnyOrderElementsOf(keys.names());
        assertThat(section.get("additionalProperties").booleanValue()).isFalse();
        section.at("/properties")
                .properties()
                .forEach(
                        key ->
                                assertThat(key.getValue().path("description").asString())
                                        .as(keys + "." + key.getKey())
                                        .isNotBlank());
    }

    @Test
    void every_choice_has_the_parsers_words() {
        assertThat(words("/properties/environment")).isEqualTo(ClusterSection.ENVIRONMENTS.words());
        assertThat(words("/properties/balancers/items/properties/kind"))
                .isEqualTo(BalancerSection.KINDS.words());
        assertThat(words("/properties/nodes/items/properties/runtime/properties/kind"))
                .isEqualTo(NodeSection.KINDS.words());
        assertThat(words("/properties/nodes/items/properties/role"))
                .isEqualTo(NodeSection.ROLES.words());
        assertThat(words("/properties/filestore/properties/kind"))
                .isEqualTo(ClusterSection.FILESTORES.words());
        assertThat(words("/properties/sessions/properties/kind"))
                .isEqualTo(ClusterSection.SESSIONS.words());
        assertThat(words("/properties/rollout/properties/drain/properties/then"))
                .isEqualTo(PolicySections.THEN.words());
        assertThat(words("/properties/rollout/properties/drain/properties/websockets"))
                .isEqualTo(PolicySections.WEBSOCKETS.words());
        assertThat(words("/properties/rollout/properties/drain/properties/sticky"))
                .isEqualTo(PolicySections.STICKY.words());
        assertThat(words("/properties/rollout/properties/ask"))
                .isEqualTo(PolicySections.ASK.words());
        assertThat(words("/properties/rollout/properties/onFailure"))
                .isEqualTo(PolicySections.ON_FAILURE.words());
    }

    private static List<String> words(String place) {
        return StreamSupport.stream(schema.at(place + "/enum").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }
}
