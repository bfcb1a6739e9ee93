package org.openworkspace.autotask.operations.internal;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openworkspace.app.AppUse;
import org.openworkspace.autotask.connection.KeptData;
import org.openworkspace.autotask.connection.KeptData.Kept;
import org.openworkspace.autotask.connection.KeptData.Kind;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Takes away what outlives the bundles, for good; without {@code --yes} it says what that would be.
 */
@Component(
        service = RemoveDataCommand.class,
        property = {
            Command.SCOPE,
            Command.FUNCTION + "remove-data",
            Command.DESCRIPTION + "Removes every connection and all that is kept, for good"
        })
public final class RemoveDataCommand implements Command {

    static final String YES = "--yes";
    static final String SETTINGS_TOO = "--with-settings";
    private static final Set<String> OPTIONS = Set.of(YES, SETTINGS_TOO);
    private static final Set<Kind> SETTINGS = Set.of(Kind.SETTINGS, Kind.KEY);

    private final KeptData data;
    private final History history;

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AppUse> appUses = List.of();

    @Activate
    public RemoveDataCommand(@Reference KeptData data, @Reference History history) {
        this.data = data;
        this.history = history;
    }

    @Override
    public String name() {
        return "remove-data";
    }

    @Override
    public String run(List<String> arguments) {
        List<String> others =
                arguments.stream().filter(argument -> !OPTIONS.contains(argument)).toList();
        exactly(0, others);
        boolean settingsToo = arguments.contains(SETTINGS_TOO);
        List<Kept> before = data.all();
        if (before.isEmpty()) {
            return Texts.of("remove-data.nothing");
        }
        if (!arguments.contains(YES)) {
            List<Kept> goes = before.stream().filter(kept -> goes(kept, settingsToo)).toList();
            return parts(
                    table("remove-data.goes", goes),
                    table("remove-data.stays", without(before, goes)),
                    apps(goes),
                    Terminal.paragraph(Texts.of("remove-data.yes")));
        }
        String apps = apps(before.stream().filter(kept -> goes(kept, settingsToo)).toList());
        data.remove(settingsToo);
        List<Kept> after = data.all();
        List<Kept> gone = without(before, after);
        gone.forEach(this::audit);
        return parts(
                table("remove-data.gone", gone),
                table("remove-data.left", after),
                apps,
                Terminal.paragraph(
                        Texts.of("remove-data.done", count(gone, Kind.CONNECTION))
                                .replace("{1}", Long.toString(after.size()))),
                gone.stream().anyMatch(kept -> kept.kind() == Kind.KEY)
                        ? Terminal.paragraph(Texts.of("remove-data.key"))
                        : "");
    }

    /** Whether something is going to be taken away. */
    private static boolean goes(Kept kept, boolean settingsToo) {
        return kept.removable() && (settingsToo || !SETTINGS.contains(kept.kind()));
    }

    private static List<Kept> without(List<Kept> all, List<Kept> others) {
        Set<String> places = others.stream().map(Kept::where).collect(Collectors.toSet());
        return all.stream().filter(kept -> !places.contains(kept.where())).toList();
    }

    private static long count(List<Kept> all, Kind kind) {
        return all.stream().filter(kept -> kept.kind() == kind).count();
    }

    private void audit(Kept gone) {
        gone.organisation()
                .ifPresent(
                        organisation ->
                                history.record(
                                        organisation,
                                        "connection.deleted",
                                        gone.connectionId().orElse(""),
                                        gone.name()));
    }

    private static String table(String title, List<Kept> all) {
        if (all.isEmpty()) {
            return "";
        }
        return Texts.of(title)
                + "\n"
                + Terminal.table(
                        List.of(
                                Texts.of("column.what"),
                                Texts.of("column.name"),
                                Texts.of("column.where")),
                        all.stream()
                                .map(
                                        kept ->
                                                List.of(
                                                        Texts.of("kept." + kept.kind()),
                                                        kept.name(),
                                                        kept.where()))
                                .toList());
    }

    /** The apps of the host that are left without their connection. */
    private String apps(List<Kept> goes) {
        return goes.stream()
                .filter(kept -> !using(kept).isEmpty())
                .map(
                        kept ->
                                Terminal.paragraph(
                                        Texts.of("remove-data.apps", kept.name())
                                                + " "
                                                + String.join(", ", using(kept))))
                .collect(Collectors.joining("\n"));
    }

    private List<String> using(Kept kept) {
        if (kept.connectionId().isEmpty() || kept.organisation().isEmpty()) {
            return List.of();
        }
        String organisation = kept.organisation().get();
        String id = kept.connectionId().get();
        return appUses.stream().flatMap(use -> use.using(organisation, id).stream()).toList();
    }

    private static String parts(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
    }
}
