package org.openworkspace.autotask.ticket.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Credentials;
import okio.Buffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Network;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.autotask.connection.Zone;
import org.openworkspace.autotask.ticket.internal.TestSettings;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException.Kind;

class RestClientTest {

    private static final Login LOGIN =
            new Login("api@contoso.example", Secret.of("Pa$$"), Secret.of("IDENTIFIER"), "key");

    @TempDir Path folder;
    private final MockWebServer autotask = new MockWebServer();
    private RestClient client;
    private String origin;
    private Zone zone;

    @BeforeEach
    void start() throws IOException {
        autotask.start();
        origin = "http://localhost:" + autotask.getPort();
        URI base = URI.create(origin + "/ATServicesRest/");
        zone = new Zone("SIM", base, URI.create(origin + "/"), 1);
        client =
                new RestClient(
                        new TestSettings(
                                base, List.of(origin), 500, network(Optional.empty(), 600)));
    }

    @AfterEach
    void stop() {
        client.close();
        autotask.close();
    }

    @Test
    void sendsTheLoginAndAFilter() throws InterruptedException {
        answer(200, "{\"items\":[],\"pageDetails\":{\"count\":0}}");

        client.query(
                LOGIN,
                zone,
                "Tickets",
                new Query(500, List.of("id"), List.of(Query.atLeast("id", 0))).after(7));

        RecordedRequest sent = autotask.takeRequest();
        assertThat(sent.getTarget()).isEqualTo("/ATServicesRest/V1.0/Tickets/query");
        assertThat(sent.getHeaders().get("ApiIntegrationCode")).isEqualTo("IDENTIFIER");
        assertThat(sent.getHeaders().get("UserName")).isEqualTo("api@contoso.example");
        assertThat(sent.getHeaders().get("Secret")).isEqualTo("Pa$$");
        assertThat(sent.getHeaders().get("Content-Type")).isEqualTo("application/json");
        assertThat(sent.getBody().utf8())
                .isEqualTo(
                        "{\"MaxRecords\":500,\"IncludeFields\":[\"id\"],\"Filter\":["
                                + "{\"op\":\"gte\",\"field\":\"id\",\"value\":0},"
                                + "{\"op\":\"gt\",\"field\":\"id\",\"value\":7}]}");
    }

    @Test
    void tellsAProxyThatRefusesFromAutotask() {
        answer(407, "");
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(
                ProxySelector.of(new InetSocketAddress("localhost", autotask.getPort())));
        String elsewhere = "http://127.0.0.1:1";
        URI base = URI.create(elsewhere + "/ATServicesRest/");
        try (RestClient behind = new RestClient(new TestSettings(base, List.of(elsewhere), 500))) {
            assertThatThrownBy(() -> behind.discover("api@contoso.example"))
                    .isInstanceOfSatisfying(
                            AutotaskException.class,
                            e -> assertThat(e.kind()).isEqualTo(Kind.PROXY_REFUSED));
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void signsInToTheConfiguredProxy() throws InterruptedException {
        answer(407, "");
        answer(200, "{\"ok\":1}");
        Network.Proxy proxy =
                new Network.Proxy(
                        "localhost", autotask.getPort(), "workspace", Secret.of("Sésame"));
        String elsewhere = "http://127.0.0.1:1";
        URI there = URI.create(elsewhere + "/ATServicesRest/");
        try (RestClient behind =
                new RestClient(
                        new TestSettings(
                                there,
                                List.of(elsewhere),
                                500,
                                network(Optional.of(proxy), 9000)))) {
            behind.get(LOGIN, new Zone("SIM", there, there, 1), "Version");
        }

        assertThat(autotask.takeRequest().getHeaders().get("Proxy-Authorization")).isNull();
        assertThat(autotask.takeRequest().getHeaders().get("Proxy-Authorization"))
                .isEqualTo(Credentials.basic("workspace", "Sésame", StandardCharsets.UTF_8));
    }

    @Test
    void signsInToAProxyOnce() {
        answer(407, "");
        answer(407, "");
        Network.Proxy proxy =
                new Network.Proxy("localhost", autotask.getPort(), "workspace", Secret.of("wrong"));
        try (RestClient behind =
                new RestClient(
                        new TestSettings(
                                zone.url(),
                                List.of(origin),
                                500,
                                network(Optional.of(proxy), 9000)))) {
            assertKind(() -> behind.get(LOGIN, zone, "Version"), Kind.PROXY_REFUSED);
        }
        assertThat(autotask.getRequestCount()).isEqualTo(2);
    }

    @Test
    void trustsWhatIsConfigured() throws Exception {
        try (MockWebServer secure = new MockWebServer()) {
            KeyStore keys = KeyStore.getInstance(keyStore().toFile(), "changeit".toCharArray());
            KeyManagerFactory ours =
                    KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            ours.init(keys, "changeit".toCharArray());
            TrustManagerFactory theirs =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry("proxy", keys.getCertificate("mykey"));
            theirs.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(ours.getKeyManagers(), null, null);
            secure.useHttps(context.getSocketFactory());
            secure.start();
            secure.enqueue(new MockResponse.Builder().body("{\"ok\":1}").build());
            String there = "https://localhost:" + secure.getPort();
            URI base = URI.create(there + "/ATServicesRest/");
            Zone behind = new Zone("SIM", base, base, 1);
            AtomicReference<AutotaskSettings> now =
                    new AtomicReference<>(new TestSettings(base, List.of(there), 500));
            try (RestClient tls = new RestClient(changing(now))) {
                assertKind(() -> tls.get(LOGIN, behind, "Version"), Kind.TLS_FAILED);
                now.set(
                        new TestSettings(
                                base,
                                List.of(there),
                                500,
                                new Network(
                                        Optional.empty(),
                                        Optional.of(
                                                (X509TrustManager) theirs.getTrustManagers()[0]),
                                        Duration.ofSeconds(9),
                                        Duration.ofSeconds(9))));
                assertThat(tls.get(LOGIN, behind, "Version").body()).isNotEmpty();
            }
        }
    }

    /** Settings that are other ones with every change. */
    private static AutotaskSettings changing(AtomicReference<AutotaskSettings> now) {
        return (AutotaskSettings)
                java.lang.reflect.Proxy.newProxyInstance(
                        RestClientTest.class.getClassLoader(),
                        new Class<?>[] {AutotaskSettings.class},
                        (proxy, method, arguments) -> method.invoke(now.get(), arguments));
    }

    private static Network network(Optional<Network.Proxy> proxy, int millis) {
        return new Network(
                proxy, Optional.empty(), Duration.ofMillis(millis), Duration.ofMillis(millis));
    }

    /** A key and its certificate, made by the tool that comes with Java. */
    private Path keyStore() throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit",
                                "-keystore",
                                file.toString())
                        .inheritIO()
                        .start();
        assertThat(keytool.waitFor()).isZero();
        return file;
    }

    @Test
    void tellsFailedTlsFromNoNetwork() throws IOException {
        try (ServerSocket noTls = new ServerSocket(0)) {
            Thread answering =
                    new Thread(
                            () -> {
                                try (Socket socket = noTls.accept()) {
                                    socket.getOutputStream()
                                            .write(
                                                    "HTTP/1.1 400\r\n\r\n"
                                                            .getBytes(StandardCharsets.US_ASCII));
                                    socket.getInputStream().readAllBytes();
                                } catch (IOException e) {
                                    // the client has hung up, as it should
                                }
                            });
            answering.start();
            String secure = "https://localhost:" + noTls.getLocalPort();
            URI base = URI.create(secure + "/ATServicesRest/");
            try (RestClient tls = new RestClient(new TestSettings(base, List.of(secure), 500))) {
                assertThatThrownBy(() -> tls.discover("api@contoso.example"))
                        .isInstanceOfSatisfying(
                                AutotaskException.class,
                                e -> assertThat(e.kind()).isEqualTo(Kind.TLS_FAILED));
            }
        }
    }

    @Test
    void sendsNoSecretToFindTheZone() throws InterruptedException {
        answer(200, zoneAt(origin + "/ATServicesRest/v1.0/", origin + "/"));

        Zone found = client.discover("a+b@contoso.example");

        RecordedRequest sent = autotask.takeRequest();
        assertThat(sent.getTarget())
                .isEqualTo("/ATServicesRest/V1.0/zoneInformation?user=a%2Bb%40contoso.example");
        assertThat(sent.getHeaders().get("Secret")).isNull();
        assertThat(sent.getHeaders().get("ApiIntegrationCode")).isNull();
        assertThat(found.url()).isEqualTo(URI.create(origin + "/ATServicesRest/"));
        assertThat(found.ci()).isEqualTo(42);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401||NOT_AUTHORIZED",
                "500|{\"errors\":[\"IntegrationCode is invalid\"]}|IDENTIFIER_REFUSED",
                "500|{\"errors\":[\"Zone information could not be determined\"]}|NO_ZONE",
                "500|{\"errors\":[\"The logged in Resource does not have the adequate permissions to"
                        + " query this entity type.\"]}|NO_PERMISSION",
                "403||NO_PERMISSION",
                "429||RATE_LIMITED",
                "500|{\"errors\":[\"The API request threshold of 10000 requests has been"
                        + " exceeded.\"]}|RATE_LIMITED",
                "429|{\"errors\":[\"The Autotask API thread threshold of 3 threads has been"
                        + " exceeded.\"]}|THREADS_EXCEEDED",
                "500|{\"errors\":[\"Unable to find x in the Ticket Entity.\"]}|SERVER_ERROR",
                "200|{\"errors\":[\"anything\"]}|SERVER_ERROR",
                "503|busy|SERVER_ERROR",
                "200|<html>maintenance</html>|NOT_AUTOTASK",
                "200|[1,2]|NOT_AUTOTASK",
                "200|{\"items\":[{\"id\":1|NOT_AUTOTASK",
                "200|{} trailing|NOT_AUTOTASK",
                "200||NOT_AUTOTASK",
                "404|not here|NOT_AUTOTASK"
            })
    void namesWhatWentWrong(int status, String body, Kind kind) {
        answer(status, body == null ? "" : body);

        assertKind(this::version, kind);
        assertThat(autotask.getRequestCount()).isEqualTo(1);
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (MockWebServer elsewhere = new MockWebServer()) {
            elsewhere.start();
            autotask.enqueue(
                    new MockResponse.Builder()
                            .code(302)
                            .setHeader("Location", elsewhere.url("/").toString())
                            .build());

            assertKind(() -> client.get(LOGIN, zone, "Version"), Kind.NOT_AUTOTASK);
            assertThat(elsewhere.getRequestCount()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example/ATServicesRest/, https://ww1.autotask.net/",
        "http://localhost:1/ATServicesRest/, http://localhost:1/"
    })
    void believesNoZoneElsewhere(String url, String webUrl) {
        answer(200, zoneAt(url, webUrl));

        assertKind(() -> client.discover("api@contoso.example"), Kind.HOST_NOT_ALLOWED);
    }

    @Test
    void callsNoHostThatIsNotAllowed() {
        Zone elsewhere = new Zone("X", URI.create("http://localhost:1/"), zone.webUrl(), 1);

        assertKind(() -> client.get(LOGIN, elsewhere, "Version"), Kind.HOST_NOT_ALLOWED);
    }

    @Test
    void readsNoMoreThanAPageCanBe() {
        autotask.enqueue(
                new MockResponse.Builder()
                        .body(new Buffer().write(new byte[RestClient.MAX_ANSWER + 1]))
                        .build());

        assertKind(() -> client.get(LOGIN, zone, "Version"), Kind.NOT_AUTOTASK);
    }

    @Test
    void readsNoDeeperThanAnAnswerCanBe() {
        answer(200, "{\"a\":".repeat(60) + "1" + "}".repeat(60));

        assertKind(this::version, Kind.NOT_AUTOTASK);
    }

    @Test
    void waitsForNoAnswerForever() {
        autotask.enqueue(
                new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

        assertKind(() -> client.get(LOGIN, zone, "Version"), Kind.UNREACHABLE);
    }

    @Test
    void waitsForNoTrickleForever() {
        autotask.enqueue(
                new MockResponse.Builder()
                        .body("{\"a\":\"" + "x".repeat(100) + "\"}")
                        .throttleBody(1, 100, TimeUnit.MILLISECONDS)
                        .build());

        assertKind(() -> client.get(LOGIN, zone, "Version"), Kind.UNREACHABLE);
    }

    @Test
    void saysThatNobodyAnswers() {
        autotask.close();

        assertKind(() -> client.get(LOGIN, zone, "Version"), Kind.UNREACHABLE);
    }

    @Test
    void tellsHowLongToWait() {
        autotask.enqueue(
                new MockResponse.Builder().code(429).setHeader("Retry-After", "120").build());

        assertThatThrownBy(() -> client.get(LOGIN, zone, "Version"))
                .isInstanceOfSatisfying(
                        AutotaskException.class,
                        e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(120)));
    }

    @Test
    void putsNoSecretIntoAnException() {
        Login broken =
                new Login("api@contoso.example", Secret.of("new\nline"), Secret.of("I"), "key");

        assertThatThrownBy(() -> client.get(broken, zone, "Version"))
                .hasMessage("NOT_AUTHORIZED at Version")
                .hasNoCause();
        assertThat(autotask.getRequestCount()).isZero();
    }

    private Object version() {
        return client.read(client.get(LOGIN, zone, "Version"), Object.class, "Version");
    }

    private void answer(int status, String body) {
        autotask.enqueue(new MockResponse.Builder().code(status).body(body).build());
    }

    private static String zoneAt(String url, String webUrl) {
        return "{\"zoneName\":\"SIM\",\"url\":\"%s\",\"webUrl\":\"%s\",\"ci\":42}"
                .formatted(url, webUrl);
    }

    private static void assertKind(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AutotaskException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
