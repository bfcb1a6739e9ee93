package org.openworkspace.host.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.integration.CheckModel;
import org.openworkspace.integration.ConnectionModel;
import org.openworkspace.integration.FieldProblem;
import org.openworkspace.integration.OutcomeModel;
import org.openworkspace.tile.ItemModel;
import org.openworkspace.tile.ProblemModel;
import org.openworkspace.tile.TileModel;

/** Models as the browser gets them: plain maps, with nothing where there is nothing. */
final class Wire {

    private Wire() {}

    /**
     * @param integrationId where connections of this tile are mended
     * @param appId the app, if it is what has to be mended
     */
    static Map<String, Object> tile(
            TileModel tile, Optional<String> integrationId, Optional<String> appId) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("state", tile.state().name());
        put(json, "asOf", tile.asOf());
        put(json, "headline", tile.headline());
        json.put("total", tile.total());
        Map<String, Object> counts = new LinkedHashMap<>();
        tile.counts().forEach((group, count) -> counts.put(group.name(), count));
        json.put("counts", counts);
        json.put("items", tile.items().stream().map(Wire::item).toList());
        json.put(
                "links",
                tile.links().stream()
                        .map(
                                link ->
                                        Map.of(
                                                "kind", link.kind().name(),
                                                "label", link.label(),
                                                "uri", link.uri().toString()))
                        .toList());
        tile.problem().ifPresent(p -> json.put("problem", problem(p, integrationId, appId)));
        return json;
    }

    static Map<String, Object> connection(ConnectionModel connection, List<String> usedBy) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", connection.id());
        json.put("name", connection.name());
        json.put("level", connection.level().name());
        json.put("state", connection.state());
        json.put("detail", connection.detail());
        put(json, "helpId", connection.helpId());
        json.put("enabled", connection.enabled());
        json.put("editable", connection.editable());
        json.put("usedBy", usedBy);
        json.put("columns", connection.columns());
        json.put("values", connection.values());
        json.put("actions", connection.actions());
        return json;
    }

    static Map<String, Object> check(CheckModel check) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", check.level().name());
        json.put("title", check.title());
        json.put("text", check.text());
        json.put("problems", problems(check.problems()));
        put(json, "helpId", check.helpId());
        return json;
    }

    static Map<String, Object> outcome(OutcomeModel outcome) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("level", outcome.level().name());
        json.put("title", outcome.title());
        json.put("text", outcome.text());
        outcome.table().ifPresent(table -> json.put("table", table));
        put(json, "helpId", outcome.helpId());
        // Jackson writes bytes as Base64
        outcome.download().ifPresent(file -> json.put("download", file));
        return json;
    }

    static List<Map<String, String>> problems(List<FieldProblem> problems) {
        return problems.stream()
                .map(problem -> Map.of("field", problem.field(), "message", problem.message()))
                .toList();
    }

    static void put(Map<String, Object> json, String key, Optional<?> value) {
        value.ifPresent(v -> json.put(key, v.toString()));
    }

    private static Map<String, Object> item(ItemModel item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", item.id());
        json.put("number", item.number());
        json.put("title", item.title());
        json.put("status", item.status());
        json.put("group", item.group().name());
        json.put("priority", item.priority());
        put(json, "created", item.created());
        json.put("lastActivity", item.lastActivity().toString());
        put(json, "due", item.due());
        put(json, "link", item.link());
        return json;
    }

    private static Map<String, Object> problem(
            ProblemModel problem, Optional<String> integrationId, Optional<String> appId) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("code", problem.code());
        json.put("title", problem.title());
        json.put("text", problem.text());
        problem.advice()
                .ifPresent(
                        advice -> {
                            Map<String, Object> words = new LinkedHashMap<>();
                            words.put("cause", advice.cause());
                            words.put("nextStep", advice.nextStep());
                            put(words, "connectionId", advice.connectionId());
                            put(words, "integrationId", integrationId);
                            put(words, "appId", appId);
                            json.put("advice", words);
                        });
        return json;
    }
}
