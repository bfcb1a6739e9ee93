package org.openworkspace.clock;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openworkspace.tile.ProblemModel;
import org.openworkspace.tile.TileModel;
import org.openworkspace.tile.TileProvider;
import org.openworkspace.tile.TileRequest;
import org.openworkspace.tile.TileType;
import org.openworkspace.tile.Watch;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The face of a clock. */
@Component
@TileType(id = "clock.face")
public final class ClockTile implements TileProvider {

    private final Clocks clocks;

    @Activate
    public ClockTile(@Reference Clocks clocks) {
        this.clocks = clocks;
    }

    @Override
    public TileModel tile(TileRequest request) {
        return request.connectionId()
                .flatMap(clocks::find)
                .map(ClockTile::face)
                .orElseGet(
                        () ->
                                TileModel.problem(
                                        new ProblemModel(
                                                "NO_CLOCK",
                                                "There is no clock here",
                                                "Ask an administrator to hang one up.",
                                                Optional.empty()),
                                        List.of()));
    }

    @Override
    public Watch watch(TileRequest request, Runnable changed) {
        return clocks.listen(changed)::run;
    }

    private static TileModel face(Map<String, String> clock) {
        ZonedDateTime now =
                ZonedDateTime.now(Clock.system(ZoneId.of(clock.getOrDefault("zone", "UTC"))));
        DateTimeFormatter hands =
                DateTimeFormatter.ofPattern(clock.getOrDefault("hours", "H") + ":mm");
        return TileModel.headline(
                now.toInstant(), clock.getOrDefault("name", "") + " " + hands.format(now));
    }
}
