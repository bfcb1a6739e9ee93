package org.openworkspace.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The browser of a test class. */
final class Chromium implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Playwright playwright = Playwright.create();
    private final Browser browser =
            playwright
                    .chromium()
                    .launch(
                            new BrowserType.LaunchOptions()
                                    .setExecutablePath(PROGRAM)
                                    .setArgs(
                                            List.of(
                                                    "--no-sandbox",
                                                    "--disable-gpu",
                                                    "--disable-quic",
                                                    "--no-first-run",
                                                    "--disable-background-networking",
                                                    "--disable-component-update",
                                                    "--disable-sync")));

    private Chromium() {}

    /** Starts it; where there is none, the tests are skipped, and say so. */
    static Chromium startOrSkip() {
        boolean there = Files.isExecutable(PROGRAM);
        if (!there && Boolean.parseBoolean(System.getenv("REQUIRE_BROWSER"))) {
            throw new AssertionError("There is no " + PROGRAM);
        }
        assumeTrue(there, "There is no " + PROGRAM + ": the browser tests are skipped");
        return new Chromium();
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        playwright.close();
    }
}
