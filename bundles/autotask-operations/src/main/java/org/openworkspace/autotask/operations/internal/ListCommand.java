package org.openworkspace.autotask.operations.internal;

import java.util.List;
import org.openworkspace.autotask.operations.internal.Administration.Listed;
import org.openworkspace.integration.ConnectionModel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the connections with their states, and what to do about those that need it. */
@Component(
        service = ListCommand.class,
        property = {
            Command.SCOPE,
            Command.FUNCTION + "list",
            Command.DESCRIPTION + "Lists Autotask connections and their states"
        })
public final class ListCommand implements Command {

    private final Administration administration;

    @Activate
    public ListCommand(@Reference Administration administration) {
        this.administration = administration;
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public String run(List<String> arguments) {
        exactly(0, arguments);
        List<Listed> all = administration.all();
        if (all.isEmpty()) {
            return Texts.of("list.none");
        }
        ConnectionTable table = ConnectionTable.of(all);
        StringBuilder details = new StringBuilder();
        for (Listed listed : all) {
            ConnectionModel connection = listed.connection();
            if (!connection.detail().isEmpty()) {
                details.append("\n\n")
                        .append(Terminal.paragraph(connection.name() + ": " + connection.detail()));
            }
        }
        return Terminal.table(table.columns(), table.rows()) + details;
    }
}
