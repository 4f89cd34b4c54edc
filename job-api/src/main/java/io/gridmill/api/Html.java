package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;

/** Builds pages out of text that is always escaped. */
final class Html {
    private final StringBuilder page = new StringBuilder(4096);

    Html(String title) {
        page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta name=\"viewport\" content=\"width=device-width,"
                                + " initial-scale=1\">\n")
                .append("<link rel=\"stylesheet\" href=\"/docs/style.css\">\n<title>");
        text(title).raw("</title>\n</head>\n<body>\n<main>\n");
    }

    /** Markup of this program's own; never of a request's. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    Html text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> page.append("&amp;");
                case '<' -> page.append("&lt;");
                case '>' -> page.append("&gt;");
                case '"' -> page.append("&quot;");
                case '\'' -> page.append("&#39;");
                default -> page.append(c);
            }
        }
        return this;
    }

    Html element(String tag, String text) {
        return raw("<" + tag + ">").text(text).raw("</" + tag + ">\n");
    }

    /** Indented JSON. */
    Html json(JsonNode node) {
        return raw("<pre><code>").text(node.toPrettyString()).raw("</code></pre>\n");
    }

    String end() {
        return page.append("</main>\n</body>\n</html>\n").toString();
    }
}
