package org.openworkspace.host.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openworkspace.app.AppType;
import org.openworkspace.app.AppTypeModel;
import org.openworkspace.integration.IntegrationType;
import org.openworkspace.tile.TileProvider;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What plugins offer at this moment; they come and go while people work. Thread-safe. */
@Component(service = Plugins.class)
public final class Plugins {

    /** An integration, and the bundle that it comes from: its form is read from there. */
    record Integration(IntegrationType type, Bundle bundle) {}

    private record Tile(String id, TileProvider provider) {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<AppType> appTypes = List.of();

    private final List<Integration> integrations = new CopyOnWriteArrayList<>();
    private final List<Tile> tiles = new CopyOnWriteArrayList<>();

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeIntegration")
    void addIntegration(IntegrationType type, ServiceReference<IntegrationType> reference) {
        integrations.add(new Integration(type, reference.getBundle()));
    }

    void removeIntegration(IntegrationType type) {
        integrations.removeIf(integration -> integration.type() == type);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            unbind = "removeTile")
    void addTile(TileProvider provider, Map<String, Object> properties) {
        tiles.add(new Tile(String.valueOf(properties.get("tile.id")), provider));
    }

    void removeTile(TileProvider provider) {
        tiles.removeIf(tile -> tile.provider() == provider);
    }

    List<AppType> appTypes() {
        return appTypes;
    }

    /** The app type with this identifier, described in a language. */
    Optional<AppTypeModel> appType(String id, Locale locale) {
        return appTypes.stream()
                .map(type -> type.describe(locale))
                .filter(type -> type.id().equals(id))
                .findFirst();
    }

    List<Integration> integrations() {
        return List.copyOf(integrations);
    }

    Optional<Integration> integration(String id) {
        return integrations.stream().filter(i -> i.type().id().equals(id)).findFirst();
    }

    Optional<TileProvider> tile(String id) {
        return tiles.stream().filter(tile -> tile.id().equals(id)).findFirst().map(Tile::provider);
    }
}
