package io.gridmill.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code input} of a job: exactly one of the forms in which data may be given. */
final class InputReader {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final List<String> FORMS = List.of("text", "json", "base64", "blob", "lines");

    private final RequestFields job;
    private final RequestFields input;
    private final ObjectNode object;

    InputReader(RequestFields job, RequestFields input, ObjectNode object) {
        this.job = job;
        this.input = input;
        this.object = object;
    }

    /** The input; none after a fault was put on the list. */
    InputData read() {
        List<String> given = new ArrayList<>();
        for (String form : FORMS) {
            // JSON null is a value of its own only here: {"json": null}.
            if (input.find(form) != null || (form.equals("json") && object.has(form))) {
                given.add(form);
            }
        }
        input.done();
        if (given.size() != 1) {
            String found = given.isEmpty() ? "none is given" : "given are " + given;
            job.error("input", "choice", "must be exactly one of " + FORMS + "; " + found);
            return InputData.none();
        }
        InputData data = read(given.getFirst());
        if (data instanceof InputData.Bytes bytes
                && bytes.data().length > JobRequestReader.MAX_INLINE_INPUT) {
            throw new GridException(
                    ErrorCode.TOO_LARGE,
                    "Inline input may have 4 MiB, this has "
                            + bytes.data().length
                            + " bytes. Upload it first with PUT /api/v1/blobs/{sha256} and give"
                            + " \"input\": {\"blob\": \"{sha256}\"}");
        }
        return data;
    }

    private InputData read(String form) {
        return switch (form) {
            case "text" -> bytes(input.text(form));
            case "base64" -> base64(input.text(form));
            case "blob" -> blob(input.text(form));
            case "lines" -> lines(object.get(form));
            default -> bytes(object.get(form).toString());
        };
    }

    private static InputData bytes(@Nullable String text) {
        return text == null
                ? InputData.none()
                : new InputData.Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private InputData base64(@Nullable String text) {
        if (text == null) {
            return InputData.none();
        }
        try {
            return new InputData.Bytes(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            input.error("base64", "format", "is not Base64: " + e.getMessage());
            return InputData.none();
        }
    }

    private InputData blob(@Nullable String digest) {
        if (digest == null) {
            return InputData.none();
        }
        if (!DIGEST.matcher(digest).matches()) {
            input.error("blob", "format", "must be a SHA-256 in 64 lower case hexadecimal digits");
            return InputData.none();
        }
        return new InputData.Blob(digest);
    }

    private InputData lines(JsonNode lines) {
        if (!lines.isArray()) {
            input.error("lines", "type", "must be an array of strings");
            return InputData.none();
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (JsonNode line : lines) {
            if (!line.isTextual() || line.textValue().indexOf('\n') >= 0) {
                String is = RequestFields.shown(line);
                input.error("lines", "type", "must be strings without line breaks; one is " + is);
                return InputData.none();
            }
            out.writeBytes(line.textValue().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        }
        return new InputData.Bytes(out.toByteArray());
    }
}
