package org.openworkspace.autotask.connection.internal;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The origins that may be called.
 *
 * @param origins as the operator wrote them
 * @param rules the same, ready to be compared with
 */
record AllowedHosts(List<String> origins, List<Rule> rules) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "[::1]");
    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    /** One origin; {@code subdomains} means any host below it, and not the host itself. */
    record Rule(String scheme, String host, boolean subdomains, int port) {

        boolean matches(String otherScheme, String otherHost, int otherPort) {
            return scheme.equals(otherScheme)
                    && port == otherPort
                    && (subdomains ? otherHost.endsWith("." + host) : otherHost.equals(host));
        }
    }

    static AllowedHosts of(List<String> origins) {
        return new AllowedHosts(
                List.copyOf(origins), origins.stream().map(AllowedHosts::rule).toList());
    }

    boolean allow(URI url) {
        if (url.getScheme() == null || url.getHost() == null || url.getRawUserInfo() != null) {
            return false;
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        String host = url.getHost().toLowerCase(Locale.ROOT);
        int port = Addresses.port(url);
        return rules.stream().anyMatch(rule -> rule.matches(scheme, host, port));
    }

    private static Rule rule(String origin) {
        String text = origin.strip().toLowerCase(Locale.ROOT);
        boolean subdomains = text.contains("://*.");
        Optional<URI> url = Addresses.withSlash(text.replace("://*.", "://"));
        String host = url.map(URI::getHost).orElse("");
        String scheme = url.map(URI::getScheme).orElse("");
        boolean secure = scheme.equals("https");
        boolean loopback =
                scheme.equals("http")
                        && !subdomains
                        && (LOOPBACK.contains(host) || IPV4_LOOPBACK.matcher(host).matches());
        if ((!secure && !loopback) || url.map(URI::getPath).orElse("").length() > 1) {
            throw new IllegalArgumentException(
                    "allowed.hosts: "
                            + origin
                            + " is not an https origin such as https://*.autotask.net, nor an http"
                            + " origin of this machine such as http://localhost:8181");
        }
        return new Rule(scheme, host, subdomains, url.map(Addresses::port).orElseThrow());
    }
}
