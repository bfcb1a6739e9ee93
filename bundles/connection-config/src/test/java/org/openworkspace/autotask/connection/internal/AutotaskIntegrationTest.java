package org.openworkspace.autotask.connection.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openworkspace.autotask.connection.Cause;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionState.Kind;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.autotask.connection.Secret;
import org.openworkspace.integration.CheckModel;
import org.openworkspace.integration.ConnectionDraft;
import org.openworkspace.integration.ConnectionModel;
import org.openworkspace.integration.FieldProblem;
import org.openworkspace.integration.IntegrationModel.Action;
import org.openworkspace.integration.Level;
import org.openworkspace.integration.SaveModel;
import org.openworkspace.user.AuditTrail;
import org.openworkspace.user.WorkspaceUser;

class AutotaskIntegrationTest {

    private static final String SECRET = "Ab$#~*@ \"'\\Zz0123456789!%^&";
    private static final WorkspaceUser SANNE = administrator("sanne", "default");
    private static final WorkspaceUser OTTO = administrator("otto", "fabrikam");

    @TempDir Path folder;
    private final StoredInMemory stored = new StoredInMemory();
    private final LiveConnections live = new LiveConnections(Settings.of(Map.of()));
    private final Map<String, ConfiguredConnection> components = new HashMap<>();
    private final List<Login> asked = new ArrayList<>();
    private final List<String> audit = new ArrayList<>();
    private KeyFile keyFile;
    private Instant now = Instant.parse("2026-11-25T12:00:00Z");
    private Kind answer = Kind.CONNECTED;
    private Runnable inTheMiddleOfASave = () -> {};
    private RememberedRefusals guard;
    private ReportedStates states;
    private CandidateTrials trials;
    private AutotaskIntegration integration;

    @BeforeEach
    void start() {
        start(Map.of(".tracking.identifier", "VENDORS"));
    }

    private void start(Map<String, Object> configured) {
        ConfiguredSettings settings = Settings.of(configured);
        keyFile = new KeyFile(folder.resolve(KeyFile.NAME), false);
        InstantSource clock = () -> now;
        guard = new RememberedRefusals(keyFile, clock.withZone(ZoneOffset.UTC));
        StoredConnections connections = stored.connections();
        states = new ReportedStates(guard, settings);
        stored.tell(
                (pid, properties) -> {
                    if (properties.isEmpty()) {
                        components.remove(pid).stop();
                    } else if (components.containsKey(pid)) {
                        components.get(pid).modified(properties.get());
                    } else {
                        components.put(
                                pid,
                                new ConfiguredConnection(
                                        properties.get(),
                                        keyFile,
                                        settings,
                                        connections,
                                        states,
                                        live));
                    }
                });
        integration =
                new AutotaskIntegration(
                        connections,
                        live,
                        states,
                        guard,
                        keyFile,
                        settings,
                        () -> {
                            inTheMiddleOfASave.run();
                            return now;
                        });
        integration.loginChecks =
                List.of(
                        login -> {
                            asked.add(login);
                            if (answer == Kind.NEEDS_ATTENTION) {
                                guard.refused(login);
                            }
                            return state(answer);
                        });
        integration.auditTrails =
                List.of(
                        (AuditTrail)
                                (actor, action, subject, detail) ->
                                        audit.add(actor.id() + " " + action + " " + detail));
        trials = new CandidateTrials(live, states, connections, Clock.systemUTC());
        trials.loginChecks = integration.loginChecks;
    }

    @Test
    void aSecretOfAnyCharactersSurvivesAndIsGivenToNobody() {
        String id = saved(SANNE, Map.of(".secret", "  " + SECRET + "\n"));

        assertThat(login(id).secret().reveal()).isEqualTo(SECRET);
        assertThat(integration.connections(SANNE).toString()).doesNotContain(SECRET);
        assertThat(audit.toString()).doesNotContain(SECRET);
    }

    @Test
    void anEmptySecretKeepsTheOneThatIsThere() {
        String id = saved(SANNE, Map.of());
        integration.save(draft(Optional.of(id), Map.of("name", "Renamed", ".secret", "")), SANNE);

        assertThat(login(id).secret().reveal()).isEqualTo("secret");
        assertThat(only(SANNE).name()).isEqualTo("Renamed");
    }

    @Test
    void aNewPairThatWasNotTestedWaitsAndTheOldOneServes() {
        String id = saved(SANNE, Map.of());
        integration.save(
                draft(Optional.of(id), Map.of("username", "new@contoso", ".secret", "new")), SANNE);

        assertThat(login(id).username()).isEqualTo("api@contoso");
        assertThat(only(SANNE).values()).containsEntry("username", "new@contoso");
        assertThat(only(SANNE).columns()).containsEntry("username", "api@contoso");
        assertThat(only(SANNE).detail()).contains("take over");

        trials.tick();

        assertThat(login(id).username()).isEqualTo("new@contoso");
        assertThat(login(id).secret().reveal()).isEqualTo("new");
    }

    @Test
    void aNewPairThatPassedItsTestServesAtOnce() {
        String id = saved(SANNE, Map.of());
        ConnectionDraft draft =
                draft(Optional.of(id), Map.of("username", "new@contoso", ".secret", "new"));
        assertThat(integration.check(draft, SANNE).level()).isEqualTo(Level.OK);
        integration.save(draft, SANNE);

        assertThat(login(id).username()).isEqualTo("new@contoso");
        assertThat(asked).hasSize(1);
    }

    /** One user with another one's password would be refused, and locked in the end. */
    @Test
    void aPairStaysWholeWhenAnotherTakesOverInTheMiddleOfASave() {
        Sealing sealing = keyFile.sealing().orElseThrow();
        Map<String, Object> pair = new HashMap<>();
        pair.putAll(Map.of("id", "one", "name", "Contoso", "username", "old@contoso"));
        pair.put(".secret", sealing.seal(Secret.of("old"), "one"));
        stored.provision(pair);
        pair.put("username", "new@contoso");
        pair.put(".secret", sealing.seal(Secret.of("new"), "one"));
        stored.put(pair);

        integration.save(
                draft(
                        Optional.of("one"),
                        Map.of("name", "Renamed", "username", "old@contoso", ".secret", "old")),
                SANNE);

        assertThat(login("one").username()).isEqualTo("old@contoso");
        assertThat(login("one").secret().reveal()).isEqualTo("old");
        assertThat(live.configured("default", "one").orElseThrow().candidate()).isEmpty();
    }

    @Test
    void aRefusedLoginIsNotTestedAgainForAMinute() {
        answer = Kind.NEEDS_ATTENTION;
        ConnectionDraft wrong = draft(Optional.empty(), Map.of(".secret", "wrong"));
        integration.check(wrong, SANNE);
        assertThat(integration.check(wrong, SANNE))
                .satisfies(
                        again -> {
                            assertThat(again.level()).isEqualTo(Level.ERROR);
                            assertThat(again.text()).contains("test again in 60 seconds");
                        });
        assertThat(asked).hasSize(1);

        integration.check(draft(Optional.empty(), Map.of(".secret", "another")), SANNE);
        assertThat(asked).as("another password").hasSize(2);

        now = now.plusSeconds(60);
        integration.check(wrong, SANNE);
        assertThat(asked).as("mended in Autotask, perhaps").hasSize(3);
    }

    /** Each is another login, but they lock one user. */
    @Test
    void oneWrongPasswordAfterTheOtherIsNotSentForEver() {
        integration.loginChecks =
                List.of(
                        login -> {
                            asked.add(login);
                            guard.refused(login);
                            return state(Kind.NEEDS_ATTENTION);
                        });
        for (int typo = 0; typo < 5; typo++) {
            now = now.plusSeconds(60);
            CheckModel said =
                    integration.check(
                            draft(Optional.empty(), Map.of(".secret", "typo " + typo)), SANNE);
            assertThat(said.level()).isEqualTo(Level.ERROR);
            assertThat(said.text().contains("test again in")).isEqualTo(typo >= 3);
        }
        assertThat(asked).hasSize(3);
        integration.check(
                draft(Optional.empty(), Map.of("username", "other@contoso", ".secret", "x")),
                SANNE);
        assertThat(asked).as("another user").hasSize(4);

        now = now.plus(Duration.ofMinutes(12));
        integration.check(draft(Optional.empty(), Map.of(".secret", "right")), SANNE);
        assertThat(asked).hasSize(5);
    }

    @Test
    void aTestThatIsAskedForWhileAnotherIsRefusedSendsNothing() {
        ConnectionDraft wrong = draft(Optional.empty(), Map.of(".secret", "wrong"));
        integration.loginChecks =
                List.of(
                        login -> {
                            asked.add(login);
                            guard.refused(login);
                            if (asked.size() == 1) {
                                integration.check(wrong, SANNE);
                            }
                            return state(Kind.NEEDS_ATTENTION);
                        });

        integration.check(wrong, SANNE);

        assertThat(asked).hasSize(1);
    }

    @Test
    void aRefusedNewPairIsNamedAndCanBeTakenAway() {
        String id = saved(SANNE, Map.of());
        integration.run("test", id, SANNE);
        answer = Kind.NEEDS_ATTENTION;
        integration.save(draft(Optional.of(id), Map.of(".secret", "wrong")), SANNE);
        trials.tick();
        trials.tick();

        assertThat(asked).hasSize(2);
        assertThat(only(SANNE).level()).isEqualTo(Level.WARNING);
        assertThat(only(SANNE).detail()).contains("old login goes on");
        assertThat(integration.notices(SANNE)).hasSize(1);
        assertThat(only(SANNE).actions()).extracting(Action::id).contains("login.keep");

        now = now.plusSeconds(60);
        integration.run("login.keep", id, SANNE);

        assertThat(only(SANNE).columns()).containsEntry("changedAt", now.toString());
        assertThat(only(SANNE).level()).isEqualTo(Level.OK);
        assertThat(only(SANNE).actions()).extracting(Action::id).doesNotContain("login.keep");
        assertThat(login(id).secret().reveal()).isEqualTo("secret");
    }

    @Test
    void namesAreRefusedTwiceWhateverTheirCapitals() {
        saved(SANNE, Map.of("name", "Contoso"));

        SaveModel second =
                integration.save(draft(Optional.empty(), Map.of("name", "CONTOSO")), SANNE);

        assertThat(second.problems()).extracting(FieldProblem::field).containsExactly("name");
    }

    @Test
    void ofTwoThatAreSavedAtOnceWithOneNameTheSecondIsRefused() throws Exception {
        FutureTask<SaveModel> other =
                new FutureTask<>(() -> integration.save(draft(Optional.empty(), Map.of()), SANNE));
        Thread otherPage = new Thread(other);
        inTheMiddleOfASave =
                () -> {
                    inTheMiddleOfASave = () -> {};
                    otherPage.start();
                    while (otherPage.isAlive() && otherPage.getState() != Thread.State.BLOCKED) {
                        Thread.onSpinWait();
                    }
                };

        saved(SANNE, Map.of());

        assertThat(other.get().problems()).extracting(FieldProblem::field).containsExactly("name");
    }

    @Test
    void aConnectionOfAnotherOrganisationIsUnknown() {
        String id = saved(SANNE, Map.of());
        ConnectionDraft draft = draft(Optional.of(id), Map.of(".secret", ""));

        assertThat(integration.connections(OTTO)).isEmpty();
        assertThat(integration.notices(OTTO)).isEmpty();
        assertThat(integration.save(draft, OTTO).id()).isEmpty();
        assertThat(integration.check(draft, OTTO).level()).isEqualTo(Level.ERROR);
        assertThat(integration.choices("company.ids", draft, OTTO).problem()).isPresent();
        assertThat(integration.delete(id, OTTO)).isFalse();
        assertThat(integration.enable(id, false, OTTO)).isFalse();
        assertThat(integration.run("test", id, OTTO)).isEmpty();
        assertThat(integration.run("login.keep", id, OTTO)).isEmpty();
        assertThat(asked).isEmpty();
        // and the name is free for them
        assertThat(integration.save(draft(Optional.empty(), Map.of()), OTTO).id()).isPresent();
        assertThat(integration.connections(SANNE)).hasSize(1);
    }

    @Test
    void companiesAreTheOperatorsToLimitWhereOrganisationsShareALogin() {
        saved(SANNE, Map.of());

        SaveModel shared =
                integration.save(draft(Optional.empty(), Map.of("company.ids", "175")), OTTO);

        assertThat(shared.problems())
                .extracting(FieldProblem::field)
                .containsExactly("company.ids");
    }

    /** The old login serves until the new one passes its test, which this one never will. */
    @Test
    void aLimitOfASharedLoginStaysWhateverUserIsTypedBesideIt() {
        saved(SANNE, Map.of());
        stored.provision(shared("5"));
        Map<String, String> away =
                Map.of("username", "nobody@fabrikam", "company.ids", "", ".secret", "");

        SaveModel limited = integration.save(draft(Optional.of("one"), away), OTTO);
        Map<String, String> first = new HashMap<>(away);
        first.put("company.ids", "5");
        assertThat(integration.save(draft(Optional.of("one"), first), OTTO).id()).isPresent();
        SaveModel waiting = integration.save(draft(Optional.of("one"), away), OTTO);

        assertThat(limited.problems())
                .extracting(FieldProblem::field)
                .containsExactly("company.ids");
        assertThat(waiting.problems()).isEqualTo(limited.problems());
        assertThat(live.find("fabrikam", "one").orElseThrow().companyIds()).containsExactly(5L);
    }

    @Test
    void companiesBehindASharedLoginAreNotShownToItsOrganisations() {
        saved(SANNE, Map.of());
        stored.provision(shared("5"));

        assertThat(
                        integration
                                .choices("company.ids", draft(Optional.of("one"), Map.of()), OTTO)
                                .problem()
                                .map(CheckModel::helpId))
                .contains(Optional.of("company.ids"));
    }

    /** As the help page says it: a new key, the identifier set anew, and each password typed. */
    @Test
    void aLostKeyIsOvercomeByANewOneAndPasswordsTypedAnew() {
        String lost = new Sealing(new byte[64]).seal(Secret.of("secret"), "one");
        Map<String, Object> properties = new HashMap<>(shared(""));
        properties.put(".secret", lost);
        stored.provision(properties);
        assertThat(only(OTTO).helpId()).contains(Cause.SECRET_UNREADABLE.name());

        integration.save(draft(Optional.of("one"), Map.of(".secret", "typed")), OTTO);

        assertThat(live.find("fabrikam", "one").orElseThrow().login())
                .map(Login::secret)
                .map(Secret::reveal)
                .contains("typed");
    }

    /** The identifier is sealed with the same key, and setting it anew would not help first. */
    @Test
    void aWrongKeyIsNamedBeforeTheIdentifierThatItDoesNotOpenEither() {
        start(Map.of(".tracking.identifier", new Sealing(new byte[64]).seal(Secret.of("v"), "x")));
        Map<String, Object> properties = new HashMap<>(shared(""));
        properties.put(".secret", new Sealing(new byte[64]).seal(Secret.of("secret"), "one"));
        stored.provision(properties);

        assertThat(only(OTTO).helpId()).contains(Cause.SECRET_UNREADABLE.name());
    }

    @Test
    void aFullDiskIsNamedAndChangesNothing() {
        String id = saved(SANNE, Map.of());
        stored.fill();

        SaveModel changed =
                integration.save(
                        draft(Optional.of(id), Map.of("name", "Renamed", ".secret", "new")), SANNE);
        SaveModel made = integration.save(draft(Optional.empty(), Map.of("name", "Two")), SANNE);

        assertThat(Stream.of(changed, made).flatMap(s -> s.problems().stream()))
                .hasSize(2)
                .allMatch(problem -> problem.message().contains("could not be stored"));
        assertThatThrownBy(() -> integration.delete(id, SANNE))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> integration.enable(id, false, SANNE))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(only(SANNE).name()).isEqualTo("Contoso");
        assertThat(login(id).secret().reveal()).isEqualTo("secret");
        assertThat(audit).hasSize(1);
    }

    private static Stream<Arguments> limits() {
        return Stream.of(
                Arguments.of("175; 176", Set.of(175L, 176L)),
                Arguments.of(new String[] {"175", "176"}, Set.of(175L, 176L)),
                Arguments.of(new long[] {175, 176}, Set.of(175L, 176L)),
                Arguments.of(List.of(175, "176"), Set.of(175L, 176L)),
                Arguments.of("175, Contoso", Set.of(175L)),
                Arguments.of("[175]", Set.of(-1L)),
                Arguments.of("", Set.of()));
    }

    /** A limit that cannot be read must not become none. */
    @ParameterizedTest
    @MethodSource("limits")
    void aLimitHoldsHoweverItsSourceWritesIt(Object written, Set<Long> companies) {
        stored.provision(shared(written));

        assertThat(live.find("fabrikam", "one").orElseThrow().companyIds()).isEqualTo(companies);
        assertThat(only(OTTO).values().get("company.ids")).doesNotContain("@");
    }

    @ParameterizedTest
    @CsvSource({
        "http://portal.example, ''",
        "ftp://portal.example/, ''",
        "https://portal.example, https://portal.example/"
    })
    void anAddressFromAFileIsHeldToWhatTheFormAsks(String written, String portal) {
        Map<String, Object> properties = new HashMap<>(shared(""));
        properties.put("portal.url", written);
        stored.provision(properties);

        assertThat(only(OTTO).values()).containsEntry("portal.url", portal);
    }

    /** What the operator made for another organisation, with the login that Sanne has. */
    private static Map<String, Object> shared(Object companies) {
        return Map.of(
                "id", "one",
                "organisation", "fabrikam",
                "name", "Fabrikam",
                "username", "API@contoso",
                ".secret", "secret",
                "company.ids", companies);
    }

    @Test
    void aPairThatIsChangedWithoutASecretOfItsOwnKeepsReferencesAsTheyAre() {
        Map<String, Object> referenced =
                Map.of(
                        "id", "one",
                        "name", "Referenced",
                        "username", "api@contoso",
                        ".secret.ref", "env:NOT_SET_ANYWHERE");
        stored.provision(referenced);

        SaveModel typed =
                integration.save(draft(Optional.of("one"), Map.of(".secret", "mine")), SANNE);

        assertThat(only(SANNE).helpId()).contains(Cause.SECRET_REFERENCE_UNRESOLVED.name());
        assertThat(typed.problems()).extracting(FieldProblem::field).containsExactly(".secret");
    }

    @Test
    void anotherUserOfAReferencedSecretIsTriedWithoutACopyOfTheSecret() {
        stored.provision(
                Map.of(
                        "id", "one",
                        "name", "Referenced",
                        "username", "old@contoso",
                        ".secret.ref", "env:PATH"));
        integration.save(
                draft(Optional.of("one"), Map.of("username", "new@contoso", ".secret", "")), SANNE);

        assertThat(login("one").username()).isEqualTo("old@contoso");
        assertThat(stored.get())
                .containsEntry("username", "new@contoso")
                .containsEntry(".secret.ref", "env:PATH")
                .doesNotContainKeys(".secret", ".candidate.secret");

        trials.tick();

        assertThat(login("one").username()).isEqualTo("new@contoso");
    }

    @Test
    void everyActLeavesOneEntryInTheAuditTrail() {
        String id = saved(SANNE, Map.of());
        integration.check(draft(Optional.of(id), Map.of()), SANNE);
        integration.run("test", id, SANNE);
        integration.save(
                draft(Optional.of(id), Map.of("name", "Renamed", ".secret", "other")), SANNE);
        integration.enable(id, false, SANNE);
        integration.enable(id, true, SANNE);
        integration.delete(id, SANNE);

        assertThat(audit)
                .containsExactly(
                        "sanne connection.added Contoso",
                        "sanne connection.tested Connected",
                        "sanne connection.tested Connected",
                        "sanne connection.changed Password, Name",
                        "sanne connection.disabled ",
                        "sanne connection.enabled ",
                        "sanne connection.deleted Renamed");
    }

    @Test
    void aTestNamesItsCauseAndItsHelp() {
        answer = Kind.NEEDS_ATTENTION;

        CheckModel check = integration.check(draft(Optional.empty(), Map.of()), SANNE);

        assertThat(check.level()).isEqualTo(Level.ERROR);
        assertThat(check.helpId()).contains(Cause.LOGIN_REFUSED.name());
        assertThat(check.text()).contains("likeliest first");
    }

    private String saved(WorkspaceUser actor, Map<String, String> values) {
        return integration.save(draft(Optional.empty(), values), actor).id().orElseThrow();
    }

    private static ConnectionDraft draft(Optional<String> id, Map<String, String> values) {
        Map<String, String> all =
                new HashMap<>(
                        Map.of("name", "Contoso", "username", "api@contoso", ".secret", "secret"));
        all.putAll(values);
        return new ConnectionDraft(id, all);
    }

    private ConnectionModel only(WorkspaceUser viewer) {
        List<ConnectionModel> connections = integration.connections(viewer);
        assertThat(connections).hasSize(1);
        return connections.get(0);
    }

    private Login login(String id) {
        return live.find("default", id).orElseThrow().login().orElseThrow();
    }

    private static ConnectionState state(Kind kind) {
        Instant now = Instant.now();
        return new ConnectionState(
                kind,
                kind == Kind.NEEDS_ATTENTION ? Optional.of(Cause.LOGIN_REFUSED) : Optional.empty(),
                Optional.empty(),
                now,
                kind == Kind.CONNECTED ? Optional.of(now) : Optional.empty());
    }

    private static WorkspaceUser administrator(String id, String organisation) {
        return new WorkspaceUser(
                id,
                id + "@contoso.example",
                "",
                id,
                Locale.ENGLISH,
                ZoneOffset.UTC,
                Set.of(),
                true,
                organisation);
    }
}
