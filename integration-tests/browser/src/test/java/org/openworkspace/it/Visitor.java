package org.openworkspace.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Somebody with a browser window of their own; any error in its console is a failure. */
final class Visitor implements AutoCloseable {

    private static final int NARROW = 320;

    private final BrowserContext context;
    private final ColorScheme scheme;
    private final Page page;
    private final String address;
    private final List<String> errors = new ArrayList<>();

    Visitor(Browser browser, String address, String language, ColorScheme scheme, int width) {
        this.address = address;
        this.scheme = scheme;
        this.context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setLocale(language)
                                .setTimezoneId("Europe/Amsterdam")
                                .setColorScheme(scheme)
                                .setReducedMotion(ReducedMotion.REDUCE)
                                .setViewportSize(width, 860));
        context.setDefaultTimeout(20_000);
        this.page = context.newPage();
        page.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        errors.add(message.text());
                    }
                });
        page.onPageError(errors::add);
    }

    Page page() {
        return page;
    }

    void signIn(String person) {
        page.navigate(address + "/signin");
        button(Pattern.compile(person)).click();
        assertThat(page.locator("h1")).containsText(person.split(" ")[0]);
    }

    void openConnections() {
        page.navigate(address + "/settings/integrations/autotask");
        assertThat(page.locator("h1")).containsText("Autotask");
    }

    Locator button(Pattern name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator dialog() {
        return page.locator("ws-connection-dialog wa-dialog");
    }

    Locator field(String id) {
        return dialog().locator("[name=\"" + id + "\"]").getByRole(AriaRole.TEXTBOX);
    }

    Locator dialogButton(String name) {
        return dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    /** A button of the app's form. */
    Locator appButton(String name) {
        return page.locator("ws-app-dialog wa-dialog")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true))
                .last();
    }

    Locator tile() {
        return page.getByRole(AriaRole.ARTICLE).first();
    }

    /** The accessibility findings of the page as it is now that are serious or worse. */
    List<String> seriousFindings() {
        return new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations()
                        .stream()
                        .filter(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                        .map(
                                (Rule rule) ->
                                        rule.getId()
                                                + " "
                                                + rule.getNodes().get(0).getTarget()
                                                + " "
                                                + rule.getNodes().get(0).getFailureSummary())
                        .toList();
    }

    /**
     * Finds nothing serious and nothing beyond the edge: in the window as it is, and in a narrow
     * one with the other colours. Keeps pictures of both.
     */
    void accessible(String name) {
        accessibleAsItIs(name);
        ViewportSize size = page.viewportSize();
        ColorScheme other = scheme == ColorScheme.LIGHT ? ColorScheme.DARK : ColorScheme.LIGHT;
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(other));
        page.setViewportSize(NARROW, size.height);
        accessibleAsItIs(name + "-" + other.name().toLowerCase(Locale.ROOT) + "-" + NARROW);
        page.setViewportSize(size.width, size.height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    }

    private void accessibleAsItIs(String name) {
        picture(name);
        assertThat(seriousFindings()).as(name).isEmpty();
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as(name)
                .isTrue();
    }

    /** Keeps a picture of the page, for people to look at. */
    void picture(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(Path.of("target", "pictures", name + ".png"))
                        .setAnimations(ScreenshotAnimations.DISABLED));
    }

    /** The console's errors until now, which are then forgotten. */
    List<String> takeErrors() {
        List<String> taken = List.copyOf(errors);
        errors.clear();
        return taken;
    }

    @Override
    public void close() {
        context.close();
        if (!errors.isEmpty()) {
            throw new AssertionError("the browser's console has errors: " + errors);
        }
    }
}
