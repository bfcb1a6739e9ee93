package org.openworkspace.autotask.operations.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openworkspace.autotask.connection.AutotaskLookup;
import org.openworkspace.autotask.connection.AutotaskLookup.Found;
import org.openworkspace.autotask.connection.AutotaskLookup.Person;
import org.openworkspace.autotask.connection.AutotaskLookup.PersonContact;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.ConnectionState;
import org.openworkspace.autotask.connection.ConnectionStates;
import org.openworkspace.autotask.connection.Login;
import org.openworkspace.user.AuditTrail;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Says what a person's tile shows, and why. That somebody looked is in the history; the address is
 * not, and no ticket is read, only counted.
 */
@Component(
        service = CheckUserCommand.class,
        property = {
            Command.SCOPE,
            Command.FUNCTION + "check-user",
            Command.DESCRIPTION + "Says what a person's tile shows, and why it would be empty"
        })
public final class CheckUserCommand implements Command {

    private final Administration administration;
    private final AutotaskLookup lookup;
    private final ConnectionStates states;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AuditTrail> auditTrails = List.of();

    @Activate
    public CheckUserCommand(
            @Reference Administration administration,
            @Reference AutotaskLookup lookup,
            @Reference ConnectionStates states) {
        this.administration = administration;
        this.lookup = lookup;
        this.states = states;
    }

    @Override
    public String name() {
        return "check-user";
    }

    @Override
    public String run(List<String> arguments) {
        exactly(2, arguments);
        Connection connection = administration.find(arguments.get(0));
        String address = arguments.get(1).strip();
        if (!address.matches("[^@\\s]+@[^@\\s]+")) {
            throw new IllegalArgumentException(Texts.of("check-user.address"));
        }
        Login login =
                connection
                        .login()
                        .filter(l -> connection.enabled())
                        .orElseThrow(() -> new IllegalStateException(said(states.of(connection))));
        auditTrails.forEach(
                trail ->
                        trail.record(
                                Administration.actor(connection.organisation()),
                                "user.checked",
                                connection.id(),
                                ""));
        Found<Person> found = lookup.person(login, address, connection.companyIds());
        return found.value()
                .map(CheckUserCommand::show)
                .orElseThrow(() -> new IllegalStateException(said(found.trouble().orElseThrow())));
    }

    private String said(ConnectionState state) {
        ConnectionStates.Explanation explanation = states.explain(state, Locale.getDefault());
        return Terminal.paragraph(
                explanation.label() + ". " + explanation.text() + " " + explanation.nextStep());
    }

    private static String show(Person person) {
        String finding =
                Terminal.paragraph(Texts.of("finding." + person.finding()))
                        + portalAdvice(person)
                                .map(advice -> "\n" + Terminal.paragraph(advice))
                                .orElse("");
        if (person.contacts().isEmpty()) {
            return finding;
        }
        return Terminal.table(
                        List.of(
                                Texts.of("column.contact"),
                                Texts.of("column.active"),
                                Texts.of("column.company"),
                                Texts.of("column.portal"),
                                Texts.of("column.level"),
                                Texts.of("column.tickets")),
                        person.contacts().stream().map(CheckUserCommand::row).toList())
                + "\n\n"
                + finding;
    }

    private static List<String> row(PersonContact contact) {
        List<String> row = new ArrayList<>();
        row.add(Long.toString(contact.id()));
        row.add(Texts.of(contact.active() ? "yes" : "no"));
        row.add(contact.company());
        row.add(Texts.of("portal." + contact.portal()));
        row.add(contact.portalLevel());
        row.add(Integer.toString(contact.tickets()));
        return row;
    }

    /** What keeps the person out of the client portal, though the tile has tickets. */
    private static Optional<String> portalAdvice(Person person) {
        return person.contacts().stream()
                .filter(PersonContact::counts)
                .map(contact -> "portal." + contact.portal() + ".advice")
                .filter(key -> key.contains("NONE") || key.contains("OFF"))
                .map(Texts::of)
                .findFirst();
    }
}
