package io.gridmill.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON and back, field by field under the names of the record. A field that is not there
 * is nothing: zero, false, empty, or null; one that is not known is passed over. So a record that
 * gains a field reads what was written before it did, as long as nothing is a meaning of the new
 * field. Which classes are made is decided by the fields' types alone, never by what is read.
 * Thread-safe.
 */
public final class RecordJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Names the record where a field may hold one of several. */
    private static final String KIND = "kind";

    private RecordJson() {}

    /** A record as JSON. */
    public static ObjectNode write(Record value) {
        return RecordShape.of(value.getClass()).write(value);
    }

    /** A record from JSON. */
    public static <T extends Record> T read(JsonNode json, Class<T> type) throws IOException {
        try {
            return type.cast(RecordShape.of(type).read(json));
        } catch (IllegalArgumentException
                | NullPointerException
                | IndexOutOfBoundsException
                | ClassCastException e) {
            throw new IOException("This is no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }

    static JsonNode any(@Nullable Object value, Type type) {
        Class<?> raw = raw(type);
        return switch (value) {
            case null -> NullNode.getInstance();
            case String text -> NODES.textNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Short number -> NODES.numberNode(number);
            case Byte number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case Float number -> NODES.numberNode(number);
            case Duration duration -> NODES.textNode(duration.toString());
            case Enum<?> constant -> NODES.textNode(constant.name());
            case byte[] bytes -> NODES.binaryNode(bytes);
            case BitSet bits -> NODES.binaryNode(bits.toByteArray());
            case Record inner when raw.isInterface() -> kinded(inner);
            case Record inner -> write(inner);
            case Iterable<?> elements -> {
                ArrayNode array = NODES.arrayNode();
                Type element = argument(type, 0);
                elements.forEach(one -> array.add(any(one, element)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                Type element = argument(type, 1);
                map.forEach((key, one) -> object.set(key.toString(), any(one, element)));
                yield object;
            }
            default -> array(value, raw);
        };
    }

    private static ObjectNode kinded(Record value) {
        ObjectNode object = NODES.objectNode();
        object.put(KIND, value.getClass().getSimpleName());
        object.setAll(write(value));
        return object;
    }

    private static ArrayNode array(Object value, Class<?> type) {
        if (!value.getClass().isArray()) {
            throw new IllegalArgumentException("No JSON is defined for " + value.getClass());
        }
        ArrayNode array = NODES.arrayNode();
        int length = Array.getLength(value);
        for (int i = 0; i < length; i++) {
            array.add(any(Array.get(value, i), type.getComponentType()));
        }
        return array;
    }

    static @Nullable Object value(@Nullable JsonNode json, Type type) throws IOException {
        Class<?> raw = raw(type);
        if (json == null || json.isNull()) {
            return nothing(raw, json == null);
        }
        if (raw == String.class) {
            return json.asText();
        } else if (raw == boolean.class || raw == Boolean.class) {
            return json.asBoolean();
        } else if (raw == Duration.class) {
            return Duration.parse(json.asText());
        } else if (raw == BitSet.class) {
            return BitSet.valueOf(json.binaryValue());
        } else if (raw == byte[].class) {
            return json.binaryValue();
        } else if (raw.isEnum()) {
            return constant(raw, json.asText());
        } else if (raw.isRecord()) {
            return RecordShape.of(raw).read(json);
        } else if (raw == List.class || raw == Set.class) {
            List<@Nullable Object> list = new ArrayList<>(json.size());
            for (JsonNode one : json) {
                list.add(value(one, argument(type, 0)));
            }
            return raw == List.class ? list : Set.copyOf(list);
        } else if (raw == Map.class) {
            return map(json, type);
        } else if (raw.isArray()) {
            return array(json, raw.getComponentType());
        } else if (raw.isInterface()) {
            return RecordShape.of(permitted(raw, json.path(KIND).asText())).read(json);
        }
        return number(json, raw);
    }

    private static Object number(JsonNode json, Class<?> type) {
        return switch (type.getName()) {
            case "int", "java.lang.Integer" -> json.intValue();
            case "long", "java.lang.Long" -> json.longValue();
            case "short" -> (short) json.intValue();
            case "byte" -> (byte) json.intValue();
            case "float" -> json.floatValue();
            case "double", "java.lang.Double" -> json.doubleValue();
            default -> throw new IllegalArgumentException("No JSON is defined for " + type);
        };
    }

    /** What stands for a field that is not there, or is null. */
    private static @Nullable Object nothing(Class<?> type, boolean absent) {
        if (type.isPrimitive()) {
            return Array.get(Array.newInstance(type, 1), 0);
        }
        if (!absent) {
            return null;
        }
        return switch (type.getName()) {
            case "java.lang.String" -> "";
            case "java.util.List" -> List.of();
            case "java.util.Set" -> Set.of();
            case "java.util.Map" -> Map.of();
            case "java.util.BitSet" -> new BitSet();
            default -> null;
        };
    }

    private static Map<Object, @Nullable Object> map(JsonNode json, Type type) throws IOException {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        Class<?> keys = raw(argument(type, 0));
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            Object key =
                    keys == Integer.class
                            ? Integer.valueOf(entry.getKey())
                            : keys == Long.class
                                    ? Long.valueOf(entry.getKey())
                                    : keys.isEnum()
                                            ? constant(keys, entry.getKey())
                                            : entry.getKey();
            map.put(key, value(entry.getValue(), argument(type, 1)));
        }
        return map;
    }

    private static Object array(JsonNode json, Class<?> type) throws IOException {
        Object array = Array.newInstance(type, json.size());
        for (int i = 0; i < json.size(); i++) {
            Array.set(array, i, value(json.get(i), type));
        }
        return array;
    }

    private static Object constant(Class<?> type, String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(type.getSimpleName() + " has no " + name);
    }

    private static Class<?> permitted(Class<?> type, String name) {
        Class<?> found = search(type, name);
        if (found == null) {
            throw new IllegalArgumentException(type.getSimpleName() + " has no kind " + name);
        }
        return found;
    }

    private static @Nullable Class<?> search(Class<?> type, String name) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        for (Class<?> one : permitted == null ? new Class<?>[0] : permitted) {
            Class<?> found =
                    one.isInterface()
                            ? search(one, name)
                            : one.getSimpleName().equals(name) ? one : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType parameterized -> (Class<?>) parameterized.getRawType();
            default -> Object.class;
        };
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }
}
