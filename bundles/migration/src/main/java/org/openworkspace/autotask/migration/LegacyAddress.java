package org.openworkspace.autotask.migration;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an address was that somebody typed before 3.45. It is a hint for people alone: the zone is
 * discovered afresh, and the address is never called.
 *
 * @param shape what kind of address it looks like
 * @param zone the number of the zone that it names
 */
public record LegacyAddress(Shape shape, OptionalInt zone) {

    /** The kinds of addresses that were typed. */
    public enum Shape {
        /** Nothing, or blanks. */
        NONE,
        /** A SOAP endpoint or its description. */
        SOAP,
        /** The REST interface, as discovered or as typed. */
        REST,
        /** A page of Autotask, or of its client portal. */
        WEB,
        /** The German or Spanish pre-release zone. */
        PRE_RELEASE,
        /** A host without a path. */
        HOST,
        /** The number of a zone. */
        ZONE,
        /** Nothing of Autotask's. */
        UNKNOWN
    }

    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final Pattern HOST =
            Pattern.compile("(webservices|ww)(\\d{0,3})\\.autotask\\.net");
    private static final Pattern PRE_RELEASE = Pattern.compile("(prde|pres)\\.autotask\\.net");
    private static final Pattern PORTAL = Pattern.compile("[a-z0-9-]+\\.itclientportal\\.com");

    public LegacyAddress {
        requireNonNull(shape, "shape");
        requireNonNull(zone, "zone");
    }

    /** Recognises an address; any text whatever is one of the shapes. */
    public static LegacyAddress of(String text) {
        String typed = text.strip().toLowerCase(Locale.ROOT);
        if (typed.isEmpty()) {
            return new LegacyAddress(Shape.NONE, OptionalInt.empty());
        }
        if (NUMBER.matcher(typed).matches()) {
            return new LegacyAddress(Shape.ZONE, OptionalInt.of(Integer.parseInt(typed)));
        }
        return url(typed).map(LegacyAddress::of).orElseGet(LegacyAddress::unknown);
    }

    private static LegacyAddress of(URI url) {
        String host = Optional.ofNullable(url.getHost()).orElse("");
        String path = Optional.ofNullable(url.getPath()).orElse("");
        if (PRE_RELEASE.matcher(host).matches()) {
            return new LegacyAddress(Shape.PRE_RELEASE, OptionalInt.empty());
        }
        if (PORTAL.matcher(host).matches()) {
            return new LegacyAddress(Shape.WEB, OptionalInt.empty());
        }
        Matcher known = HOST.matcher(host);
        if (!known.matches()) {
            return unknown();
        }
        OptionalInt zone =
                known.group(2).isEmpty()
                        ? OptionalInt.empty()
                        : OptionalInt.of(Integer.parseInt(known.group(2)));
        return new LegacyAddress(shape(known.group(1), path), zone);
    }

    private static Shape shape(String kind, String path) {
        if (path.contains("/atws.")) {
            return Shape.SOAP;
        }
        if (path.startsWith("/atservicesrest")) {
            return Shape.REST;
        }
        return path.replace("/", "").isEmpty()
                ? Shape.HOST
                : kind.equals("ww") ? Shape.WEB : Shape.UNKNOWN;
    }

    private static Optional<URI> url(String typed) {
        try {
            URI url = new URI(typed.contains("://") ? typed : "https://" + typed);
            return Optional.of(url).filter(u -> u.getScheme().matches("https?"));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static LegacyAddress unknown() {
        return new LegacyAddress(Shape.UNKNOWN, OptionalInt.empty());
    }
}
