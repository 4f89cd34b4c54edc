package io.gridmill.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Texts and lists of texts among the parameters. */
@NullMarked
final class TextParametersTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> FALLBACK = List.of("fallback");

    @Test
    void textsAreReadInTheirOrder() throws IOException {
        assertEquals(List.of("b", "", "a"), texts("{\"list\":[\"b\",\"\",\"a\"]}"));
        assertEquals(List.of(), texts("{\"list\":[]}"));
        assertEquals(FALLBACK, texts("{}"));
        assertEquals(FALLBACK, texts("{\"list\":null}"));
    }

    @Test
    void errorsPointAtTheElement() {
        assertErrors("{\"list\":[\"a\",1,null,\"12345\"]}", "/1 type", "/2 type", "/3 range");
        assertErrors("{\"list\":[\"1\",\"2\",\"3\",\"4\",\"5\"]}", " range");
        assertErrors("{\"list\":\"a\"}", " type");
        assertErrors("{\"list\":{}}", " type");
    }

    @Test
    void textIsReadWithinItsLimit() throws IOException {
        assertEquals("abc", Parameters.of(JSON.readTree("{\"t\":\"abc\"}")).text("t", "", 3));
        assertEquals("x", Parameters.of(null).text("t", "x", 3));
        for (String bad : List.of("{\"t\":\"abcd\"}", "{\"t\":1}", "{\"t\":[]}")) {
            Parameters source = Parameters.of(readable(bad));
            assertEquals("x", source.text("t", "x", 3));
            assertThrows(BadParametersException.class, source::done, bad);
        }
    }

    private static List<String> texts(String json) throws IOException {
        Parameters source = Parameters.of(JSON.readTree(json));
        List<String> texts = source.texts("list", FALLBACK, 4, 4);
        source.done();
        return texts;
    }

    private static void assertErrors(String json, String... expected) {
        Parameters source = Parameters.of(readable(json));
        assertEquals(FALLBACK, source.texts("list", FALLBACK, 4, 4));
        BadParametersException refused = assertThrows(BadParametersException.class, source::done);
        assertEquals(
                List.of(expected),
                refused.errors().stream()
                        .map(e -> e.pointer().replace("/parameters/list", "") + " " + e.code())
                        .toList());
    }

    private static JsonNode readable(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
