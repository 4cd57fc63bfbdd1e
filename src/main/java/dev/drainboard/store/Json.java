package dev.drainboard.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON objects on one line, put together and taken apart key by key. Every reader throws {@link
 * IllegalArgumentException} for what is missing or of another kind.
 */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static <T> ArrayNode array(List<T> values, Function<T, JsonNode> shape) {
        var array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(shape.apply(value)));
        return array;
    }

    static ArrayNode texts(List<String> values) {
        return array(values, JsonNodeFactory.instance::stringNode);
    }

    /** Sorted by key, so that equal maps are written alike. */
    static ObjectNode sorted(Map<String, String> values) {
        return ordered(new TreeMap<>(values));
    }

    static ObjectNode ordered(Map<String, String> values) {
        var object = object();
        values.forEach(object::put);
        return object;
    }

    /** A constant as it is written: "PRE_PULL" is "prePull". */
    static String word(Enum<?> constant) {
        var word = new StringBuilder();
        for (var part : constant.name().toLowerCase(Locale.ROOT).split("_")) {
            word.append(
                    word.isEmpty()
                            ? part
                            : part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1));
        }
        return word.toString();
    }

    static String line(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    static JsonNode parse(String text) {
        try {
            var node = MAPPER.readTree(text);
            if (!node.isObject() && !node.isArray()) {
                throw new IllegalArgumentException("neither a JSON object nor an array");
            }
            return node;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
    }

    static String text(JsonNode object, String key) {
        return maybe(object, key)
                .orElseThrow(() -> new IllegalArgumentException("no '" + key + "'"));
    }

    static Optional<String> maybe(JsonNode object, String key) {
        var value = object.get(key);
        if (value == null || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new IllegalArgumentException("'" + key + "' is not a text");
        }
        return Optional.of(value.stringValue());
    }

    static OptionalInt maybeNumber(JsonNode object, String key) {
        var value = object.get(key);
        if (value == null || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw new IllegalArgumentException("'" + key + "' is not a number");
        }
        return OptionalInt.of(value.intValue());
    }

    static boolean truth(JsonNode object, String key) {
        var value = object.get(key);
        if (value == null || !value.isBoolean()) {
            throw new IllegalArgumentException("no '" + key + "'");
        }
        return value.booleanValue();
    }

    static <E extends Enum<E>> E constant(Class<E> type, String word) {
        for (var constant : type.getEnumConstants()) {
            if (word(constant).equals(word)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("unknown word '" + word + "'");
    }

    static <T> List<T> list(JsonNode array, Function<JsonNode, T> shape) {
        if (array == null || !array.isArray()) {
            throw new IllegalArgumentException("no list");
        }
        return StreamSupport.stream(array.spliterator(), false).map(shape).toList();
    }

    static List<String> texts(JsonNode array) {
        return list(array, Json::string);
    }

    /** An object of texts, in its own order; empty if the key is missing. */
    static Map<String, String> map(JsonNode object, String key) {
        var value = object.get(key);
        var map = new LinkedHashMap<String, String>();
        if (value == null) {
            return map;
        }
        if (!value.isObject()) {
            throw new IllegalArgumentException("'" + key + "' is not an object");
        }
        value.properties().forEach(entry -> map.put(entry.getKey(), string(entry.getValue())));
        return map;
    }

    private static String string(JsonNode value) {
        if (!value.isString()) {
            throw new IllegalArgumentException("not a text: " + value);
        }
        return value.stringValue();
    }
}
