package io.familygrocer.list;

import java.util.HashMap;
import java.util.Map;

/** Makes lists and items by plain REST, for a member of a family. */
public record ListsApi(Family family, Family.Member member) {

    /** A new list. */
    public String list(Map<String, Object> fields) {
        var body = new HashMap<>(fields);
        body.put("familyId", family.id());
        return made("/api/lists", body);
    }

    /** A new list that has a name. */
    public String list(String name) {
        return list(Map.of("name", name));
    }

    /** A new item. */
    public String item(String list, Map<String, Object> fields) {
        return made("/api/lists/%s/items".formatted(list), fields);
    }

    /** Where an item is. */
    public static String path(String list, String item) {
        return "/api/lists/%s/items/%s".formatted(list, item);
    }

    private String made(String path, Map<String, Object> body) {
        return member.asks()
                .body(body)
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }
}
