package org.openworkspace.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an administrator goes through with one connection, from the first day to the last. */
class AdministrationStoryIT extends BrowserStory {

    private static final String USER = "api@contoso.example";
    private static final String SECRET = "Contoso-demo-2026!";
    private static final String SECOND = "Canary#2~of*many@Zx9$";
    private static final String WRONG = "Canary-that-is-wrong-77";
    private static final Page.WaitForConditionOptions PATIENT =
            new Page.WaitForConditionOptions().setTimeout(120_000);
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static final List<String> answers = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        setDefaultAssertionTimeout(20_000);
        demo = DemoProcess.inNewHome();
    }

    @Test
    @Order(1)
    void aConnectionIsMadeWithTheKeyboardAlone() {
        try (Visitor sanne = administrator("en", ColorScheme.LIGHT, 1280)) {
            Page page = sanne.page();
            sanne.button(Pattern.compile("New connection")).focus();
            page.keyboard().press("Enter");
            assertThat(sanne.field("name")).isFocused();
            page.keyboard().type("Contoso");
            page.keyboard().press("Tab");
            page.keyboard().type("  " + USER + " ");
            page.keyboard().press("Tab");
            page.keyboard().type(SECRET);
            page.keyboard().press("Enter");
            sanne.appButton("Add").press("Enter");
            assertThat(sanne.tile()).hasAttribute("data-state", "READY");
            sanne.openConnections();
            assertThat(page.locator(".state[data-level=OK]")).isVisible(SOON);
            assertThat(page.locator("tbody td[data-label='Used by']")).containsText("Autotask");
            assertThat(page.locator("tbody")).containsText("Sanne de Vries");
        }
    }

    @Test
    @Order(2)
    void theGuideStandsBesideTheFormAndHelpIsOneClickAway() {
        try (Visitor sanne = administrator("nl", ColorScheme.LIGHT, 1280)) {
            Page page = sanne.page();
            sanne.button(Pattern.compile("^Nieuw$")).click();
            Locator guide = sanne.dialog().locator("aside wa-details");
            assertThat(guide).hasCount(8);
            assertThat(guide.nth(3)).containsText("API User (system) Can't Read Costs");
            assertThat(guide.nth(6)).containsText("Integration Vendor");
            assertThat(sanne.dialog().locator("wa-copy-button").first()).isVisible();
            sanne.picture("admin-guide");
            Page help =
                    page.waitForPopup(
                            () ->
                                    sanne.dialog()
                                            .getByRole(
                                                    AriaRole.LINK,
                                                    new Locator.GetByRoleOptions()
                                                            .setName(Pattern.compile("Hulp")))
                                            .click());
            assertThat(help.locator("h1")).containsText("Hulp: Autotask-verbindingen");
            assertThat(help.locator("section").first()).containsText("In vijf minuten verbonden");
            // what was typed is guarded
            sanne.field("name").fill("Half");
            page.keyboard().press("Escape");
            assertThat(page.getByText("Wat je hebt ingevuld, is nog niet opgeslagen").first())
                    .isVisible();
        }
    }

    @Test
    @Order(3)
    void aRefusalLeadsToItsOwnSectionOfTheHelp() {
        try (Visitor sanne = administrator("en", ColorScheme.DARK, 1280)) {
            sanne.button(Pattern.compile("^New$")).click();
            sanne.field("name").fill("Second");
            sanne.field("username").fill("nobody@contoso.example");
            sanne.field(".secret").fill(WRONG);
            sanne.dialogButton("Test").click();
            Locator result = sanne.dialog().locator(".result");
            assertThat(result).containsText("no zone");
            assertThat(result).isFocused();
            assertThat(sanne.field("username")).hasValue("nobody@contoso.example");
            sanne.picture("admin-unknown-user");
            Page help =
                    sanne.page()
                            .waitForPopup(() -> result.getByRole(AriaRole.LINK).first().click());
            assertThat(help.locator("section.here h2"))
                    .hasText("Autotask does not know the username");
            assertThat(help.locator("section.here h2")).isFocused();
        }
    }

    @Test
    @Order(3)
    void aHostThatDoesNotAnswerLeadsToTheHelpAsWellAndNothingTypedIsLost() {
        try (Visitor sanne = administrator("nl", ColorScheme.LIGHT, 1280)) {
            sanne.button(Pattern.compile("^Nieuw$")).click();
            sanne.field("name").fill("Second");
            sanne.field("username").fill("nobody@contoso.example");
            sanne.field(".secret").fill(WRONG);
            sanne.page().context().setOffline(true);
            sanne.dialogButton("Testen").click();
            Locator result = sanne.dialog().locator(".result");
            assertThat(result).containsText("De server antwoordt niet");
            assertThat(result).isFocused();
            assertThat(sanne.field("username")).hasValue("nobody@contoso.example");
            sanne.picture("admin-no-answer");
            sanne.page().context().setOffline(false);
            sanne.takeErrors(); // the browser reports the network that this is about
            Page help =
                    sanne.page()
                            .waitForPopup(() -> result.getByRole(AriaRole.LINK).first().click());
            assertThat(help.locator("section.here h2")).hasText("Als de werkplek zelf nee zegt");
        }
    }

    @Test
    @Order(5)
    void aWrongNewPasswordBreaksNobodysTileAndIsSentOnce() {
        try (Visitor noor = visitor("en", ColorScheme.LIGHT, 1280);
                Visitor sanne = administrator("en", ColorScheme.LIGHT, 1280)) {
            noor.signIn("Noor Jansen");
            assertThat(noor.tile()).hasAttribute("data-state", "READY");
            int failed = failedLogins();
            edit(sanne);
            sanne.dialogButton("Change Password").click();
            sanne.field(".secret").fill(WRONG);
            sanne.dialogButton("Save").click();
            assertThat(sanne.page().locator("tbody .detail")).containsText("The old login goes on");
            assertThat(sanne.page().locator(".notice").first()).isVisible(SOON);
            sanne.picture("admin-candidate-refused");
            assertThat(noor.tile()).hasAttribute("data-state", "READY");
            assertThat(failedLogins()).isEqualTo(failed + 1);
            sanne.button(Pattern.compile("Keep the old login")).click();
            assertThat(sanne.page().locator(".result")).containsText("stay");
            assertThat(sanne.page().locator(".state[data-level=OK]")).isVisible();
        }
    }

    @Test
    @Order(6)
    void aPasswordThatChangesInAutotaskIsSentOnceAndMendedWithoutARestart() {
        try (Visitor noor = visitor("en", ColorScheme.LIGHT, 1280);
                Visitor lotte = visitor("nl", ColorScheme.LIGHT, 1280);
                Visitor sanne = administrator("en", ColorScheme.LIGHT, 1280)) {
            noor.signIn("Noor Jansen");
            lotte.signIn("Lotte Mulder");
            assertThat(noor.tile()).hasAttribute("data-state", "READY");
            sanne.page().clock().install();
            sanne.openConnections();
            assertThat(sanne.page().locator(".state[data-level=OK]")).isVisible();
            int failed = failedLogins();
            demo.simulated("PUT", "users/" + USER, "{\"secret\":\"" + SECOND + "\"}");
            noor.page().waitForCondition(() -> failedLogins() > failed, PATIENT);
            assertThat(failedLogins()).isEqualTo(failed + 1);
            // the page that is open says so within a minute, without anybody's doing
            sanne.page().clock().fastForward(61_000);
            assertThat(sanne.page().locator(".state[data-level=ERROR]")).isVisible(SOON);
            assertThat(sanne.page().locator(".rail wa-badge")).isVisible();
            assertThat(sanne.page().locator(".subnav wa-badge")).isVisible();
            sanne.picture("admin-attention");
            edit(sanne);
            sanne.dialogButton("Change Password").click();
            sanne.field(".secret").fill(SECOND);
            sanne.dialogButton("Test").click();
            assertThat(sanne.dialog().locator(".result")).containsText("Zone");
            sanne.dialogButton("Save").click();
            assertThat(sanne.page().locator(".state[data-level=OK]")).isVisible(SOON);
            assertThat(sanne.page().locator(".rail wa-badge")).hasCount(0);
            assertThat(sanne.page().locator(".subnav wa-badge")).hasCount(0);
            assertThat(noor.tile())
                    .hasAttribute(
                            "data-state",
                            "READY",
                            new LocatorAssertions.HasAttributeOptions().setTimeout(60_000));
            assertThat(failedLogins()).isEqualTo(failed + 1);
        }
    }

    @Test
    @Order(7)
    void companiesAndStatusesAreChosenFromWhatAutotaskHas() {
        try (Visitor sanne = administrator("en", ColorScheme.LIGHT, 1280)) {
            Page page = sanne.page();
            edit(sanne);
            page.getByText("More options").click();
            Locator companies = sanne.field("company.ids");
            choose(sanne, 0, 0);
            assertThat(companies).hasValue(Pattern.compile("\\d+"));
            companies.fill("");
            chooser(sanne, 1).click();
            Locator status =
                    page.getByRole(
                            AriaRole.GROUP,
                            new Page.GetByRoleOptions().setName("Waiting Customer").setExact(true));
            assertThat(status.getByLabel("Word in Dutch")).hasValue("Waiting Customer");
            status.getByLabel("Word in Dutch").fill("Jij | bent aan zet");
            status.getByLabel("Word in English").fill("Your turn");
            sanne.accessible("admin-statuses");
            // what was typed is guarded here as well
            page.keyboard().press("Escape");
            sanne.button(Pattern.compile("^Keep editing$")).click();
            assertThat(status.getByLabel("Word in English")).hasValue("Your turn");
            sanne.button(Pattern.compile("^Use$")).click();
            assertThat(sanne.dialog()).containsText("1 of your own");
            sanne.field("portal.url").fill("https://contoso.itclientportal.com/");
            assertThat(
                            sanne.dialog()
                                    .getByRole(
                                            AriaRole.LINK,
                                            new Locator.GetByRoleOptions()
                                                    .setName(Pattern.compile("Try link"))))
                    .hasAttribute("href", "https://contoso.itclientportal.com/");
            sanne.picture("admin-advanced");
            sanne.field("portal.url").fill("http://contoso.itclientportal.com/");
            sanne.dialogButton("Save").click();
            assertThat(sanne.dialog().locator(".problem")).containsText("https://");
            sanne.takeErrors(); // the browser reports the 422 that this is about
            sanne.field("portal.url").fill("");
            sanne.dialogButton("Save").click();
            assertThat(sanne.dialog()).hasCount(0);
        }
        try (Visitor noor = visitor("nl", ColorScheme.LIGHT, 1280)) {
            noor.signIn("Noor Jansen");
            assertThat(noor.tile()).containsText("Jij bent aan zet");
        }
    }

    @Test
    @Order(8)
    void aPreviewCountsPeopleWithoutNamingThem() {
        try (Visitor sanne = administrator("en", ColorScheme.LIGHT, 1280)) {
            sanne.page().locator("tbody input").first().check();
            sanne.button(Pattern.compile("Preview people")).click();
            Locator result = sanne.page().locator(".result");
            assertThat(result.locator("tbody tr")).hasCount(2);
            assertThat(result).not().containsText("@");
            sanne.picture("admin-preview");
        }
    }

    @Test
    @Order(4)
    void theKeyIsChangedAndEverythingOpensAfterARestart() throws Exception {
        Path key = demo.home().resolve("org.openworkspace.autotask.key");
        try (Visitor sanne = administrator("en", ColorScheme.LIGHT, 1280)) {
            sanne.button(Pattern.compile("Make a new key")).click();
            assertThat(sanne.page().locator(".result")).containsText("There is a new key");
            sanne.takeErrors(); // the plugin starts anew, and is not there for a moment
        }
        assertThat(demo.contents().keySet())
                .filteredOn(file -> file.endsWith(key.getFileName()))
                .hasSize(1);
        demo.killAndRestart();
        try (Visitor noor = visitor("en", ColorScheme.LIGHT, 1280)) {
            noor.signIn("Noor Jansen");
            assertThat(noor.tile())
                    .hasAttribute(
                            "data-state",
                            "READY",
                            new LocatorAssertions.HasAttributeOptions().setTimeout(60_000));
        }
    }

    @Test
    @Order(9)
    void theSupportFileHoldsNothingThatIsNobodysBusiness() throws IOException {
        try (Visitor sanne = administrator("en", ColorScheme.LIGHT, 1280)) {
            Download download =
                    sanne.page()
                            .waitForDownload(
                                    () ->
                                            sanne.button(Pattern.compile("Download support file"))
                                                    .click());
            String text = Files.readString(download.path());
            assertThat(text)
                    .contains("[versions]")
                    .contains("org.openworkspace.connection-config")
                    .contains("state CONNECTED")
                    .doesNotContain("@", "Contoso", "DEMOTRACKING", "localhost", "://")
                    .doesNotContain(SECRET, SECOND, WRONG);
        }
    }

    @ParameterizedTest
    @CsvSource({"en,LIGHT,1280", "nl,DARK,1280", "nl,LIGHT,320", "en,DARK,320"})
    @Order(10)
    void everyDialogAndHelpPageIsAccessible(String language, ColorScheme scheme, int width) {
        try (Visitor sanne = administrator(language, scheme, width)) {
            Page page = sanne.page();
            String name = "admin-" + language + "-" + scheme + "-" + width + "-";
            assertThat(page.locator(".state[data-level=OK]")).isVisible(SOON);
            sanne.button(Pattern.compile("^(Name|Naam)$")).click();
            assertThat(page.locator("th[aria-sort=ascending]")).isVisible();
            page.locator("tbody input").first().check();
            assertThat(sanne.seriousFindings()).isEmpty();
            sanne.picture(name + "list");
            sanne.button(Pattern.compile("^(Edit|Bewerken)$")).click();
            page.getByText(Pattern.compile("More options|Meer opties")).click();
            assertThat(sanne.field("portal.url")).isVisible();
            assertThat(sanne.seriousFindings()).isEmpty();
            sanne.picture(name + "dialog");
            page.navigate(demo.address() + "/settings/integrations/autotask/help#keyfile");
            assertThat(page.locator("section.here h2")).isVisible();
            assertThat(sanne.seriousFindings()).isEmpty();
            sanne.picture(name + "help");
            assertThat(
                            (Boolean)
                                    page.evaluate(
                                            "document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
    }

    @Test
    @Order(11)
    void deletingAsksAndTakesEverythingAway() {
        try (Visitor sanne = administrator("en", ColorScheme.LIGHT, 1280)) {
            assertThat(sanne.button(Pattern.compile("^Delete$"))).isDisabled();
            sanne.page().locator("tbody input").first().check();
            sanne.button(Pattern.compile("^Delete$")).click();
            assertThat(sanne.page().getByText("Delete “Contoso”?").first()).isVisible();
            assertThat(sanne.page().locator(".names")).containsText("Autotask");
            sanne.picture("admin-delete");
            sanne.page()
                    .locator("wa-dialog")
                    .getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Delete").setExact(true))
                    .click();
            assertThat(sanne.button(Pattern.compile("New connection"))).isVisible();
        }
    }

    @Test
    @Order(12)
    void theHistorySaysWhoDidWhatFromWhere() {
        try (Visitor sanne = administrator("nl", ColorScheme.LIGHT, 320)) {
            sanne.page().navigate(demo.address() + "/settings/history");
            Locator entries = sanne.page().locator("tbody tr");
            assertThat(entries.first()).containsText("Verbinding verwijderd");
            assertThat(entries.first()).containsText("Contoso");
            assertThat(entries.first()).containsText("127.0.0.1");
            Locator all = sanne.page().locator("tbody");
            assertThat(all).containsText("Verbinding toegevoegd");
            assertThat(all).containsText("Verbinding gewijzigd");
            assertThat(all).containsText("Verbinding getest");
            assertThat(all).containsText("Supportbestand downloaden");
            assertThat(all).not().containsText("action.");
            assertThat(sanne.seriousFindings()).isEmpty();
            sanne.picture("admin-history");
        }
    }

    @Test
    @Order(13)
    void noFileAndNoAnswerEverHeldASecret() throws IOException {
        assertThat(answers).isNotEmpty();
        for (String secret : List.of(SECRET, SECOND, WRONG, "DEMOTRACKINGIDENTIFIER00001")) {
            assertThat(answers).noneMatch(answer -> answer.contains(secret));
        }
        for (Map.Entry<Path, String> file : demo.contents().entrySet()) {
            for (String secret : List.of(SECRET, SECOND, WRONG)) {
                assertThat(file.getValue().contains(secret)).as("%s", file.getKey()).isFalse();
            }
        }
    }

    private static void edit(Visitor sanne) {
        sanne.page().locator("tbody input").first().check();
        sanne.button(Pattern.compile("^Edit$")).click();
        assertThat(sanne.field("name")).isVisible();
    }

    /** Opens one of the form's choosers, and ticks one of its choices. */
    private static void choose(Visitor sanne, int chooser, int choice) {
        chooser(sanne, chooser).click();
        sanne.page().locator(".ticks input").nth(choice).check();
        sanne.button(Pattern.compile("^Use$")).click();
        assertThat(sanne.page().locator(".ticks")).hasCount(0);
    }

    private static Locator chooser(Visitor sanne, int chooser) {
        return sanne.dialog()
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(Pattern.compile("Choose")))
                .nth(chooser);
    }

    private static int failedLogins() {
        Matcher count =
                Pattern.compile("\"failedLogins\":\\{[^}]*\"" + USER + "\":(\\d+)")
                        .matcher(demo.simulated("GET", "counters", "").replaceAll("\\s", ""));
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    private static Visitor administrator(String language, ColorScheme scheme, int width) {
        Visitor sanne = visitor(language, scheme, width);
        sanne.signIn("Sanne de Vries");
        sanne.openConnections();
        return sanne;
    }

    private static Visitor visitor(String language, ColorScheme scheme, int width) {
        Visitor visitor = new Visitor(chromium.browser(), demo.address(), language, scheme, width);
        visitor.page()
                .exposeFunction(
                        "keepAnswer",
                        arguments -> {
                            answers.add(String.valueOf(arguments[0]));
                            return "";
                        });
        visitor.page()
                .addInitScript(
                        "const ask = window.fetch; window.fetch = async (...a) => { const answer ="
                                + " await ask(...a); if (!String(a[0]).endsWith('/events'))"
                                + " answer.clone().text().then(keepAnswer); return answer; };");
        return visitor;
    }
}
