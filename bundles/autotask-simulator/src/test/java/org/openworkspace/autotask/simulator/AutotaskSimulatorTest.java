package org.openworkspace.autotask.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulator over a socket, as clients meet it: what it does well and what it does badly. */
class AutotaskSimulatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ALL = "{\"op\":\"exist\",\"field\":\"id\"}";

    private final HttpClient http = HttpClient.newHttpClient();
    private AutotaskSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = AutotaskSimulator.start(SimulatorOptions.demo(0), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ATServicesRest/V1.0/zoneInformation?user=api%40contoso.example",
                "atservicesrest/v1.0/ZoneInformation?user=API@contoso.example"
            })
    void namesItselfAsTheZone(String path) {
        Answer zone = anonymous(path);

        assertThat(zone.status()).isEqualTo(200);
        assertThat(zone.json().get("url").asText()).isEqualTo(simulator.baseUrl().toString());
        assertThat(zone.json().get("webUrl").asText())
                .isEqualTo(simulator.baseUrl().resolve("/").toString());
        assertThat(zone.json().get("ci").isInt()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?user=", "?user=nobody%40contoso.example"})
    void knowsNoZoneOfAStranger(String query) {
        Answer zone = anonymous("ATServicesRest/V1.0/zoneInformation" + query);

        assertThat(zone.status()).isEqualTo(500);
        assertThat(zone.error()).isEqualTo("Zone information could not be determined");
    }

    @ParameterizedTest
    @CsvSource({
        "api@contoso.example, wrong, DEMOTRACKINGIDENTIFIER00001",
        "nobody@contoso.example, Contoso-demo-2026!, DEMOTRACKINGIDENTIFIER00001",
        "api@contoso.example, Contoso-demo-2026!, ANOTHERIDENTIFIER0000000001",
        "api@contoso.example, Contoso-demo-2026!, ''",
        "legacy@contoso.example, Legacy-demo-2026!, DEMOTRACKINGIDENTIFIER00001"
    })
    void refusesALoginWithoutAWord(String user, String secret, String identifier) {
        Answer refused =
                send(
                        HttpRequest.newBuilder(api("Version"))
                                .header("UserName", user)
                                .header("Secret", secret)
                                .header("ApiIntegrationCode", identifier));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.body()).isEmpty();
        assertThat(refused.header("WWW-Authenticate")).startsWith("Basic");
    }

    @Test
    void locksAUserAfterRepeatedRefusals() {
        for (int i = 0; i < 5; i++) {
            send(login(HttpRequest.newBuilder(api("Version"))).setHeader("Secret", "wrong"));
        }

        assertThat(get("Version").status()).isEqualTo(401);
        assertThat(control("GET", "counters", "").at("/failedLogins/api@contoso.example").asInt())
                .isEqualTo(6);
    }

    @Test
    void refusesEverybodyForAWhileAfterAWrongIdentifier() {
        control("PUT", "refusals", "{\"afterWrongIdentifier\":1}");
        assertThat(get("Version").status()).isEqualTo(200);
        send(
                login(HttpRequest.newBuilder(api("Version")))
                        .setHeader("ApiIntegrationCode", "WRONG"));

        assertThat(get("Version").status()).isEqualTo(401);
        assertThat(get("Version").status()).isEqualTo(200);
    }

    @Test
    void answersTheCallsThatNeedNoEntity() {
        assertThat(anonymous("ATServicesRest/VersionInformation").body())
                .isEqualTo("{\"apiVersions\":[\"V1.0\"]}");
        assertThat(get("Version").json().get("majorVersion").isTextual()).isTrue();
        assertThat(get("ThresholdInformation").json().get("externalRequestThreshold").asInt())
                .isEqualTo(10_000);
        assertThat(
                        get("EntityInformation")
                                .json()
                                .get("entityDescriptions")
                                .findValuesAsText("name"))
                .contains("Ticket", "Contact", "Company", "Resource");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tickets",
                "Contacts",
                "Companies",
                "Resources",
                "TicketNotes",
                "ClientPortalUsers",
                "TicketAdditionalContacts",
                "TicketCategories"
            })
    void describesAndLists(String collection) {
        JsonNode fields = get(collection + "/entityInformation/fields").json().get("fields");
        JsonNode items = query(collection, filter(ALL)).json().get("items");

        assertThat(fields.findValuesAsText("name")).contains("id").doesNotHaveDuplicates();
        assertThat(items.isArray()).isTrue();
        if (!items.isEmpty()) {
            List<String> names = new ArrayList<>(fields.findValuesAsText("name"));
            if (Set.of("Tickets", "Contacts", "Companies").contains(collection)) {
                names.add("userDefinedFields");
            }
            assertThat(items.get(0).fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrderElementsOf(names);
        }
        assertThat(
                        get(collection + "/entityInformation")
                                .json()
                                .at("/info/userAccessForQuery")
                                .asText())
                .isNotEmpty();
    }

    @Test
    void namesPicklistValuesAsTextAndStoresThemAsNumbers() {
        JsonNode status =
                StreamSupport.stream(
                                get("Tickets/entityInformation/fields")
                                        .json()
                                        .get("fields")
                                        .spliterator(),
                                false)
                        .filter(field -> field.get("name").asText().equals("status"))
                        .findFirst()
                        .orElseThrow();

        assertThat(status.get("isPickList").asBoolean()).isTrue();
        assertThat(status.at("/picklistValues/0/value").isTextual()).isTrue();
        assertThat(first("Tickets").get("status").isInt()).isTrue();
    }

    @Test
    void isActiveIsANumberHereAndABooleanThere() {
        assertThat(first("Contacts").get("isActive").isInt()).isTrue();
        assertThat(first("Companies").get("isActive").isBoolean()).isTrue();
        assertThat(first("Resources").get("isActive").isBoolean()).isTrue();
    }

    @Test
    void anUnknownOperatorDropsTheCondition() {
        int all = query("Tickets", filter(ALL)).json().get("items").size();

        assertThat(
                        query("Tickets", filter("{\"op\":\"ne\",\"field\":\"id\",\"value\":-1}"))
                                .json()
                                .get("items"))
                .hasSize(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tickets|projectCode|Unable to find projectCode in the Ticket Entity.",
                "Companies|nope|Unable to find nope in the Company Entity."
            })
    void anUnknownFieldIsAnErrorWithText(String collection, String field, String text) {
        Answer answer =
                query(
                        collection,
                        filter("{\"op\":\"eq\",\"field\":\"%s\",\"value\":1}".formatted(field)));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.error()).isEqualTo(text);
        assertThat(
                        query(
                                        collection,
                                        "{\"IncludeFields\":[\"%s\"],\"Filter\":[%s]}"
                                                .formatted(field, ALL))
                                .error())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"MaxRecords\":5}", ""})
    void aQueryWithoutAFilterIsAnError(String query) {
        assertThat(query("Tickets", query).error())
                .isEqualTo("Value cannot be null. Parameter name: filters");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 501})
    void aPageHasOneToFiveHundredRows(int size) {
        assertThat(
                        query("Tickets", "{\"MaxRecords\":%d,\"Filter\":[%s]}".formatted(size, ALL))
                                .error())
                .isEqualTo("maxCountOfRecordsToReturn must be between 1 and 500");
    }

    @Test
    void pagesByIdAndBack() {
        String query = "{\"MaxRecords\":100,\"IncludeFields\":[\"id\"],\"Filter\":[" + ALL + "]}";
        Answer first = query("Tickets", query);
        List<Integer> ids = ids(first);
        assertThat(ids).hasSize(100).isSorted();
        assertThat(first.json().at("/pageDetails/prevPageUrl").isNull()).isTrue();

        Answer second = post(next(first), query);
        assertThat(ids(second).get(0)).isGreaterThan(ids.get(99));
        assertThat(ids(post(link(second, "prevPageUrl"), query))).isEqualTo(ids);

        Answer last = second;
        while (!last.json().at("/pageDetails/nextPageUrl").isNull()) {
            last = post(next(last), query);
            ids.addAll(ids(last));
        }
        assertThat(last.json().at("/pageDetails/count").asInt()).isLessThan(100);
    }

    @Test
    void aPageOfAPostWantsTheBodyAgain() {
        Answer first = query("Tickets", "{\"MaxRecords\":10,\"Filter\":[" + ALL + "]}");

        assertThat(post(next(first), "").error()).contains("filters");
        Answer got = send(login(HttpRequest.newBuilder(next(first))));
        assertThat(got.status()).isEqualTo(405);
        assertThat(got.json().get("Message").asText())
                .isEqualTo("The requested resource does not support http method 'GET'.");
    }

    @Test
    void aGetQueryCarriesItsSearchAlong() {
        String search = encoded("{'filter':[" + ALL + "],'maxRecords':10}");
        Answer first = get("Tickets/query?search=" + search);
        Answer second = send(login(HttpRequest.newBuilder(next(first))));

        assertThat(ids(first)).hasSize(10);
        assertThat(ids(second)).hasSize(10).doesNotContainAnyElementsOf(ids(first));
        assertThat(get("Tickets/query/count?search=" + search).json().get("queryCount").asInt())
                .isGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eq|emailAddress|\"NOOR.jansen@contoso.example  \"|1",
                "eq|emailAddress|\"eva.smit@contoso.example\"|2",
                "beginsWith|emailAddress|\"milan\"|1",
                "endsWith|emailAddress|\"@contoso.example\"|7",
                "contains|emailAddress|\"DEVRIES\"|1",
                "in|emailAddress|[\"milan.bakker@contoso.example\",\"lotte.mulder@contoso.example\"]|2",
                "in|emailAddress|[]|0"
            })
    void comparesTextsAsTheDatabaseDoes(String op, String field, String value, int count) {
        assertThat(count(condition(op, field, value))).isEqualTo(count);
    }

    @Test
    void combinesConditions() {
        String milan = condition("beginsWith", "emailAddress", "\"milan.bakker\"");
        String noor = condition("beginsWith", "emailAddress", "\"noor.jansen\"");

        assertThat(count("{\"op\":\"or\",\"items\":[" + milan + "," + noor + "]}")).isEqualTo(2);
        assertThat(count("{\"op\":\"and\",\"items\":[" + milan + "," + noor + "]}")).isZero();
        assertThat(count(milan + "," + noor)).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2000-01-01",
                "2000-01-01T00:00:00",
                "2000-01-01T00:00:00Z",
                "2000-01-01T00:00:00.25Z"
            })
    void readsDatesInEveryShape(String date) {
        assertThat(
                        ids(
                                query(
                                        "Tickets",
                                        filter(
                                                condition(
                                                        "gte", "createDate", "\"" + date + "\"")))))
                .isNotEmpty();
        assertThat(ids(query("Tickets", filter(condition("lt", "createDate", "\"" + date + "\"")))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tickets|status|\"open\"|Conversion failed when converting the nvarchar value 'open' to"
                        + " data type int.",
                "Companies|isActive|\"true\"|Unexpected character encountered while parsing value: t"
            })
    void aValueOfTheWrongTypeIsAnError(String collection, String field, String value, String text) {
        assertThat(query(collection, filter(condition("eq", field, value))).error())
                .isEqualTo(text);
    }

    @Test
    void takesFiveHundredOrConditions() {
        assertThat(query("Contacts", filter(in(500))).status()).isEqualTo(200);
        assertThat(query("Contacts", filter(in(501))).error())
                .isEqualTo(
                        "Invalid query syntax. Queries are limited to 500 or fewer 'OR' conditions.");
    }

    @Test
    void aMissingRowIsNull() {
        assertThat(get("Tickets/999999999").body()).isEqualTo("{\"item\":null}");
    }

    @Test
    void includesOnlyTheNamedFields() {
        JsonNode item =
                query("Tickets", "{\"includeFields\":[\"TITLE\"],\"filter\":[" + ALL + "]}")
                        .json()
                        .at("/items/0");

        assertThat(item.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("id", "title", "userDefinedFields");
    }

    @Test
    void readsJsonAsLenientlyAsTheRealOne() {
        assertThat(query("Tickets", "{filter:[{op:'exist',field:'id',},]}").status())
                .isEqualTo(200);
    }

    @Test
    void writesATicketAndItsNote() {
        Answer made =
                post(
                        api("Tickets"),
                        "{\"companyID\":1,\"queueID\":5,\"priority\":2,\"status\":1,\"title\":\"New\"}");
        int id = made.json().get("itemId").asInt();
        Answer note =
                post(
                        api("Tickets/" + id + "/Notes"),
                        "{\"title\":\"T\",\"description\":\"D\",\"noteType\":1,\"publish\":1}");

        assertThat(made.status()).isEqualTo(200);
        assertThat(note.status()).isEqualTo(200);
        assertThat(get("Tickets/" + id).json().at("/item/ticketNumber").asText())
                .matches("T\\d{8}\\.\\d{4}");
        assertThat(get("Tickets/" + id + "/Notes").json().get("items")).hasSize(1);
        assertThat(post(api("Tickets"), "{\"companyID\":1}").error())
                .startsWith("Missing Required");
    }

    @Test
    void findsAChildBelowItsParentAlone() {
        JsonNode note = query("TicketNotes", filter(ALL)).json().at("/items/0");
        int ticket = note.get("ticketID").asInt();
        int id = note.get("id").asInt();

        assertThat(get("Tickets/" + ticket + "/Notes/" + id).json().get("item")).isEqualTo(note);
        assertThat(get("Tickets/" + (ticket + 1) + "/Notes/" + id).json().get("item").isNull())
                .isTrue();
        assertThat(get("Tickets/" + ticket + "/Notes/entityInformation").json().at("/info/name"))
                .hasToString("\"TicketNote\"");
        assertThat(
                        get("Companies/1/Contacts/entityInformation/fields")
                                .json()
                                .findValuesAsText("name"))
                .contains("emailAddress");
    }

    @Test
    void deletesWhatMayBeDeletedBelowItsParent() {
        String contact =
                "Companies/2/Contacts/"
                        + post(
                                        api("Companies/2/Contacts"),
                                        "{\"firstName\":\"A\",\"lastName\":\"B\",\"isActive\":1}")
                                .json()
                                .get("itemId")
                                .asInt();

        assertThat(delete(contact).status()).isEqualTo(200);
        assertThat(get(contact).json().get("item").isNull()).isTrue();
        assertThat(delete(contact).error()).startsWith("No message. No matching records found.");
        assertThat(delete("Tickets/1/Notes/1").status()).isEqualTo(405);
    }

    @Test
    void changesOnlyWhatIsNamed() {
        Answer changed =
                send(
                        login(HttpRequest.newBuilder(api("Companies")))
                                .method("PATCH", BodyPublishers.ofString("{\"phone\":\"0\"}")));

        assertThat(changed.status()).isEqualTo(500);
        assertThat(get("Companies/0").json().at("/item/phone").asText()).isNotEqualTo("0");
    }

    @Test
    void replacesAllButWhatIsReadOnly() {
        JsonNode before = get("Tickets/1").json().get("item");
        Answer replaced =
                send(
                        login(HttpRequest.newBuilder(api("Tickets")))
                                .PUT(
                                        BodyPublishers.ofString(
                                                "{\"id\":1,\"companyID\":1,\"priority\":1,"
                                                        + "\"status\":1,\"title\":\"Other\"}")));

        assertThat(replaced.status()).isEqualTo(200);
        JsonNode after = get("Tickets/1").json().get("item");
        assertThat(after.get("title").asText()).isEqualTo("Other");
        assertThat(after.get("contactID").isNull()).isTrue();
        assertThat(after.get("createDate")).isEqualTo(before.get("createDate"));
    }

    @ParameterizedTest
    @CsvSource({"Tickets, true, false", "Contacts, true, true", "Resources, false, false"})
    void saysWhatMayBeDone(String collection, boolean create, boolean delete) {
        JsonNode info = get(collection + "/entityInformation").json().get("info");

        assertThat(info.get("canCreate").asBoolean()).isEqualTo(create);
        assertThat(info.get("canDelete").asBoolean()).isEqualTo(delete);
        assertThat(info.get("userAccessForDelete").asText()).isEqualTo(delete ? "All" : "None");
    }

    @ParameterizedTest
    @CsvSource({"Contacts, 404", "TicketNotes, 404", "Nothing, 404", "Tickets/1, 405"})
    void hasNoOtherRoutes(String path, int status) {
        assertThat(post(api(path), "{}").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "restricted@contoso.example, Restricted-demo-2026!, Tickets, 200",
        "nocontacts@contoso.example, Nocontacts-demo-2026!, Contacts, 500"
    })
    void aUserWithoutRightsSeesNothing(String user, String secret, String collection, int status) {
        Answer answer =
                send(
                        login(HttpRequest.newBuilder(api(collection + "/query")))
                                .setHeader("UserName", user)
                                .setHeader("Secret", secret)
                                .POST(BodyPublishers.ofString(filter(ALL))));

        assertThat(answer.status()).isEqualTo(status);
        if (status == 200) {
            assertThat(answer.json().get("items")).isEmpty();
        } else {
            assertThat(answer.error()).contains("adequate permissions");
        }
    }

    @Test
    void letsThreeCallsInAtOnce() {
        control("PUT", "faults", "[{\"path\":\"contacts\",\"hang\":true,\"times\":3}]");
        List<CompletableFuture<HttpResponse<String>>> hanging =
                IntStream.range(0, 3)
                        .mapToObj(
                                i ->
                                        http.sendAsync(
                                                request("Contacts", filter(ALL)),
                                                BodyHandlers.ofString()))
                        .toList();
        await().until(() -> counter("/peakByEndpoint/Contacts") == 3);

        Answer fourth = query("Contacts", filter(ALL));
        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.error()).contains("thread threshold of 3 threads");
        assertThat(query("Tickets", filter(ALL)).status()).as("another object").isEqualTo(200);

        control("DELETE", "faults", "");
        assertThat(hanging).allMatch(answer -> answer.join().statusCode() == 200);
    }

    @Test
    void refusesMoreCallsThanAnHourHas() {
        control("PUT", "usage", "{\"calls\":10000}");

        assertThat(get("ThresholdInformation").status()).isEqualTo(429);
        assertThat(get("Version").error()).contains("request threshold of 10000");
    }

    @Test
    void movesToAnotherZone() {
        control("PUT", "moved", "{\"moved\":true}");

        assertThat(get("Version").status()).isEqualTo(401);
        URI zone =
                URI.create(
                        anonymous("ATServicesRest/V1.0/zoneInformation?user=api%40contoso.example")
                                .json()
                                .get("url")
                                .asText());
        assertThat(send(login(HttpRequest.newBuilder(zone.resolve("V1.0/Version")))).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":503,\"body\":\"busy\"}|503",
                "{\"redirect\":\"https://elsewhere.example/\"}|302",
                "{\"truncate\":true}|200",
                "{\"latencyMillis\":1}|200"
            })
    void failsAsItIsTold(String fault, int status) {
        control("PUT", "faults", "[" + fault + "]");
        assertThat(get("Version").status()).isEqualTo(status);

        control("DELETE", "faults", "");
        assertThat(get("Version").json().has("build")).isTrue();
    }

    @Test
    void countsWhatItIsAsked() {
        query("Tickets", filter(ALL));
        get("Tickets/1/Notes");

        JsonNode counters = control("GET", "counters", "");
        assertThat(counters.at("/callsByEndpoint/Tickets").asInt()).isEqualTo(1);
        assertThat(counters.at("/callsByEndpoint/TicketNotes").asInt()).isEqualTo(1);
        assertThat(counters.get("callsLastHour").asInt()).isEqualTo(2);
    }

    @Test
    void servesAPortalThatShowsTextAsText() {
        Answer page = anonymous("ClientPortal/ServiceTickets/ServiceTicketDetail.aspx?ticketID=10");

        assertThat(page.body()).contains("client portal").contains("&lt;b&gt;");
        assertThat(page.body()).doesNotContain("<b>");
    }

    @Test
    void isGrownFromItsSeed() throws IOException {
        SimulatorOptions large =
                SimulatorOptions.of("127.0.0.1", 0, "large", 2000, 6000, 7, 0, false);
        try (AutotaskSimulator one = AutotaskSimulator.start(large, Clock.systemUTC());
                AutotaskSimulator other = AutotaskSimulator.start(large, Clock.systemUTC())) {
            String query = "{\"IncludeFields\":[\"title\",\"contactID\"],\"Filter\":[" + ALL + "]}";

            assertThat(post(one.baseUrl().resolve("V1.0/Tickets/query"), query).body())
                    .hasSizeGreaterThan(10_000)
                    .isEqualToIgnoringCase(
                            post(other.baseUrl().resolve("V1.0/Tickets/query"), query)
                                    .body()
                                    .replace(":" + other.port(), ":" + one.port()));
            assertThat(anonymous(one.controlUrl().resolve("counters")).status())
                    .as("the control API was left out")
                    .isEqualTo(404);
        }
    }

    @Test
    void saysThatAPortIsTaken() {
        assertThatThrownBy(
                        () ->
                                AutotaskSimulator.start(
                                        SimulatorOptions.demo(simulator.port()), Clock.systemUTC()))
                .isInstanceOf(BindException.class);
    }

    /** An answer, read whole. */
    private record Answer(int status, String body, HttpResponse<String> response) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new AssertionError(body, e);
            }
        }

        String error() {
            return json().at("/errors/0").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private int counter(String name) {
        return control("GET", "counters", "").at(name).asInt();
    }

    private URI api(String path) {
        return simulator.baseUrl().resolve("V1.0/" + path);
    }

    private Answer get(String path) {
        return send(login(HttpRequest.newBuilder(api(path))));
    }

    private Answer delete(String path) {
        return send(login(HttpRequest.newBuilder(api(path))).DELETE());
    }

    private Answer anonymous(String path) {
        return anonymous(simulator.baseUrl().resolve("/" + path));
    }

    private Answer anonymous(URI uri) {
        return send(HttpRequest.newBuilder(uri));
    }

    private Answer query(String collection, String query) {
        return post(api(collection + "/query"), query);
    }

    private HttpRequest request(String collection, String query) {
        return login(HttpRequest.newBuilder(api(collection + "/query")))
                .POST(BodyPublishers.ofString(query))
                .build();
    }

    private Answer post(URI uri, String body) {
        return send(login(HttpRequest.newBuilder(uri)).POST(BodyPublishers.ofString(body)));
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpRequest.Builder login(HttpRequest.Builder request) {
        return request.header("UserName", "api@contoso.example")
                .header("Secret", "Contoso-demo-2026!")
                .header("ApiIntegrationCode", "DEMOTRACKINGIDENTIFIER00001")
                .header("Content-Type", "application/json");
    }

    private JsonNode control(String method, String path, String body) {
        Answer answer =
                send(
                        HttpRequest.newBuilder(simulator.controlUrl().resolve(path))
                                .method(method, BodyPublishers.ofString(body)));
        assertThat(answer.status()).isLessThan(300);
        return answer.body().isEmpty() ? JSON.nullNode() : answer.json();
    }

    private JsonNode first(String collection) {
        return query(collection, filter(ALL)).json().at("/items/0");
    }

    private int count(String conditions) {
        return query("Contacts", filter(conditions)).json().get("items").size();
    }

    private static URI next(Answer page) {
        return link(page, "nextPageUrl");
    }

    private static URI link(Answer page, String name) {
        return URI.create(page.json().at("/pageDetails/" + name).asText());
    }

    private static List<Integer> ids(Answer page) {
        return StreamSupport.stream(page.json().get("items").spliterator(), false)
                .map(item -> item.get("id").asInt())
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String filter(String conditions) {
        return "{\"Filter\":[" + conditions + "]}";
    }

    private static String condition(String op, String field, String value) {
        return "{\"op\":\"%s\",\"field\":\"%s\",\"value\":%s}".formatted(op, field, value);
    }

    private static String in(int values) {
        return condition(
                "in",
                "id",
                IntStream.rangeClosed(1, values)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(",", "[", "]")));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
