package io.gridmill.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI description as one page that needs no script and nothing from elsewhere. */
final class DocsPage {
    private final JsonNode api;
    private final Html html;

    private DocsPage(JsonNode api) {
        this.api = api;
        this.html = new Html(api.at("/info/title").asText());
    }

    static String of(JsonNode api) {
        return new DocsPage(api).page();
    }

    private String page() {
        html.element("h1", api.at("/info/title").asText());
        for (String paragraph : api.at("/info/description").asText().split("\n\n", -1)) {
            html.element("p", paragraph);
        }
        html.raw("<p><a href=\"/problems\">Errors</a></p>\n<nav><ul>\n");
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                link(path.getKey(), entry.getKey(), entry.getValue());
            }
        }
        html.raw("</ul></nav>\n");
        for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                operation(path.getKey(), entry.getKey(), entry.getValue());
            }
        }
        html.element("h2", "Schemas");
        for (Map.Entry<String, JsonNode> schema : api.at("/components/schemas").properties()) {
            html.raw("<section id=\"").text(schema.getKey()).raw("\">\n");
            html.element("h3", schema.getKey()).json(schema.getValue()).raw("</section>\n");
        }
        return html.end();
    }

    private void link(String path, String method, JsonNode operation) {
        html.raw("<li><a href=\"#").text(operation.path("operationId").asText()).raw("\">");
        html.raw("<code>").text(method.toUpperCase(Locale.ROOT) + " " + path).raw("</code></a> ");
        html.text(operation.path("summary").asText()).raw("</li>\n");
    }

    private void operation(String path, String method, JsonNode operation) {
        html.raw("<section id=\"").text(operation.path("operationId").asText()).raw("\">\n");
        html.element("h2", method.toUpperCase(Locale.ROOT) + " " + path);
        html.element("p", operation.path("summary").asText());
        if (operation.has("description")) {
            html.element("p", operation.path("description").asText());
        }
        parameters(operation.path("parameters"));
        JsonNode body = operation.path("requestBody").path("content");
        for (Map.Entry<String, JsonNode> content : body.properties()) {
            html.raw("<p>Body: <code>").text(content.getKey()).raw("</code> ");
            reference(content.getValue().path("schema")).raw("</p>\n");
            if (content.getValue().has("example")) {
                html.json(content.getValue().path("example"));
            }
        }
        responses(operation.path("responses"));
        html.raw("</section>\n");
    }

    private void parameters(JsonNode parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        html.raw("<table><thead><tr><th>Parameter</th><th>In</th><th>Meaning</th></tr></thead>\n");
        for (JsonNode given : parameters) {
            JsonNode parameter = resolved(given);
            html.raw("<tr><td><code>")
                    .text(parameter.path("name").asText())
                    .raw("</code></td><td>");
            html.text(parameter.path("in").asText()).raw("</td><td>");
            html.text(parameter.path("description").asText()).raw("</td></tr>\n");
        }
        html.raw("</table>\n");
    }

    private void responses(JsonNode responses) {
        html.raw("<table><thead><tr><th>Status</th><th>Meaning</th><th>Body</th></tr></thead>\n");
        for (Map.Entry<String, JsonNode> entry : responses.properties()) {
            JsonNode response = resolved(entry.getValue());
            html.raw("<tr><td>").text(entry.getKey()).raw("</td><td>");
            html.text(response.path("description").asText()).raw("</td><td>");
            for (Map.Entry<String, JsonNode> content : response.path("content").properties()) {
                html.raw("<code>").text(content.getKey()).raw("</code> ");
                reference(content.getValue().path("schema"));
            }
            html.raw("</td></tr>\n");
        }
        html.raw("</table>\n");
    }

    private Html reference(JsonNode schema) {
        String target = schema.path("$ref").asText();
        String name = target.substring(target.lastIndexOf('/') + 1);
        return name.isEmpty()
                ? html
                : html.raw("<a href=\"#").text(name).raw("\">").text(name).raw("</a>");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? api.at(node.path("$ref").asText().substring(1)) : node;
    }
}
