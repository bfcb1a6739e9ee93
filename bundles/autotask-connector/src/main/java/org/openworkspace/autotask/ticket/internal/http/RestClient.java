package org.openworkspace.autotask.ticket.internal.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.TypeFactory;
import com.fasterxml.jackson.databind.util.LRUMap;
import com.fasterxml.jackson.databind.util.LookupCache;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.Route;
import org.openworkspace.autotask.connection.AutotaskSettings;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Network;
import org.openworkspace.autotask.connection.Zone;
import org.openworkspace.autotask.ticket.internal.http.AutotaskException.Kind;
import org.openworkspace.autotask.ticket.internal.json.Page;
import org.openworkspace.autotask.ticket.internal.json.ZoneInformation;

/**
 * Speaks HTTP with Autotask: one request, one answer or one {@link AutotaskException}. Follows no
 * redirect, because that would carry the secret to another host; calls no host that is not allowed;
 * reads no more than a page can be. Thread-safe; {@link #close()} leaves nothing running.
 */
public final class RestClient implements AutoCloseable {

    /** The most bytes of an answer that are read, after decompression. */
    static final int MAX_ANSWER = 8 * 1024 * 1024;

    /**
     * How many calls may be under way at once for one endpoint of one zone; Autotask allows three.
     */
    static final int PARALLEL = 2;

    private static final MediaType JSON = MediaType.get("application/json");
    private static final String VERSION = "V1.0/";

    private final AutotaskSettings settings;
    private final OkHttpClient base;
    private volatile Reaching reaching;
    private final ObjectMapper mapper;
    private final Map<String, Semaphore> endpoints = new ConcurrentHashMap<>();

    /**
     * An answer: a JSON object, or the beginning of one.
     *
     * @param body what came, after decompression
     * @param date the server's own time
     */
    public record Answer(byte[] body, Optional<Instant> date) {}

    /** A client for a network; all share connections and threads. */
    private record Reaching(Network network, OkHttpClient client) {}

    public RestClient(AutotaskSettings settings) {
        this(settings, new OkHttpClient.Builder());
    }

    RestClient(AutotaskSettings settings, OkHttpClient.Builder http) {
        this.settings = settings;
        base =
                http.followRedirects(false)
                        .followSslRedirects(false)
                        .retryOnConnectionFailure(false)
                        .proxyAuthenticator(RestClient::toProxy)
                        // nothing is sent twice by itself, so no connection may be kept for
                        // longer than any server leaves it open
                        .connectionPool(new ConnectionPool(4, 5, TimeUnit.SECONDS))
                        .build();
        reaching = reaching(base, settings.network());
        // the usual cache is Jackson's own, and would keep our classes for ever
        LookupCache<Object, JavaType> types = new LRUMap<>(16, 100);
        mapper =
                JsonMapper.builder(
                                JsonFactory.builder()
                                        .streamReadConstraints(
                                                StreamReadConstraints.builder()
                                                        .maxNestingDepth(50)
                                                        .maxStringLength(1_000_000)
                                                        .maxNumberLength(100)
                                                        .maxDocumentLength(MAX_ANSWER)
                                                        .build())
                                        .build())
                        .typeFactory(TypeFactory.defaultInstance().withCache(types))
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .build();
    }

    /** Where zones are asked for now. */
    URI discoveryUrl() {
        return settings.discoveryUrl();
    }

    /** Finds the zone of a username; sends neither secret nor identifier. */
    public Zone discover(String username) {
        URI url =
                settings.discoveryUrl()
                        .resolve(
                                VERSION
                                        + "zoneInformation?user="
                                        + URLEncoder.encode(username, StandardCharsets.UTF_8));
        Answer answer = exchange(request(url, "zoneInformation").build(), "zoneInformation");
        ZoneInformation found = read(answer, ZoneInformation.class, "zoneInformation");
        URI zoneUrl = base(found.url());
        URI webUrl = base(found.webUrl());
        if (!settings.allows(zoneUrl) || !settings.allows(webUrl)) {
            throw new AutotaskException(Kind.HOST_NOT_ALLOWED, "zoneInformation");
        }
        return new Zone(
                Optional.ofNullable(found.zoneName()).orElse(""), zoneUrl, webUrl, found.ci());
    }

    /** Gets what lies at a path below the zone's API. */
    public Answer get(Login login, Zone zone, String path) {
        return call(login, zone, path, request(zone.url().resolve(VERSION + path), path));
    }

    /** Asks one page of a collection. */
    public Answer query(Login login, Zone zone, String collection, Query query) {
        return post(login, zone, collection + "/query", query);
    }

    /** Asks how many rows of a collection a query finds. */
    public Answer count(Login login, Zone zone, String collection, Query query) {
        return post(login, zone, collection + "/query/count", query);
    }

    private Answer post(Login login, Zone zone, String path, Query query) {
        try {
            return call(
                    login,
                    zone,
                    path,
                    request(zone.url().resolve(VERSION + path), path)
                            .post(RequestBody.create(mapper.writeValueAsBytes(query), JSON)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a query that is no JSON", e);
        }
    }

    /** Makes a record of an answer; what does not fit is no answer of Autotask's. */
    public <T> T read(Answer answer, Class<T> type, String request) {
        return read(answer, mapper.constructType(type), request);
    }

    /** Makes a page of records of an answer. */
    public <T> Page<T> page(Answer answer, Class<T> type, String request) {
        return read(
                answer, mapper.getTypeFactory().constructParametricType(Page.class, type), request);
    }

    private <T> T read(Answer answer, JavaType type, String request) {
        try {
            T read = mapper.readValue(answer.body(), type);
            if (read != null) {
                return read;
            }
        } catch (IOException | IllegalArgumentException e) {
            // named below
        }
        throw new AutotaskException(Kind.NOT_AUTOTASK, request);
    }

    /** Ends the calls that are under way. */
    void cancel() {
        base.dispatcher().cancelAll();
    }

    @Override
    public void close() {
        cancel();
        base.dispatcher().executorService().shutdown();
        base.connectionPool().evictAll();
    }

    private Answer call(Login login, Zone zone, String path, Request.Builder request) {
        request.header("ApiIntegrationCode", header(login.trackingIdentifier().reveal(), path))
                .header("UserName", header(login.username(), path))
                .header("Secret", header(login.secret().reveal(), path))
                .header("Content-Type", JSON.toString());
        Semaphore permits =
                endpoints.computeIfAbsent(
                        zone.url() + Budget.endpoint(path), key -> new Semaphore(PARALLEL));
        try {
            permits.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AutotaskException(Kind.UNREACHABLE, path);
        }
        try {
            return exchange(request.build(), path);
        } finally {
            permits.release();
        }
    }

    private Request.Builder request(URI url, String path) {
        if (!settings.allows(url)) {
            throw new AutotaskException(Kind.HOST_NOT_ALLOWED, path);
        }
        return new Request.Builder().url(url.toString()).header("Accept", "application/json");
    }

    /** Checks a header before OkHttp does, which would print the value. */
    private static String header(String value, String path) {
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new AutotaskException(Kind.NOT_AUTHORIZED, path);
        }
        return value;
    }

    private Answer exchange(Request request, String path) {
        try (Response response = client().newCall(request).execute()) {
            byte[] content = limited(response, path);
            int status = response.code();
            if (status == 401) {
                throw new AutotaskException(Kind.NOT_AUTHORIZED, path);
            }
            boolean answer = status / 100 == 2;
            if (answer && firstField(content).filter(name -> !name.equals("errors")).isPresent()) {
                return new Answer(
                        content, Optional.ofNullable(response.headers().getInstant("Date")));
            }
            Optional<String> error = json(content).flatMap(RestClient::errorText);
            throw new AutotaskException(
                    answer && error.isEmpty()
                            ? Kind.NOT_AUTOTASK
                            : kind(status, error.orElse(""), content),
                    path,
                    retryAfter(response));
        } catch (ProxyRefusedException e) {
            throw new AutotaskException(Kind.PROXY_REFUSED, path);
        } catch (SSLException e) {
            throw new AutotaskException(Kind.TLS_FAILED, path);
        } catch (IOException e) {
            throw new AutotaskException(Kind.UNREACHABLE, path);
        } catch (Exception e) {
            // Kotlin declares none: a thread that is told to stop while it connects
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw new AutotaskException(Kind.UNREACHABLE, path);
            }
            throw e;
        }
    }

    /** The proxy said no; OkHttp tells that apart from other trouble by its words alone. */
    private static final class ProxyRefusedException extends IOException {
        private static final long serialVersionUID = 1;
    }

    /** The client for the network as it is configured now. */
    private OkHttpClient client() {
        Network network = settings.network();
        Reaching now = reaching;
        if (now.network() != network) {
            now = reaching(base, network);
            reaching = now;
        }
        return now.client();
    }

    private static Reaching reaching(OkHttpClient base, Network network) {
        OkHttpClient.Builder http =
                base.newBuilder()
                        .connectTimeout(network.connect())
                        .readTimeout(network.call())
                        .writeTimeout(network.call())
                        .callTimeout(network.call());
        network.proxy()
                .ifPresent(
                        proxy ->
                                http.proxy(
                                                new Proxy(
                                                        Proxy.Type.HTTP,
                                                        InetSocketAddress.createUnresolved(
                                                                proxy.host(), proxy.port())))
                                        .proxyAuthenticator(
                                                (route, asked) -> toProxy(proxy, asked)));
        network.trust().ifPresent(trust -> http.sslSocketFactory(trusting(trust), trust));
        return new Reaching(network, http.build());
    }

    private static SSLSocketFactory trusting(X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has TLS", e);
        }
    }

    /** Answers a proxy with the configured credentials, once. */
    private static Request toProxy(Network.Proxy proxy, Response asked) throws IOException {
        if (proxy.username().isEmpty() || asked.request().header("Proxy-Authorization") != null) {
            throw new ProxyRefusedException();
        }
        return asked.request()
                .newBuilder()
                .header(
                        "Proxy-Authorization",
                        Credentials.basic(
                                proxy.username(),
                                proxy.password().reveal(),
                                StandardCharsets.UTF_8))
                .build();
    }

    /** Answers a proxy with the credentials that the host's Java has for it, once. */
    private static Request toProxy(Route route, Response asked) throws IOException {
        Request answer =
                asked.request().header("Proxy-Authorization") == null
                        ? Authenticator.JAVA_NET_AUTHENTICATOR.authenticate(route, asked)
                        : null;
        if (answer == null) {
            throw new ProxyRefusedException();
        }
        return answer;
    }

    /** Decides on the text, because most refusals are a plain 500. */
    private static Kind kind(int status, String error, byte[] content) {
        String text =
                error.isEmpty()
                        ? new String(
                                content, 0, Math.min(content.length, 2000), StandardCharsets.UTF_8)
                        : error;
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("thread threshold")) {
            return Kind.THREADS_EXCEEDED;
        }
        if (lower.contains("integrationcode is invalid")) {
            return Kind.IDENTIFIER_REFUSED;
        }
        if (lower.contains("zone information could not be determined")) {
            return Kind.NO_ZONE;
        }
        if (lower.contains("adequate permissions") || status == 403) {
            return Kind.NO_PERMISSION;
        }
        if (status == 429 || lower.contains("request threshold")) {
            return Kind.RATE_LIMITED;
        }
        return status >= 500 || !error.isEmpty() ? Kind.SERVER_ERROR : Kind.NOT_AUTOTASK;
    }

    private byte[] limited(Response response, String path) throws IOException {
        try (InputStream stream = response.body().byteStream()) {
            byte[] content = stream.readNBytes(MAX_ANSWER + 1);
            if (content.length > MAX_ANSWER) {
                throw new AutotaskException(Kind.NOT_AUTOTASK, path);
            }
            return content;
        }
    }

    /** The name of the first member of an object; empty if this is none. */
    private Optional<String> firstField(byte[] content) {
        try (JsonParser parser = mapper.createParser(content)) {
            return parser.nextToken() == JsonToken.START_OBJECT
                    ? Optional.ofNullable(parser.nextFieldName())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<JsonNode> json(byte[] content) {
        try (JsonParser parser = mapper.createParser(content)) {
            JsonNode tree = mapper.readTree(parser);
            return tree == null || parser.nextToken() != null
                    ? Optional.empty()
                    : Optional.of(tree);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> errorText(JsonNode body) {
        JsonNode errors = body.get("errors");
        return errors == null || errors.isNull() || errors.isArray() && errors.isEmpty()
                ? Optional.empty()
                : Optional.of(errors.toString());
    }

    private static Optional<Duration> retryAfter(Response response) {
        return Optional.ofNullable(response.header("Retry-After"))
                .filter(value -> value.matches("\\d{1,6}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    /** Normalises a base: with a slash at its end and without a version. */
    private static URI base(String text) {
        try {
            String base = text.strip().replaceFirst("(?i)/v?1\\.0/?$", "/");
            return URI.create(base.endsWith("/") ? base : base + "/");
        } catch (IllegalArgumentException e) {
            throw new AutotaskException(Kind.NOT_AUTOTASK, "zoneInformation");
        }
    }
}
