package org.openworkspace.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a host from before 3.45 left behind: stored connections in their old form, prepared,
 * unprepared, copied and broken, as Configuration Admin keeps them on the disk.
 */
final class UpgradedHost {

    static final String WORLD = "upgrade";

    private static final String PID = "org.openworkspace.autotask.connection";
    private static final String VENDORS = "HSE3NJNASRAHVJ5JHROCNC3YSV";
    private static final String OWN = "CUSTOMTRACKINGIDENTIFIER001";

    /** An old connection; an empty value is a key that is missing. */
    private record Old(String name, String url, String username, String password, String code) {}

    private static final List<Old> CONNECTIONS =
            List.of(
                    new Old(
                            "Contoso (prepared)",
                            "https://webservices4.autotask.net/atservices/1.6/atws.asmx",
                            "api@contoso.example",
                            "Contoso-demo-2026!",
                            VENDORS),
                    new Old(
                            "Contoso (not prepared)",
                            " https://WebServices4.Autotask.net/atservicesrest/v1.0 ",
                            "legacy@contoso.example",
                            "Legacy-demo-2026!",
                            OWN),
                    new Old(
                            "Contoso (copy of the one not prepared)",
                            "4",
                            "legacy@contoso.example",
                            "Legacy-demo-2026!",
                            OWN),
                    new Old(
                            "Fabrikam (prepared, no line of business)",
                            "https://ww4.autotask.net/",
                            "restricted@contoso.example",
                            "Restricted-demo-2026!",
                            VENDORS),
                    new Old(
                            "Tailspin (password lost)",
                            "ask Peter",
                            "api@tailspin.example",
                            "",
                            OWN),
                    new Old(
                            "Wingtip (user unknown)",
                            "https://autotask.wingtip.example/",
                            "gone@wingtip.example",
                            "Wingtip-demo-2026!",
                            OWN));

    private UpgradedHost() {}

    /** Writes the connections, unless this host ran before. */
    static void prepare(DemoOptions options) throws IOException {
        Path folder = options.data().resolve("config");
        if (Files.exists(folder)) {
            return;
        }
        Path connections = folder.resolve("org/openworkspace/autotask");
        Files.createDirectories(connections);
        for (int i = 0; i < CONNECTIONS.size(); i++) {
            String name = "old-" + (i + 1);
            Files.writeString(
                    connections.resolve("connection%007e" + name + ".config"),
                    configuration(PID + "~" + name, CONNECTIONS.get(i)),
                    StandardCharsets.UTF_8);
        }
    }

    private static String configuration(String pid, Old old) {
        Map<String, String> values = new TreeMap<>();
        values.put("service.pid", pid);
        values.put("service.factoryPid", PID);
        values.put("service.bundleLocation", "?");
        values.put("name", old.name());
        values.put("url", old.url());
        values.put("username", old.username());
        values.put("password", old.password());
        values.put("trackingIdentifier", old.code());
        values.values().removeIf(String::isEmpty);
        StringBuilder text = new StringBuilder();
        values.forEach(
                (key, value) ->
                        text.append(key)
                                .append("=\"")
                                .append(value.replaceAll("([\\\\\" =])", "\\\\$1"))
                                .append("\"\n"));
        return text.toString();
    }
}
