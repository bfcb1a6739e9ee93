package org.openworkspace.autotask.operations.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.openworkspace.autotask.connection.Connection;
import org.openworkspace.autotask.connection.Connections;
import org.openworkspace.autotask.ticket.AutotaskUsage;
import org.openworkspace.autotask.ticket.AutotaskUsage.CustomerUsage;
import org.openworkspace.autotask.ticket.AutotaskUsage.Usage;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How much of the customer's hourly calls is used, as last read; asks Autotask nothing. */
@Component(
        service = HealthCheck.class,
        property = {
            HealthCheck.NAME + "=Autotask quota",
            HealthCheck.TAGS + "=autotask",
            HealthCheck.TAGS + "=quota"
        })
public final class QuotaCheck implements HealthCheck {

    /** From this share of the customer's calls on, refreshing slows down. */
    private static final double SLOWER = 0.5;

    private final Connections connections;
    private final AutotaskUsage usage;

    @Activate
    public QuotaCheck(@Reference Connections connections, @Reference AutotaskUsage usage) {
        this.connections = connections;
        this.usage = usage;
    }

    @Override
    public Result execute() {
        FormattingResultLog log = new FormattingResultLog();
        List<Connection> all =
                connections.all().stream()
                        .filter(Connection::enabled)
                        .sorted(Comparator.comparing(Connection::name))
                        .toList();
        if (all.isEmpty()) {
            log.info("{}", Texts.of("list.none"));
        }
        for (Connection connection : all) {
            usage.of(connection).ifPresent(used -> add(log, connection, used));
        }
        return new Result(log);
    }

    private static void add(FormattingResultLog log, Connection connection, Usage used) {
        Optional<CustomerUsage> customer = used.customer();
        String line =
                Texts.of(customer.isPresent() ? "quota.all" : "quota.ours")
                        .replace("{name}", connection.name())
                        .replace("{spent}", Integer.toString(used.calls()))
                        .replace("{share}", Integer.toString(used.share()))
                        .replace("{used}", customer.map(c -> "" + c.calls()).orElse(""))
                        .replace("{limit}", customer.map(c -> "" + c.limit()).orElse(""));
        if (used.calls() >= used.share()) {
            log.temporarilyUnavailable("{}", line);
        } else if (customer.filter(c -> c.calls() >= SLOWER * c.limit()).isPresent()) {
            log.warn("{}", line);
        } else {
            log.info("{}", line);
        }
    }
}
