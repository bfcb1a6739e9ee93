package org.openworkspace.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.MouseButton;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How apps come about and how people arrange their tiles, told in order. */
class AppsAndTilesStoryIT extends BrowserStory {

    @BeforeAll
    static void start() throws IOException {
        demo = DemoProcess.inNewHome();
    }

    @Test
    @Order(1)
    void anAdministratorMayLeaveTheFirstRunAnywhere() {
        try (Visitor sanne = visitor()) {
            sanne.signIn("Sanne de Vries");
            assertThat(sanne.page().getByText("ready for its first tile")).isVisible();
            sanne.accessible("first-run");
            sanne.button(Pattern.compile("Connect Autotask")).click();
            assertThat(sanne.field("name")).isVisible();
            sanne.page().keyboard().press("Escape");
            assertThat(sanne.dialog()).hasCount(0);
            assertThat(sanne.page().getByText("ready for its first tile")).isVisible();
        }
    }

    @Test
    @Order(2)
    void anAdministratorIsLedFromNothingToAPlacedTile() {
        try (Visitor sanne = visitor()) {
            sanne.signIn("Sanne de Vries");
            sanne.button(Pattern.compile("Connect Autotask")).click();
            connect(sanne, "Contoso");
            sanne.appButton("Add").click();
            assertThat(sanne.tile()).hasAttribute("data-state", "READY");
            assertThat(heading(sanne, "From your organisation")).isVisible();
        }
    }

    @Test
    @Order(3)
    void anAppIsMadeWithAConnectionAddedRightThereAndNothingIsLost() throws IOException {
        try (Visitor sanne = visitor()) {
            sanne.signIn("Sanne de Vries");
            sanne.page().navigate(demo.address() + "/apps");
            sanne.button(Pattern.compile("Add new app")).click();
            search(sanne.page().locator("wa-dialog.types")).fill("auto");
            sanne.page()
                    .locator("wa-dialog.types")
                    .getByRole(AriaRole.BUTTON, name("Add.*Autotask"))
                    .click();
            Locator form = form(sanne, "ws-app-dialog");
            form.getByRole(AriaRole.TEXTBOX, name("^Name")).fill("Second desk");
            form.getByRole(AriaRole.RADIO, name("wrench")).check();
            form.getByRole(AriaRole.RADIO, name("#5c2e91")).check();
            assertThat(form.locator(".preview .small-tile strong")).hasText("Second desk");
            assertThat(form.locator(".preview .small-tile wa-icon"))
                    .hasAttribute("name", "tile-wrench");
            form.locator(".with-button").getByRole(AriaRole.BUTTON, name("^Add$")).click();
            connect(sanne, "Contoso again");
            assertThat(form.getByRole(AriaRole.TEXTBOX, name("^Name"))).hasValue("Second desk");
            assertThat(form.getByRole(AriaRole.RADIO, name("wrench"))).isChecked();
            assertThat(form.locator("wa-select[name=connectionId] input").first())
                    .hasValue("Contoso again");
            form.getByText("This window").click();
            form.getByText("Chosen people and groups").click();
            choose(form.locator("ws-people-picker").nth(0), "Office");
            choose(form.locator("ws-people-picker").nth(1), "Milan Bakker");
            form.getByText("No workspace; people add it themselves").click();
            sanne.accessible("app-form");
            sanne.appButton("Add").click();
            assertThat(app(sanne, "Second desk")).containsText("Contoso again");
            assertThat(app(sanne, "Second desk")).containsText("Office");
            sanne.accessible("manage-apps");
        }
    }

    @Test
    @Order(4)
    void anOwnerChangesTheirAppAloneAndNotItsConnection() {
        try (Visitor milan = visitor()) {
            milan.signIn("Milan Bakker");
            milan.page().getByRole(AriaRole.LINK, named("App store")).click();
            assertThat(app(milan, "Second desk")).isVisible();
            assertThat(milan.page().locator(".apps article")).hasCount(1);
            app(milan, "Second desk").getByRole(AriaRole.BUTTON, name("^Edit")).click();
            Locator form = form(milan, "ws-app-dialog");
            assertThat(form).containsText("Only administrators choose the connection");
            assertThat(form.locator("wa-select")).hasCount(0);
            form.getByRole(AriaRole.TEXTBOX, name("^Name")).fill("Help desk");
            milan.appButton("Save").click();
            assertThat(app(milan, "Help desk")).isVisible();
        }
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            noor.page().navigate(demo.address() + "/apps");
            assertThat(noor.page().locator("h1")).hasText("You cannot open this page");
        }
    }

    @Test
    @Order(5)
    void aPoorColourIsCorrectedAndAFileThatIsNoPictureIsRefused() throws IOException {
        try (Visitor milan = visitor()) {
            milan.signIn("Milan Bakker");
            milan.page().navigate(demo.address() + "/apps");
            app(milan, "Help desk").getByRole(AriaRole.BUTTON, name("^Edit")).click();
            Locator form = form(milan, "ws-app-dialog");
            form.locator("input[type=color]").fill("#7a7a7a");
            assertThat(form).containsText("Made a little darker");
            form.locator("input[type=file]")
                    .setInputFiles(file("a.png", "no picture".getBytes(StandardCharsets.UTF_8)));
            assertThat(form.locator(".problem")).containsText("not a picture");
            form.locator("input[type=file]").setInputFiles(file("logo.png", png(300, 200)));
            assertThat(form.locator(".problem")).hasCount(0);
            assertThat(form.locator(".preview canvas").first()).isVisible();
            milan.accessible("own-picture");
            milan.appButton("Save").click();
            Locator image = app(milan, "Help desk").locator(".chip img");
            assertThat(image).isVisible();
            assertThat((Integer) image.evaluate("image => image.naturalWidth")).isEqualTo(96);
        }
    }

    @Test
    @Order(6)
    void onlyWhoHasAccessFindsTheApp() {
        try (Visitor daan = visitor()) {
            daan.signIn("Daan Visser");
            daan.button(Pattern.compile("Add tiles")).click();
            Locator store = daan.page().locator("wa-dialog.store");
            assertThat(store.locator(".offers")).containsText("Autotask");
            assertThat(store.locator(".offers")).not().containsText("Help desk");
        }
    }

    @Test
    @Order(7)
    void aUserAddsATileToANewGroupByKeyboardAndItOutlivesAPowerCut() throws Exception {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            noor.button(Pattern.compile("Add tiles")).focus();
            noor.page().keyboard().press("Enter");
            Locator store = noor.page().locator("wa-dialog.store");
            assertThat(search(store)).isFocused();
            noor.page().keyboard().type("help");
            assertThat(store.locator(".offers li")).hasCount(1);
            store.getByRole(AriaRole.BUTTON, name("New group")).focus();
            noor.page().keyboard().press("Enter");
            Locator group = form(noor, "ws-group-dialog");
            assertThat(group.getByRole(AriaRole.TEXTBOX)).isFocused();
            noor.page().keyboard().type("My work");
            noor.page().keyboard().press("Enter");
            assertThat(group).hasCount(0);
            store.getByRole(AriaRole.BUTTON, name("Add.*Help desk")).focus();
            noor.page().keyboard().press("Enter");
            assertThat(noor.page().locator(".notices")).containsText("Help desk is on your");
            noor.accessible("add-tiles");
            store.getByRole(AriaRole.BUTTON, name("Done")).press("Enter");
            assertThat(tile(noor, "Help desk")).hasAttribute("data-state", "READY");
        }
        demo.killAndRestart();
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            assertThat(group(noor, "My work").getByRole(AriaRole.ARTICLE, name("Help desk")))
                    .isVisible();
        }
    }

    @Test
    @Order(8)
    void theMenuIsTheSameByButtonByRightClickAndByShiftF10() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            Locator tile = tile(noor, "Help desk");
            assertThat(tile).hasAttribute("data-state", "READY");
            Locator remove = tile.locator("wa-dropdown-item[value=remove]");
            tile.getByRole(AriaRole.BUTTON, name("Options for Help desk")).click();
            assertThat(remove).isVisible();
            noor.accessible("tile-menu");
            noor.page().keyboard().press("Escape");
            assertThat(remove).isHidden();
            tile.locator("h3").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            assertThat(remove).isVisible();
            noor.page().keyboard().press("Escape");
            assertThat(remove).isHidden();
            tile.locator(".items a").first().focus();
            noor.page().keyboard().press("Shift+F10");
            assertThat(remove).isVisible();
            noor.page().keyboard().press("Escape");
            Locator shared = tile(noor, "Autotask");
            shared.locator("h3").click(new Locator.ClickOptions().setButton(MouseButton.RIGHT));
            assertThat(shared.locator("wa-dropdown-item[value=refresh]")).isVisible();
            assertThat(shared.locator("wa-dropdown-item[value=remove]")).hasCount(0);
        }
    }

    @Test
    @Order(9)
    void linksOpenWhereTheAppSays() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            Locator here = tile(noor, "Help desk").locator(".items a").first();
            assertThat(here).not().hasAttribute("target", "_blank");
            Locator elsewhere = tile(noor, "Autotask").locator(".items a").first();
            assertThat(elsewhere).hasAttribute("target", "_blank");
            assertThat(elsewhere).hasAttribute("rel", "noopener");
            assertThat(elsewhere).containsText("opens in a new window");
        }
    }

    @Test
    @Order(10)
    void tilesAreOrderedByMenuAndByDrag() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            noor.button(Pattern.compile("Add tiles")).click();
            Locator store = noor.page().locator("wa-dialog.store");
            store.getByRole(AriaRole.BUTTON, name("Add.*Autotask")).click();
            store.getByRole(AriaRole.BUTTON, name("Done")).click();
            Locator mine = group(noor, "My work");
            assertThat(mine.getByRole(AriaRole.ARTICLE)).hasCount(2);
            wish(mine.getByRole(AriaRole.ARTICLE, name("Autotask")), "earlier");
            assertThat(mine.locator("h3").first()).hasText("Autotask");
            assertThat(noor.page().locator(".notices")).containsText("number 1 of 2 in My work");
            mine.locator("h3", new Locator.LocatorOptions().setHasText("Help desk"))
                    .dragTo(
                            mine.getByRole(AriaRole.ARTICLE, name("Autotask")),
                            new Locator.DragToOptions().setTargetPosition(10, 100));
            assertThat(mine.locator("h3").first()).hasText("Help desk");
            wish(mine.getByRole(AriaRole.ARTICLE, name("Autotask")), "remove");
            noor.button(Pattern.compile("^Remove$")).click();
            assertThat(mine.getByRole(AriaRole.ARTICLE)).hasCount(1);
        }
    }

    @Test
    @Order(11)
    void aSmallTileCountsWhatIsOpenAndMarksWhatChanged() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            wish(tile(noor, "Help desk"), "edit");
            Locator form = form(noor, "ws-tile-dialog");
            form.getByRole(AriaRole.TEXTBOX, name("Name")).fill("At a glance");
            form.getByText("Small").click();
            form.getByRole(AriaRole.BUTTON, name("Save")).click();
            Locator small = tile(noor, "At a glance");
            assertThat(small.locator(".words")).hasText(Pattern.compile("\\d+ open"));
            assertThat(small.locator(".dot")).hasCount(0);
            small.locator(".menu wa-button").click();
            assertThat(small.locator("wa-dropdown-item[href$='/NewTicket.aspx']")).isVisible();
        }
        demo.simulated(
                "POST",
                "tickets",
                "{\"email\":\"noor.jansen@contoso.example\",\"title\":\"The lift is stuck\",\"status\":1}");
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            Locator small = tile(noor, "At a glance");
            // the shared tile shows it in full, on another app; what one has seen counts by app
            assertThat(tile(noor, "Autotask"))
                    .containsText(
                            "The lift is stuck", new ContainsTextOptions().setTimeout(90_000));
            assertThat(small.locator(".dot")).isVisible();
            noor.accessible("small-tile");
            small.locator(".face").click();
            Locator opened = noor.page().locator("wa-dialog.peek");
            assertThat(opened).containsText("The lift is stuck");
            noor.accessible("opened-tile");
            opened.getByRole(AriaRole.BUTTON, name("^Close$")).click();
            assertThat(small.locator(".dot")).hasCount(0);
        }
    }

    @Test
    @Order(12)
    void aListIsSearchedFilteredAndSorted() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            Locator tile = tile(noor, "Autotask");
            assertThat(tile).hasAttribute("data-state", "READY");
            Locator search = tile.getByRole(AriaRole.SEARCHBOX);
            search.fill("lift");
            assertThat(tile.locator(".items a")).hasCount(1);
            search.fill("no such words");
            assertThat(tile).containsText("Nothing found");
            tile.getByRole(AriaRole.BUTTON, name("Show all")).click();
            tile.getByRole(AriaRole.BUTTON, name("^Waiting on you")).click();
            assertThat(tile.locator(".items .status").first()).hasText("Waiting Customer");
            tile.getByRole(AriaRole.BUTTON, name("^Waiting on you")).click();
            tile.locator(".menu wa-button").click();
            tile.getByRole(AriaRole.MENUITEM, name("^Sort")).hover();
            tile.locator("wa-dropdown-item[value=CREATED]").click();
            assertThat(tile.locator(".items a").first()).containsText("The lift is stuck");
            Locator time = tile.locator(".items time").first();
            assertThat(time).hasAttribute("datetime", Pattern.compile("^2\\d{3}-.*Z$"));
            assertThat(time).hasAttribute("title", Pattern.compile("20\\d\\d at .*[AP]M"));
            assertThat(tile.locator(".items .meta").first())
                    .containsText(Pattern.compile("T\\d{8}\\.\\d{4}"));
        }
    }

    @Test
    @Order(13)
    void refreshingTwiceAtOnceIsHeldBackWithAReason() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            wish(tile(noor, "Autotask"), "refresh");
            assertThat(noor.page().locator(".notices"))
                    .containsText("Asked for the latest of Autotask");
            wish(tile(noor, "Autotask"), "refresh");
            assertThat(noor.page().locator(".notices")).containsText("less than 15 seconds ago");
            noor.takeErrors(); // the browser reports the 429 that this is about
        }
    }

    @Test
    @Order(14)
    void aDisabledAppKeepsItsTilesAndSaysSo() {
        try (Visitor sanne = visitor();
                Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            sanne.signIn("Sanne de Vries");
            sanne.page().navigate(demo.address() + "/apps");
            app(sanne, "Autotask").getByRole(AriaRole.BUTTON, name("^Disable")).click();
            assertThat(app(sanne, "Autotask")).containsText("Disabled");
            assertThat(tile(noor, "Autotask")).containsText("off for now");
            noor.accessible("app-off");
            sanne.page().navigate(demo.address() + "/");
            sanne.page().getByRole(AriaRole.LINK, named("Open Manage apps")).click();
            form(sanne, "ws-app-dialog").getByRole(AriaRole.BUTTON, name("Cancel")).click();
            app(sanne, "Autotask").getByRole(AriaRole.BUTTON, name("^Enable")).click();
            assertThat(tile(noor, "Autotask")).hasAttribute("data-state", "READY");
        }
    }

    @Test
    @Order(15)
    void aSharedGroupIsShownToItsMembersOnly() {
        try (Visitor sanne = visitor()) {
            sanne.signIn("Sanne de Vries");
            sanne.button(Pattern.compile("Add tiles")).click();
            Locator store = sanne.page().locator("wa-dialog.store");
            store.getByRole(AriaRole.BUTTON, name("New group")).click();
            Locator group = form(sanne, "ws-group-dialog");
            group.getByRole(AriaRole.TEXTBOX, name("Name of the group")).fill("For the office");
            group.getByText("Chosen people and groups").click();
            choose(group.locator("ws-people-picker"), "Office");
            group.getByRole(AriaRole.BUTTON, name("^Add$")).last().click();
            assertThat(group).hasCount(0);
            store.getByRole(AriaRole.BUTTON, name("Add.*Autotask")).click();
            store.getByRole(AriaRole.BUTTON, name("Done")).click();
            assertThat(heading(sanne, "For the office")).isVisible();
        }
        try (Visitor lotte = visitor();
                Visitor daan = visitor()) {
            lotte.signIn("Lotte Mulder");
            assertThat(heading(lotte, "For the office")).isVisible();
            daan.signIn("Daan Visser");
            assertThat(heading(daan, "From your organisation")).isVisible();
            assertThat(heading(daan, "For the office")).hasCount(0);
        }
    }

    @Test
    @Order(16)
    void manyTabsShareOneStreamAndAHiddenOneHoldsNone() {
        try (Visitor noor = visitor()) {
            BrowserContext context = noor.page().context();
            AtomicInteger streams = new AtomicInteger();
            context.onRequest(request -> streams.addAndGet(isStream(request.url())));
            context.onRequestFailed(request -> streams.addAndGet(-isStream(request.url())));
            context.onRequestFinished(request -> streams.addAndGet(-isStream(request.url())));
            noor.signIn("Noor Jansen");
            Page second = context.newPage();
            Page third = context.newPage();
            for (Page page : List.of(second, third)) {
                page.navigate(demo.address());
                assertThat(page.getByRole(AriaRole.ARTICLE).first())
                        .hasAttribute("data-state", "READY");
            }
            assertThat(streams.get()).isEqualTo(1);
            hide(noor.page());
            second.waitForCondition(() -> streams.get() == 1);
            demo.simulated(
                    "POST",
                    "tickets",
                    "{\"email\":\"noor.jansen@contoso.example\",\"title\":\"Heard in every tab\",\"status\":1}");
            for (Page page : List.of(second, third)) {
                assertThat(page.getByRole(AriaRole.ARTICLE).first())
                        .containsText(
                                "Heard in every tab", new ContainsTextOptions().setTimeout(90_000));
            }
            hide(second);
            hide(third);
            second.waitForCondition(() -> streams.get() == 0);
        }
    }

    @Test
    @Order(17)
    void aLongListComesPieceByPieceAndTwoConnectionsDoNotMix() {
        for (int i = 1; i <= 22; i++) {
            demo.simulated(
                    "POST",
                    "tickets",
                    "{\"email\":\"noor.jansen@contoso.example\",\"title\":\"Request %d\",\"status\":1}"
                            .formatted(i));
        }
        try (Visitor sanne = visitor()) {
            sanne.signIn("Sanne de Vries");
            sanne.openConnections();
            sanne.page().getByRole(AriaRole.RADIO, named("Contoso again")).check();
            sanne.button(Pattern.compile("^Edit")).click();
            sanne.page().getByText("More options").click();
            sanne.field("company.ids").fill("2");
            sanne.dialogButton("Save").click();
            assertThat(sanne.dialog()).hasCount(0);
        }
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            Locator list = tile(noor, "Autotask");
            assertThat(list)
                    .containsText("Request 22", new ContainsTextOptions().setTimeout(90_000));
            assertThat(list.locator(".items a")).hasCount(20);
            list.getByRole(AriaRole.BUTTON, name("^Load more")).click();
            assertThat(list.locator(".items a")).not().hasCount(20);
            assertThat(list.locator(".items a").nth(20)).isFocused();
            assertThat(list).containsText("Printer");
            // the other connection counts the contacts of another company only
            assertThat(tile(noor, "At a glance")).hasAttribute("data-state", "PROBLEM");
            assertThat(tile(noor, "At a glance")).containsText("not known");
            noor.accessible("long-list");
        }
    }

    @Test
    @Order(18)
    void theFirstLoadIsFastAndNothingJumps() {
        try (Visitor noor = visitor()) {
            noor.signIn("Noor Jansen");
            noor.page().navigate(demo.address());
            assertThat(noor.tile()).hasAttribute("data-state", "READY");
            Number shift =
                    (Number)
                            noor.page()
                                    .evaluate(
                                            "() => new Promise(done => { let sum = 0;"
                                                    + " new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; })"
                                                    + ".observe({type: 'layout-shift', buffered: true});"
                                                    + " requestAnimationFrame(() => requestAnimationFrame(() => done(sum))); })");
            Number loaded =
                    (Number)
                            noor.page()
                                    .evaluate(
                                            "performance.getEntriesByName('first-contentful-paint')[0].startTime");
            System.out.printf(
                    "first paint %.0f ms, layout shift %.3f%n",
                    loaded.doubleValue(), shift.doubleValue());
            assertThat(shift.doubleValue()).isLessThan(0.1);
        }
    }

    @ParameterizedTest
    @CsvSource({"en,LIGHT", "nl,DARK"})
    @Order(19)
    void everyDialogIsAccessible(String language, ColorScheme scheme) {
        try (Visitor sanne =
                new Visitor(chromium.browser(), demo.address(), language, scheme, 1280)) {
            String name = language + "-" + scheme + "-";
            sanne.signIn("Sanne de Vries");
            assertThat(sanne.tile()).hasAttribute("data-state", "READY");
            sanne.button(Pattern.compile("Add tiles|Tegels toevoegen")).click();
            accessible(sanne, "wa-dialog.store .offers", name + "store");
            sanne.button(Pattern.compile("New group|Nieuwe groep")).click();
            accessible(sanne, "ws-group-dialog wa-radio-group", name + "group");
            sanne.page().keyboard().press("Escape");
            sanne.page().keyboard().press("Escape");
            assertThat(sanne.page().locator("wa-dialog.store")).hasCount(0);
            wish(sanne.page().getByRole(AriaRole.ARTICLE).first(), "edit");
            accessible(sanne, "ws-tile-dialog wa-select", name + "tile");
            sanne.page().keyboard().press("Escape");
            sanne.page().navigate(demo.address() + "/apps");
            sanne.page()
                    .locator(".apps article")
                    .filter(new Locator.FilterOptions().setHasText("Help desk"))
                    .getByRole(AriaRole.BUTTON, name("^(Edit|Bewerken)"))
                    .click();
            accessible(sanne, "ws-app-dialog .chosen", name + "app");
            sanne.page().keyboard().press("Escape");
            assertThat(sanne.page().locator("ws-app-dialog")).hasCount(0);
            sanne.button(Pattern.compile("Add new app|Nieuwe app toevoegen")).click();
            accessible(sanne, "wa-dialog.types .offers", name + "types");
        }
    }

    @Test
    @Order(20)
    void removingAnAppNamesHowManyTilesGo() {
        try (Visitor sanne = visitor()) {
            sanne.signIn("Sanne de Vries");
            sanne.page().navigate(demo.address() + "/apps");
            app(sanne, "Autotask").getByRole(AriaRole.BUTTON, name("^Remove")).click();
            assertThat(sanne.page().getByText("2 tiles go from people’s workspaces")).isVisible();
            sanne.accessible("remove-app");
            sanne.button(Pattern.compile("^Remove$")).click();
            assertThat(app(sanne, "Autotask")).hasCount(0);
        }
        try (Visitor lotte = visitor()) {
            lotte.signIn("Lotte Mulder");
            assertThat(lotte.page().getByText("ready for its first tile")).isVisible();
        }
    }

    private static void connect(Visitor sanne, String name) {
        sanne.field("name").fill(name);
        sanne.field("username").fill("api@contoso.example");
        sanne.field(".secret").fill("Contoso-demo-2026!");
        sanne.dialogButton("Add").click();
        assertThat(sanne.dialog()).hasCount(0);
    }

    private static void choose(Locator picker, String name) {
        picker.getByRole(AriaRole.SEARCHBOX).fill(name.substring(0, 4));
        picker.locator(".found button")
                .filter(new Locator.FilterOptions().setHasText(name))
                .click();
        assertThat(picker.locator(".chosen")).containsText(name);
    }

    /** Asks something of a tile by its menu. */
    private static void wish(Locator tile, String wish) {
        tile.locator(".menu wa-button").click();
        tile.locator("wa-dropdown-item[value=" + wish + "]").click();
    }

    private static void accessible(Visitor visitor, String part, String picture) {
        assertThat(visitor.page().locator(part).first()).isVisible();
        visitor.accessible(picture);
    }

    private static void hide(Page page) {
        page.evaluate(
                "() => { Object.defineProperty(document, 'hidden', {value: true, configurable: true});"
                        + " document.dispatchEvent(new Event('visibilitychange')); }");
    }

    private static int isStream(String url) {
        return url.endsWith("/api/events") ? 1 : 0;
    }

    private static Locator app(Visitor visitor, String name) {
        return visitor.page().locator(".apps article[aria-label=\"" + name + "\"]");
    }

    private static Locator tile(Visitor visitor, String name) {
        return visitor.page()
                .locator("ws-workspace section article[aria-label=\"" + name + "\"]")
                .first();
    }

    private static Locator group(Visitor visitor, String title) {
        return visitor.page().getByRole(AriaRole.REGION, named(title));
    }

    private static Locator heading(Visitor visitor, String title) {
        return visitor.page().getByRole(AriaRole.HEADING, named(title));
    }

    private static Locator form(Visitor visitor, String dialog) {
        return visitor.page().locator(dialog + " wa-dialog");
    }

    private static Locator search(Locator dialog) {
        return dialog.getByRole(AriaRole.SEARCHBOX).first();
    }

    private static FilePayload file(String name, byte[] content) {
        return new FilePayload(name, "image/png", content);
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file);
        return file.toByteArray();
    }

    private static Locator.GetByRoleOptions name(String pattern) {
        return new Locator.GetByRoleOptions().setName(Pattern.compile(pattern));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Visitor visitor() {
        return new Visitor(chromium.browser(), demo.address(), "en", ColorScheme.LIGHT, 1280);
    }
}
