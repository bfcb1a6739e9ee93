package org.openworkspace.autotask.simulator.internal;

import java.util.Random;

/** Titles that tickets could have, in Dutch and in English. */
final class Titles {

    static final String[] FIRST_NAMES = {
        "Anna", "Bram", "Chloe", "Daan", "Emma", "Finn", "Julia", "Lars", "Mila", "Noah", "Olivia",
        "Sem", "Sofie", "Thijs", "Zoë"
    };
    static final String[] LAST_NAMES = {
        "Bakker",
        "Brown",
        "Dekker",
        "Evans",
        "Hendriks",
        "Jones",
        "Meijer",
        "Peters",
        "Smith",
        "Visser",
        "Vos",
        "Willems"
    };

    private static final String[] THINGS = {
        "Printer on floor 2",
        "VPN",
        "Outlook",
        "Shared mailbox",
        "Laptop",
        "Docking station",
        "Conference phone",
        "Second screen",
        "Network drive",
        "Account",
        "Wi-Fi in the canteen",
        "Scanner"
    };
    private static final String[] TROUBLES = {
        "does not start", "is slow since this morning", "asks for a password again and again",
        "cannot be reached", "shows an error after the update", "drops every hour",
        "is missing after the move"
    };
    private static final String[] DINGEN = {
        "Printer op de tweede verdieping", "VPN-verbinding", "Outlook", "Gedeelde mailbox",
                "Laptop",
        "Dockingstation", "Tweede scherm", "Netwerkschijf", "Wifi in de kantine", "Scanner"
    };
    private static final String[] PROBLEMEN = {
        "start niet op", "is traag sinds vanochtend", "vraagt steeds om een wachtwoord",
        "is niet bereikbaar", "geeft een fout na de update", "valt elk uur uit",
        "ontbreekt na de verhuizing"
    };
    private static final String[] REQUESTS = {
        "New employee starts on Monday", "Toegang tot de projectmap", "Extra licentie aanvragen",
        "Please reset my password", "Nieuwe laptop voor een collega", "Move of four desks",
        "Vergaderzaal: beeld en geluid"
    };

    private final Random random;

    Titles(Random random) {
        this.random = random;
    }

    String next() {
        return switch (random.nextInt(5)) {
            case 0, 1 -> one(THINGS) + " " + one(TROUBLES);
            case 2, 3 -> one(DINGEN) + " " + one(PROBLEMEN);
            default -> one(REQUESTS);
        };
    }

    private String one(String[] words) {
        return words[random.nextInt(words.length)];
    }
}
