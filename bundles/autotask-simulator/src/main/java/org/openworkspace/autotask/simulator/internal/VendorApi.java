package org.openworkspace.autotask.simulator.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.openworkspace.autotask.simulator.SimulatorOptions;
import org.openworkspace.autotask.simulator.internal.Entity.Operation;

/** The vendor's API: zone, login, limits, queries and writes. */
final class VendorApi {

    static final String VENDOR_IDENTIFIER = "DEMOTRACKINGIDENTIFIER00001";

    /** The identifier that was published for connections to be prepared with before 3.45. */
    static final String TEMPORARY_IDENTIFIER = "HSE3NJNASRAHVJ5JHROCNC3YSV";

    private static final int MAX_PAGE = 500;

    /** These are written below the entity that they belong to. */
    private static final Set<String> CHILDREN =
            Set.of("Contact", "TicketNote", "TicketAdditionalContact");

    private final SimulatorOptions options;
    private final Map<String, Entity> entities;
    private final World world;
    private final Limits limits;
    private final Clock clock;
    private final Map<String, ApiUser> users = new ConcurrentHashMap<>();
    private volatile boolean moved;
    private volatile int refusedAfterwards;
    private final AtomicInteger refusedNow = new AtomicInteger();

    VendorApi(
            SimulatorOptions options,
            Map<String, Entity> entities,
            World world,
            Limits limits,
            Clock clock) {
        this.options = options;
        this.entities = entities;
        this.world = world;
        this.limits = limits;
        this.clock = clock;
        users.put(
                "api@contoso.example",
                new ApiUser("Contoso-demo-2026!", VENDOR_IDENTIFIER, true, true));
        users.put(
                "legacy@contoso.example",
                new ApiUser("Legacy-demo-2026!", "CUSTOMTRACKINGIDENTIFIER001", true, true));
        users.put(
                "restricted@contoso.example",
                new ApiUser("Restricted-demo-2026!", VENDOR_IDENTIFIER, true, false));
        users.put(
                "nocontacts@contoso.example",
                new ApiUser("Nocontacts-demo-2026!", VENDOR_IDENTIFIER, false, true));
    }

    /** Moves the database to another zone, or back. */
    void moved(boolean now) {
        moved = now;
    }

    /** Lets a wrong identifier make the next calls of everybody be refused. */
    void refusedAfterWrongIdentifier(int calls) {
        refusedAfterwards = calls;
        refusedNow.set(0);
    }

    Map<String, ApiUser> users() {
        return users;
    }

    /** Answers a request below {@code /ATServicesRest/}. */
    Response answer(Request request, String origin, Optional<Fault> fault) {
        int base = request.segment(0).equals("zone2") ? 1 : 0;
        List<String> path = request.segments().subList(base + 1, request.segments().size());
        String first = path.isEmpty() ? "" : path.get(0);
        if (first.equals("versioninformation")) {
            return Rendering.json(
                    json -> {
                        json.writeArrayFieldStart("apiVersions");
                        json.writeString("V1.0");
                        json.writeEndArray();
                    });
        }
        if (!first.equals("v1.0") || path.size() < 2) {
            throw noRoute(request);
        }
        if (path.get(1).equals("zoneinformation")) {
            limits.zoneLookup();
            return struck(fault, () -> zone(request, origin));
        }
        String identifier = login(request, moved == (base == 1));
        String endpoint = endpoint(path);
        limits.begin(identifier, endpoint);
        try {
            delay(limits.latencyMillis());
            return struck(fault, () -> route(request, path.subList(1, path.size()), origin));
        } finally {
            limits.end(identifier, endpoint);
        }
    }

    private static Response struck(Optional<Fault> fault, Supplier<Response> answer) {
        return fault.isPresent() ? fault.get().around(answer) : answer.get();
    }

    private Response zone(Request request, String origin) {
        String user = request.parameter("user").orElse("").toLowerCase(Locale.ROOT);
        if (!users.containsKey(user)) {
            throw Refusal.application("Zone information could not be determined");
        }
        return Rendering.json(
                json -> {
                    json.writeStringField("zoneName", moved ? "SIM2" : "SIM1");
                    json.writeStringField(
                            "url", origin + (moved ? "zone2/" : "") + "ATServicesRest/");
                    json.writeStringField("webUrl", origin);
                    json.writeNumberField("ci", 600001);
                });
    }

    /** Lets a request in, or refuses it; too many refusals in a row lock the user. */
    private String login(Request request, boolean rightZone) {
        String name = request.header("UserName").orElse("").toLowerCase(Locale.ROOT);
        String identifier = request.header("ApiIntegrationCode").orElse("");
        if (!rightZone) {
            throw Refusal.login();
        }
        if (refusedNow.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            limits.failedLogin(name);
            throw Refusal.login();
        }
        ApiUser user = users.get(name);
        if (user == null) {
            limits.failedLogin(name);
            throw options.distinctRefusals()
                    ? Refusal.application("The user could not be found.")
                    : Refusal.login();
        }
        boolean secret = user.secret().equals(request.header("Secret").orElse(""));
        boolean code = user.accepts(identifier);
        if (!code) {
            refusedNow.set(refusedAfterwards);
        }
        if (user.locked() || !secret || !code) {
            limits.failedLogin(name);
            users.computeIfPresent(
                    name,
                    (key, u) ->
                            u.with(
                                    u.secret(),
                                    u.identifier(),
                                    u.locked() || u.refusals() + 1 >= options.lockAfter(),
                                    u.refusals() + 1));
            throw options.distinctRefusals() && secret && !code
                    ? Refusal.application("IntegrationCode is invalid")
                    : Refusal.login();
        }
        users.computeIfPresent(name, (key, u) -> u.with(u.secret(), u.identifier(), u.locked(), 0));
        return identifier;
    }

    private ApiUser user(Request request) {
        return users.getOrDefault(
                request.header("UserName").orElse("").toLowerCase(Locale.ROOT),
                new ApiUser("", "", false, false));
    }

    /** The entity behind a path, as its calls are counted: a child's calls are the child's. */
    private String endpoint(List<String> path) {
        String first = path.get(1);
        if (path.size() > 3 && !path.get(2).equals("query")) {
            String child = child(first, path.get(3));
            if (entities.containsKey(child)) {
                return entities.get(child).collection();
            }
        }
        return Optional.ofNullable(entities.get(first)).map(Entity::collection).orElse(first);
    }

    private static String child(String parent, String name) {
        return switch (parent + "/" + name) {
            case "tickets/notes" -> "ticketnotes";
            case "tickets/additionalcontacts" -> "ticketadditionalcontacts";
            case "companies/contacts" -> "contacts";
            default -> "";
        };
    }

    private Response route(Request request, List<String> path, String origin) {
        switch (path.get(0)) {
            case "version":
                return Rendering.json(
                        json -> {
                            json.writeStringField("majorVersion", "2026");
                            json.writeStringField("minorVersion", "4");
                            json.writeStringField("build", "1");
                            json.writeStringField("customerType", "Standard");
                        });
            case "thresholdinformation":
                return Rendering.json(
                        json -> {
                            json.writeNumberField(
                                    "externalRequestThreshold", options.callsPerHour());
                            json.writeNumberField("requestThresholdTimeframe", 60);
                            json.writeNumberField("currentTimeframeRequestCount", limits.used());
                        });
            case "entityinformation":
                return Rendering.json(
                        json -> {
                            json.writeArrayFieldStart("entityDescriptions");
                            for (Entity entity : Set.copyOf(entities.values())) {
                                json.writeStartObject();
                                json.writeFieldName("info");
                                Rendering.information(json, entity);
                                json.writeEndObject();
                            }
                            json.writeEndArray();
                        });
            case "modules":
                return Rendering.json(
                        json -> {
                            json.writeArrayFieldStart("modules");
                            json.writeEndArray();
                        });
            default:
                return entity(request, path, origin);
        }
    }

    private Response entity(Request request, List<String> path, String origin) {
        Entity entity =
                Optional.ofNullable(entities.get(path.get(0))).orElseThrow(() -> noRoute(request));
        requireReadable(entity, request);
        String second = path.size() > 1 ? path.get(1) : "";
        if (path.size() == 1) {
            return write(request, entity, Optional.empty(), Optional.empty());
        }
        if (second.equals("query")) {
            return query(request, entity, path.size() > 2 ? path.get(2) : "", origin);
        }
        if (second.equals("entityinformation")) {
            return information(request, entity, path.size() > 2 ? path.get(2) : "");
        }
        long id = id(request, second);
        if (path.size() == 2) {
            requireMethod(request, "GET");
            return item(entity, world.find(entity, id).filter(visible(entity, request)));
        }
        Entity children =
                Optional.ofNullable(entities.get(child(path.get(0), path.get(2))))
                        .orElseThrow(() -> noRoute(request));
        requireReadable(children, request);
        Field parent = children.the(path.get(0).equals("tickets") ? "ticketID" : "companyID");
        String fourth = path.size() > 3 ? path.get(3) : "";
        if (fourth.equals("entityinformation")) {
            return information(request, children, path.size() > 4 ? path.get(4) : "");
        }
        Predicate<Row> own = visible(children, request).and(row -> row.number(parent) == id);
        if (!fourth.isEmpty()) {
            Optional<Row> row = world.find(children, id(request, fourth)).filter(own);
            if (request.method().equals("DELETE")) {
                return delete(request, children, row);
            }
            requireMethod(request, "GET");
            return item(children, row);
        }
        if (request.method().equals("GET")) {
            return page(
                    children,
                    world.select(children, own, Long.MIN_VALUE, MAX_PAGE),
                    MAX_PAGE,
                    Optional.empty(),
                    Optional.empty());
        }
        return write(request, children, Optional.of(parent), Optional.of(id));
    }

    private static long id(Request request, String segment) {
        if (!segment.matches("\\d{1,18}")) {
            throw noRoute(request);
        }
        return Long.parseLong(segment);
    }

    private static Response item(Entity entity, Optional<Row> row) {
        return Rendering.json(
                json -> {
                    json.writeFieldName("item");
                    if (row.isPresent()) {
                        Rendering.row(json, entity, row.get(), Optional.empty());
                    } else {
                        json.writeNull();
                    }
                });
    }

    private Response delete(Request request, Entity entity, Optional<Row> row) {
        if (!entity.allows(Operation.DELETE)) {
            throw wrongMethod(request);
        }
        Row gone =
                row.orElseThrow(
                        () ->
                                Refusal.application(
                                        "No message. No matching records found. The logged in Resource"
                                                + " may not have the required permissions to delete the"
                                                + " data."));
        world.remove(entity, gone);
        return done(gone.id());
    }

    private Response information(Request request, Entity entity, String part) {
        requireMethod(request, "GET");
        return switch (part) {
            case "fields" -> Rendering.json(json -> Rendering.fields(json, entity));
            case "userdefinedfields" ->
                    Rendering.json(
                            json -> {
                                json.writeArrayFieldStart("fields");
                                json.writeEndArray();
                            });
            case "" ->
                    Rendering.json(
                            json -> {
                                json.writeFieldName("info");
                                Rendering.information(json, entity);
                            });
            default -> throw noRoute(request);
        };
    }

    private Response query(Request request, Entity entity, String part, String origin) {
        boolean post = request.method().equals("POST");
        if (!post && !request.method().equals("GET")) {
            throw wrongMethod(request);
        }
        boolean paging = part.equals("next") || part.equals("previous");
        if (!part.isEmpty() && !part.equals("count") && !paging) {
            throw noRoute(request);
        }
        Optional<String> search = request.parameter("search");
        // a page of a POST query wants the same method and the same body again
        if (paging && !post && search.isEmpty()) {
            throw wrongMethod(request);
        }
        JsonNode model =
                Json.read(
                        post
                                ? request.body()
                                : search.orElse("{}").getBytes(StandardCharsets.UTF_8));
        JsonNode filter =
                Filters.member(model, "filter").orElseGet(() -> Json.MAPPER.missingNode());
        Predicate<Row> wanted =
                Filters.of(entity, filter.isMissingNode() ? Json.MAPPER.nullNode() : filter)
                        .and(visible(entity, request));
        if (part.equals("count")) {
            long count = world.count(entity, wanted);
            return Rendering.json(json -> json.writeNumberField("queryCount", count));
        }
        int size = Filters.member(model, "maxRecords").map(JsonNode::asInt).orElse(MAX_PAGE);
        if (size < 1 || size > MAX_PAGE) {
            throw Refusal.application("maxCountOfRecordsToReturn must be between 1 and 500");
        }
        List<Row> rows =
                switch (part) {
                    case "next" -> world.select(entity, wanted, position(request, "nextIds"), size);
                    case "previous" ->
                            world.selectBefore(
                                    entity, wanted, position(request, "previousIds"), size);
                    default -> world.select(entity, wanted, Long.MIN_VALUE, size);
                };
        String base = origin + (moved ? "zone2/" : "") + "ATServicesRest/V1.0/";
        String again = post ? "" : "&search=" + encoded(search.orElse(""));
        return page(
                entity,
                rows,
                size,
                included(entity, model),
                Optional.of(new Links(base + entity.collection() + "/query/", again, paging)));
    }

    /**
     * Where the neighbours of a page are.
     *
     * @param base what stands before {@code next} and {@code previous}
     * @param again what a GET query repeats behind the token
     * @param back whether there is a page before this one
     */
    private record Links(String base, String again, boolean back) {}

    /** The id that a page begins after, or ends before, from the paging token. */
    private static long position(Request request, String ids) {
        return Json.read(request.parameter("paging").orElse("{}").getBytes(StandardCharsets.UTF_8))
                .path(ids)
                .path(0)
                .asLong(Long.MIN_VALUE);
    }

    private Response page(
            Entity entity,
            List<Row> rows,
            int size,
            Optional<Set<Field>> included,
            Optional<Links> links) {
        return Rendering.json(
                json -> {
                    json.writeArrayFieldStart("items");
                    synchronized (world) {
                        for (Row row : rows) {
                            Rendering.row(json, entity, row, included);
                        }
                    }
                    json.writeEndArray();
                    json.writeObjectFieldStart("pageDetails");
                    json.writeNumberField("count", rows.size());
                    json.writeNumberField("requestCount", size);
                    json.writeFieldName("prevPageUrl");
                    link(json, links.filter(Links::back), "previous", rows, size);
                    json.writeFieldName("nextPageUrl");
                    link(json, links.filter(l -> rows.size() == size), "next", rows, size);
                    json.writeEndObject();
                });
    }

    private static void link(
            JsonGenerator json, Optional<Links> links, String part, List<Row> rows, int size)
            throws IOException {
        if (links.isEmpty() || rows.isEmpty()) {
            json.writeNull();
            return;
        }
        long first = links.get().back() ? rows.get(0).id() : -1;
        String token =
                "{\"pageSize\":%d,\"previousIds\":[%d],\"nextIds\":[%d]}"
                        .formatted(size, first, rows.get(rows.size() - 1).id());
        json.writeString(
                links.get().base() + part + "?paging=" + encoded(token) + links.get().again());
    }

    /** Percent-encoded with small hexadecimal digits, as Autotask does. */
    private static String encoded(String text) {
        return Pattern.compile("%[0-9A-F]{2}")
                .matcher(URLEncoder.encode(text, StandardCharsets.UTF_8))
                .replaceAll(hex -> hex.group().toLowerCase(Locale.ROOT));
    }

    private static Optional<Set<Field>> included(Entity entity, JsonNode model) {
        return Filters.member(model, "includeFields")
                .filter(JsonNode::isArray)
                .filter(fields -> !fields.isEmpty())
                .map(
                        fields ->
                                StreamSupport.stream(fields.spliterator(), false)
                                        .map(name -> known(entity, name.asText()))
                                        .collect(Collectors.toSet()));
    }

    private static Field known(Entity entity, String name) {
        return entity.field(name)
                .orElseThrow(
                        () ->
                                Refusal.application(
                                        "Unable to find %s in the %s Entity."
                                                .formatted(name, entity.name())));
    }

    private Response write(
            Request request, Entity entity, Optional<Field> parent, Optional<Long> parentId) {
        boolean create = request.method().equals("POST");
        if (parent.isEmpty() && CHILDREN.contains(entity.name())) {
            throw noRoute(request);
        }
        boolean change = Set.of("PATCH", "PUT").contains(request.method());
        if (!(create && entity.allows(Operation.CREATE)
                || change && entity.allows(Operation.UPDATE))) {
            throw wrongMethod(request);
        }
        if (!request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT).contains("json")) {
            throw Refusal.web(
                    415, "The request entity's media type is not supported for this resource.");
        }
        JsonNode body = Json.read(request.body());
        Map<Field, Optional<Object>> values = values(entity, body);
        parent.ifPresent(field -> values.put(field, parentId.map(id -> id)));
        if (create || request.method().equals("PUT")) {
            requireWhole(entity, values);
        }
        if (request.method().equals("PUT")) {
            // what is left out becomes empty
            entity.fields().stream()
                    .filter(field -> !field.is("ro"))
                    .forEach(field -> values.putIfAbsent(field, Optional.empty()));
        }
        return create ? create(entity, values) : change(entity, body, values);
    }

    private Map<Field, Optional<Object>> values(Entity entity, JsonNode body) {
        Map<Field, Optional<Object>> values = new HashMap<>();
        for (Map.Entry<String, JsonNode> member : body.properties()) {
            // what is not known, or read-only, is ignored without a word
            entity.field(member.getKey())
                    .filter(field -> !field.is("ro"))
                    .ifPresent(field -> values.put(field, value(field, member.getValue())));
        }
        return values;
    }

    private static Optional<Object> value(Field field, JsonNode value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        if (field.type().equals("datetime")) {
            return Optional.of(Times.read(value.asText()));
        }
        if (field.type().equals("boolean")) {
            return Optional.of(value.asBoolean());
        }
        if (field.number()) {
            if (value.isBoolean()) {
                throw Refusal.application(
                        "Unexpected character encountered while parsing value: "
                                + value.asText().charAt(0));
            }
            if (!value.isNumber()) {
                throw Refusal.application(
                        "Conversion failed when converting the nvarchar value to data type int.");
            }
            return Optional.of(
                    value.isIntegralNumber() ? (Object) value.longValue() : value.doubleValue());
        }
        if (field.length() > 0 && value.asText().length() > field.length()) {
            throw Refusal.application(
                    "%s must be less than or equal to %d characters"
                            .formatted(field.name(), field.length()));
        }
        return Optional.of(value.asText());
    }

    private static void requireWhole(Entity entity, Map<Field, Optional<Object>> values) {
        for (Field field : entity.fields()) {
            if (field.is("req")
                    && !field.is("ro")
                    && values.getOrDefault(field, Optional.empty()).isEmpty()) {
                throw Refusal.application("Missing Required Field: " + field.name());
            }
        }
    }

    private Response create(Entity entity, Map<Field, Optional<Object>> values) {
        Map<Field, Object> present = new HashMap<>();
        values.forEach((field, value) -> value.ifPresent(v -> present.put(field, v)));
        long now = clock.millis();
        stamp(entity, present, now, "createDate", "createDateTime", "lastActivityDate");
        stamp(entity, present, now, "lastTrackedModificationDateTime", "lastModifiedDate");
        Row row =
                entity.name().equals("Ticket")
                        ? numbered(entity, present, now)
                        : world.add(entity, present);
        if (entity.name().equals("TicketNote")) {
            Entity tickets = Entity.of(entities, "tickets");
            world.find(tickets, row.number(entity.the("ticketID")))
                    .ifPresent(ticket -> world.touch(ticket, Map.of()));
        }
        return done(row.id());
    }

    private Row numbered(Entity entity, Map<Field, Object> values, long now) {
        Field queue = entity.the("queueID");
        Field resource = entity.the("assignedResourceID");
        Field role = entity.the("assignedResourceRoleID");
        if (values.containsKey(resource) != values.containsKey(role)) {
            throw Refusal.application(
                    "Data violation: When assigning a Resource, you must assign both a"
                            + " assignedResourceID and assignedResourceRoleID.");
        }
        if (!values.containsKey(queue) && !values.containsKey(resource)) {
            throw Refusal.application(
                    "assignedResourceID, assignedResourceRoleID, and queueID cannot all be empty."
                            + " Supply a queueID or both an assignedResourceID and"
                            + " assignedResourceRoleID.");
        }
        values.putIfAbsent(entity.the("ticketNumber"), world.nextNumber(now));
        return world.add(entity, values);
    }

    private static void stamp(Entity entity, Map<Field, Object> values, long now, String... names) {
        for (String name : names) {
            entity.field(name).ifPresent(field -> values.put(field, now));
        }
    }

    private Response change(Entity entity, JsonNode body, Map<Field, Optional<Object>> values) {
        Row row =
                Filters.member(body, "id")
                        .flatMap(id -> world.find(entity, id.asLong()))
                        .orElseThrow(
                                () ->
                                        Refusal.application(
                                                "No matching records found. The logged in Resource may"
                                                        + " not have the required permissions."));
        if (entity.name().equals("Ticket")) {
            world.touch(row, values);
        } else {
            world.change(row, values);
            entity.field("lastModifiedDate")
                    .ifPresent(f -> world.change(row, Map.of(f, Optional.of(clock.millis()))));
        }
        return done(row.id());
    }

    private static Response done(long id) {
        return Rendering.json(json -> json.writeNumberField("itemId", id));
    }

    private void requireReadable(Entity entity, Request request) {
        if (entity.name().equals("Contact") && !user(request).readsContacts()) {
            throw Refusal.application(
                    "The logged in Resource does not have the adequate permissions");
        }
    }

    private Predicate<Row> visible(Entity entity, Request request) {
        boolean none = entity.name().startsWith("Ticket") && !user(request).seesTickets();
        return row -> !none;
    }

    private static void requireMethod(Request request, String method) {
        if (!request.method().equals(method)) {
            throw wrongMethod(request);
        }
    }

    private static Refusal wrongMethod(Request request) {
        return Refusal.web(
                405,
                "The requested resource does not support http method '%s'."
                        .formatted(request.method()));
    }

    private static Refusal noRoute(Request request) {
        return Refusal.web(
                404,
                "No HTTP resource was found that matches the request URI '%s'."
                        .formatted(request.path()));
    }

    private static void delay(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
