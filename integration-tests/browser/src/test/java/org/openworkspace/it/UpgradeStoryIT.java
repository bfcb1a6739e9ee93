package org.openworkspace.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The evening of the upgrade, with a process that is killed twice in the middle of it. */
class UpgradeStoryIT extends BrowserStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        demo = DemoProcess.begunInNewHome("upgrade");
        await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> intents() > 0);
        demo.killAndBegin();
        await().pollInterval(Duration.ofMillis(2)).atMost(PATIENCE).until(() -> migrated() > 0);
        demo.killAndBegin();
        demo.awaitReady();
    }

    @Test
    @Order(1)
    void everyConnectionIsThereAndWholeInSpiteOfTheKills() throws IOException {
        try (Visitor sanne = visitor("en")) {
            sanne.signIn("Sanne de Vries");
            // what could not be reached while the simulator was starting is tried again by itself
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .untilAsserted(
                            () -> {
                                sanne.openConnections();
                                assertThat(notice(sanne))
                                        .containsText("2 migrated, 3 need action, 1 waiting");
                            });
            assertThat(sanne.page().locator("tbody tr")).hasCount(6);
            assertThat(row(sanne, "Contoso (prepared)")).containsText("Connected");
            assertThat(row(sanne, "Contoso (not prepared)")).containsText("new API user");
            assertThat(sanne.seriousFindings()).isEmpty();
            sanne.picture("upgraded");
        }
        for (Path stored : stored()) {
            String text = Files.readString(stored);
            assertThat(text).doesNotContain("demo-2026").doesNotContain("CUSTOMTRACKING");
            if (text.contains("migration.steps")) {
                assertThat(text).doesNotContain("url=").doesNotContain("trackingIdentifier");
            }
        }
    }

    @Test
    @Order(2)
    void theReportSaysWhatToDoForEach() {
        try (Visitor sanne = visitor("nl")) {
            sanne.signIn("Sanne de Vries");
            sanne.openConnections();
            notice(sanne).getByText("Migratierapport").click();
            Locator report = sanne.page().locator(".result");
            assertThat(report).containsText("2 gemigreerd, 3 vragen actie, 1 wachten");
            assertThat(report.locator("tbody tr")).hasCount(6);
            assertThat(report).containsText("Maak in Autotask een nieuwe API-gebruiker");
            assertThat(sanne.seriousFindings()).isEmpty();
            sanne.picture("migration-report-nl");
        }
    }

    @Test
    @Order(3)
    void whatNeedsAnotherUserCanBePutBackAndGoOn() {
        try (Visitor sanne = visitor("en")) {
            sanne.signIn("Sanne de Vries");
            sanne.openConnections();
            Locator row = row(sanne, "Contoso (not prepared)");
            row.getByRole(AriaRole.RADIO).check();
            sanne.button(Pattern.compile("Undo migration")).click();
            assertThat(sanne.page().locator(".result")).containsText("is back in its old form");
            assertThat(row).containsText("put back");
            sanne.button(Pattern.compile("Bring along again")).click();
            assertThat(sanne.page().locator(".result")).containsText("goes on");
            assertThat(row).containsText("new API user");
        }
    }

    @Test
    @Order(4)
    void theNoticeStaysAwayOnceItIsDismissed() {
        try (Visitor sanne = visitor("en")) {
            sanne.signIn("Sanne de Vries");
            sanne.openConnections();
            sanne.button(Pattern.compile("Dismiss .*migrated")).click();
            assertThat(notice(sanne)).hasCount(0);
            sanne.openConnections();
            assertThat(sanne.page().locator("tbody tr")).hasCount(6);
            assertThat(notice(sanne)).hasCount(0);
        }
    }

    private static Locator notice(Visitor visitor) {
        return visitor.page()
                .locator(".notice")
                .filter(
                        new Locator.FilterOptions()
                                .setHasText(Pattern.compile("migrated|gemigreerd")));
    }

    private static Locator row(Visitor visitor, String name) {
        return visitor.page()
                .locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }

    private static Visitor visitor(String language) {
        return new Visitor(chromium.browser(), demo.address(), language, ColorScheme.LIGHT, 1280);
    }

    /** How many connections something is being done to, or was. */
    private static long intents() {
        return files("etc/org.openworkspace.autotask.migration").stream()
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .count();
    }

    /** How many stored connections have their new form. */
    private static long migrated() {
        return stored().stream().filter(file -> read(file).contains("migration.steps")).count();
    }

    /** A stored connection; empty while it is being replaced. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static List<Path> stored() {
        return files("data/config/org/openworkspace/autotask").stream()
                .filter(file -> file.getFileName().toString().startsWith("connection"))
                .toList();
    }

    /** What is in a folder that is being worked in, and may not be there yet. */
    private static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(demo.home().resolve(folder))) {
            return files.toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
