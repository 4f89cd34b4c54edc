package io.gridmill.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One reason.
 *
 * @param message a sentence for people, with what to do where something can be done
 * @param data the same for programs; which fields there are depends on the code
 */
public record Reason(ReasonCode code, String message, Map<String, Object> data) {
    public Reason {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }
}
