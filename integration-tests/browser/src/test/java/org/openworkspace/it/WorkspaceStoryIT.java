package org.openworkspace.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people do with the product, in the order in which they do it, in a real browser. */
class WorkspaceStoryIT extends BrowserStory {

    private static final String SECRET = "Contoso-demo-2026!";

    @BeforeAll
    static void start() throws IOException {
        demo = DemoProcess.inNewHome();
    }

    @Test
    @Order(1)
    void badInputIsNamedAtTheField() {
        try (Visitor sanne = visitor()) {
            sanne.signIn("Sanne de Vries");
            sanne.openConnections();
            sanne.button(Pattern.compile("New connection")).click();
            sanne.field("name").fill("Contoso");
            sanne.field("username").fill("no at sign");
            sanne.field(".secret").fill("wrong\u00e9");
            sanne.dialogButton("Add").click();
            assertThat(sanne.dialog().locator(".wrong .problem")).hasCount(2);
            assertThat(sanne.field("username")).isFocused();
            sanne.accessible("bad-input");
            assertThat(sanne.page().content()).doesNotContain("wrong\u00e9");
            sanne.takeErrors(); // the browser reports the 422 that this is about
        }
    }

    @Test
    @Order(2)
    void aWrongSecretIsExplainedBeforeAnythingIsSaved() {
        try (Visitor sanne = visitor()) {
            sanne.signIn("Sanne de Vries");
            sanne.openConnections();
            sanne.button(Pattern.compile("New connection")).click();
            fill(sanne, "not the secret");
            sanne.dialogButton("Test").click();
            Locator result = sanne.dialog().locator(".result");
            assertThat(result).containsText("refused");
            sanne.accessible("refused");
            assertThat(sanne.field("username")).hasValue("api@contoso.example");
        }
    }

    @Test
    @Order(3)
    void anAdministratorConnectsWithThreeFieldsAndIsLedToTheTile() {
        try (Visitor sanne = visitor()) {
            sanne.signIn("Sanne de Vries");
            sanne.openConnections();
            sanne.button(Pattern.compile("New connection")).click();
            fill(sanne, SECRET);
            sanne.dialogButton("Test").click();
            assertThat(sanne.dialog().locator(".result")).containsText("Connected");
            sanne.accessible("tested");
            sanne.dialogButton("Add").click();
            assertThat(sanne.appButton("Add")).isVisible();
            sanne.accessible("app");
            sanne.appButton("Add").click();
            assertThat(sanne.tile()).hasAttribute("data-state", "READY");
            sanne.openConnections();
            assertThat(sanne.page().locator(".state[data-level=OK]")).hasText("Connected");
        }
    }

    @Test
    @Order(4)
    void aUserSeesTheirOwnTicketsWithLinksToThePortal() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            assertThat(noor.tile()).hasAttribute("data-state", "READY");
            assertThat(noor.tile().locator(".items a")).hasCount(8);
            assertThat(noor.tile().locator(".items a").first())
                    .hasAttribute(
                            "href",
                            Pattern.compile(
                                    "/ClientPortal/ServiceTickets/ServiceTicketDetail\\.aspx\\?ticketID=\\d+$"));
            assertThat(
                            noor.tile()
                                    .getByRole(
                                            AriaRole.LINK,
                                            new Locator.GetByRoleOptions()
                                                    .setName(Pattern.compile("New ticket"))))
                    .hasAttribute(
                            "href",
                            Pattern.compile("/ClientPortal/ServiceTickets/NewTicket\\.aspx$"));
            assertThat(noor.page().getByText("Printer <b>\"drukt\"</b> & stopt").first())
                    .isVisible();
            assertThat(noor.page().getByRole(AriaRole.LINK, named("Settings"))).hasCount(0);
            noor.picture("workspace");
        }
    }

    @Test
    @Order(5)
    void aTicketOpensInThePortal() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            Page portal =
                    noor.page().waitForPopup(() -> noor.tile().locator(".items a").first().click());
            assertThat(portal.locator("body")).containsText("client portal");
        }
    }

    @Test
    @Order(6)
    void aChangeInAutotaskShowsByItself() {
        try (Visitor lotte = visitor()) {
            lotte.signIn("Lotte Mulder");
            assertThat(lotte.tile()).containsText("All done");
            demo.simulated(
                    "POST",
                    "tickets",
                    "{\"email\":\"lotte.mulder@contoso.example\",\"title\":\"The coffee machine is on fire\",\"status\":1}");
            assertThat(lotte.tile())
                    .containsText(
                            "The coffee machine is on fire",
                            new LocatorAssertions.ContainsTextOptions().setTimeout(90_000));
        }
    }

    @ParameterizedTest
    @CsvSource({"Daan Visser,not known in the ticket system", "Eva Smit,used more than once"})
    @Order(7)
    void whoIsNotFoundOnceIsToldAndSeesNoTickets(String person, String message) {
        try (Visitor visitor = visitor()) {
            visitor.signIn(person);
            assertThat(visitor.tile()).hasAttribute("data-state", "PROBLEM");
            assertThat(visitor.tile()).containsText(message);
            assertThat(visitor.tile().locator(".items a")).hasCount(0);
            visitor.accessible(person.split(" ")[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({"en,LIGHT", "nl,DARK"})
    @Order(8)
    void everyPageIsAccessible(String language, ColorScheme scheme) {
        try (Visitor sanne =
                new Visitor(chromium.browser(), demo.address(), language, scheme, 1280)) {
            sanne.page().navigate(demo.address() + "/signin");
            assertThat(sanne.button(Pattern.compile("Sanne"))).isVisible();
            String name = language + "-" + scheme + "-";
            sanne.accessible(name + "sign-in");
            sanne.signIn("Sanne de Vries");
            assertThat(sanne.tile()).hasAttribute("data-state", "READY");
            sanne.accessible(name + "workspace");
            assertThat(sanne.page().locator("html")).hasAttribute("lang", language);
            sanne.openConnections();
            assertThat(sanne.page().locator(".state[data-level=OK]")).isVisible();
            sanne.accessible(name + "connections");
            sanne.page().navigate(demo.address() + "/apps");
            assertThat(sanne.button(Pattern.compile("^(Edit|Bewerken)"))).isVisible();
            sanne.accessible(name + "apps");
        }
    }

    @Test
    @Order(9)
    void withAutotaskDownTheLastListStaysWithItsAge() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            assertThat(noor.tile()).hasAttribute("data-state", "READY");
            demo.simulated("POST", "down", "");
            assertThat(noor.tile())
                    .hasAttribute(
                            "data-state",
                            "STALE",
                            new LocatorAssertions.HasAttributeOptions().setTimeout(120_000));
            assertThat(noor.tile().locator(".items a")).hasCount(8);
            assertThat(noor.tile().locator(".stale")).containsText("does not answer");
            noor.accessible("stale");
        } finally {
            demo.simulated("POST", "up", "");
        }
    }

    @Test
    @Order(10)
    void aConnectionOutlivesAPowerCut() throws Exception {
        demo.killAndRestart();
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            assertThat(noor.tile())
                    .hasAttribute(
                            "data-state",
                            "READY",
                            new LocatorAssertions.HasAttributeOptions().setTimeout(30_000));
        }
    }

    @Test
    @Order(11)
    void withAutotaskDownAColdTileSaysSo() throws Exception {
        demo.killAndRestart();
        demo.simulated("POST", "down", "");
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            assertThat(noor.tile())
                    .hasAttribute(
                            "data-state",
                            "PROBLEM",
                            new LocatorAssertions.HasAttributeOptions().setTimeout(60_000));
            assertThat(noor.tile()).containsText("does not answer");
            noor.accessible("unavailable");
        } finally {
            demo.simulated("POST", "up", "");
        }
    }

    @Test
    @Order(12)
    void theLogTellsWhatMattersAndNoError() throws IOException {
        assertThat(Files.readString(demo.home().resolve("log/workspace.log")))
                .contains("Made the key file")
                .doesNotContain("ERROR")
                .doesNotContain("contoso.example");
    }

    @Test
    @Order(12)
    void noFileHoldsTheSecret() throws IOException {
        for (Map.Entry<Path, String> file : demo.contents().entrySet()) {
            assertThat(file.getValue().contains(SECRET)).as("%s", file.getKey()).isFalse();
        }
    }

    @Test
    @Order(13)
    void aTakenPortIsOneClearLine() throws Exception {
        DemoProcess.Ended ended = DemoProcess.run("--port", Integer.toString(demo.port()));
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.printed())
                .startsWith("Port " + demo.port() + " is taken.")
                .hasLineCount(1);
    }

    private static void fill(Visitor visitor, String secret) {
        visitor.field("name").fill("Contoso");
        visitor.field("username").fill("api@contoso.example");
        visitor.field(".secret").fill(secret);
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Visitor visitor() {
        return new Visitor(chromium.browser(), demo.address(), "en", ColorScheme.LIGHT, 1280);
    }
}
