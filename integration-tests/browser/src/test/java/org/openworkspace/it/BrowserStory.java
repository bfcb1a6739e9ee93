package org.openworkspace.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.TestMethodOrder;

/** A story told in order, in one browser and with one demo, which each story begins itself. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class BrowserStory {

    static DemoProcess demo;
    static Chromium chromium;

    @BeforeAll
    static void startBrowser() {
        chromium = Chromium.startOrSkip();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
            chromium = null;
        }
        if (demo != null) {
            demo.close();
            demo = null;
        }
    }
}
