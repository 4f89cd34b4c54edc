package io.gridmill.durable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of one record class, looked up once. */
final class RecordShape {
    private static final ClassValue<RecordShape> SHAPES =
            new ClassValue<>() {
                @Override
                protected RecordShape computeValue(Class<?> type) {
                    return new RecordShape(type);
                }
            };

    private final RecordComponent[] fields;
    private final Constructor<?> constructor;

    private RecordShape(Class<?> type) {
        this.fields = type.getRecordComponents();
        if (fields == null) {
            throw new IllegalArgumentException(type + " is no record");
        }
        Class<?>[] types =
                Arrays.stream(fields).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            constructor = type.getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record without its constructor: " + type, e);
        }
        constructor.setAccessible(true);
        for (RecordComponent field : fields) {
            field.getAccessor().setAccessible(true);
        }
    }

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    ObjectNode write(Record value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (RecordComponent field : fields) {
            object.set(field.getName(), RecordJson.any(read(field, value), field.getGenericType()));
        }
        return object;
    }

    private static @Nullable Object read(RecordComponent field, Record value) {
        try {
            return field.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("A field cannot be read: " + field, e);
        }
    }

    private static boolean nullable(RecordComponent field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    Object read(JsonNode json) throws IOException {
        if (!json.isObject()) {
            throw new IllegalArgumentException("an object was expected");
        }
        @Nullable Object[] values = new @Nullable Object[fields.length];
        for (int i = 0; i < fields.length; i++) {
            JsonNode value = json.get(fields[i].getName());
            boolean missing = value == null && nullable(fields[i]);
            values[i] = missing ? null : RecordJson.value(value, fields[i].getGenericType());
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    constructor.getDeclaringClass().getSimpleName() + ": " + e.getCause(), e);
        } catch (InstantiationException | IllegalAccessException e) {
            throw new IllegalStateException("A record cannot be made", e);
        }
    }
}
