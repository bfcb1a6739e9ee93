package org.openworkspace.autotask.connection.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.integration.HelpSection;

/** The help page of Autotask connections: what to do, what each field is, and every cause. */
final class HelpPage {

    private static final String API_USER = "user";
    private static final List<String> BEFORE = List.of("start");
    private static final List<String> AFTER =
            List.of(
                    "test",
                    "change",
                    Keys.NAME,
                    Keys.USERNAME,
                    Keys.SECRET,
                    Keys.PORTAL_URL,
                    Keys.COMPANY_IDS,
                    Keys.IDENTITY,
                    Keys.STATUS_MAP,
                    "provisioning",
                    "keyfile",
                    HelpSection.TROUBLE);

    private HelpPage() {}

    static List<HelpSection> in(Locale locale, String vendor, int guideSteps) {
        Texts help = Texts.in("help", locale);
        Texts guide = Texts.in("integration", locale);
        Texts states = Texts.in("states", locale);
        String steps =
                IntStream.rangeClosed(1, guideSteps)
                        .mapToObj(
                                step ->
                                        step
                                                + ". "
                                                + guide.of("guide." + step + ".title")
                                                + ". "
                                                + guide.of("guide." + step + ".text"))
                        .collect(Collectors.joining("\n"));
        return Stream.of(
                        BEFORE.stream().map(id -> section(id, help)),
                        Stream.of(new HelpSection(API_USER, help.of(API_USER + ".title"), steps)),
                        AFTER.stream().map(id -> section(id, help)),
                        Stream.of(Cause.values())
                                .map(
                                        cause ->
                                                new HelpSection(
                                                        cause.name(),
                                                        help.of(cause + ".title"),
                                                        states.of(cause + ".text")
                                                                + "\n\n"
                                                                + states.of(cause + ".step"))))
                .flatMap(sections -> sections)
                .map(
                        section ->
                                new HelpSection(
                                        section.id(),
                                        section.title(),
                                        section.text().replace("{vendor}", vendor)))
                .toList();
    }

    private static HelpSection section(String id, Texts help) {
        return new HelpSection(id, help.of(id + ".title"), help.of(id + ".text"));
    }
}
