package org.openworkspace.host.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openworkspace.host.internal.Plugins.Integration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** The forms of plugins, read from their metatype. */
@Component(service = Forms.class)
public final class Forms {

    private final MetaTypeService metaTypes;

    @Activate
    public Forms(@Reference MetaTypeService metaTypes) {
        this.metaTypes = metaTypes;
    }

    Map<String, Object> draw(Integration integration, String pid, String language) {
        ObjectClassDefinition form =
                metaTypes
                        .getMetaTypeInformation(integration.bundle())
                        .getObjectClassDefinition(pid, language);
        List<Map<String, Object>> fields =
                Stream.concat(
                                fields(form, ObjectClassDefinition.REQUIRED, true),
                                fields(form, ObjectClassDefinition.OPTIONAL, false))
                        .toList();
        return Map.of(
                "title",
                text(form.getName()),
                "description",
                text(form.getDescription()),
                "fields",
                fields);
    }

    private static Stream<Map<String, Object>> fields(
            ObjectClassDefinition form, int filter, boolean required) {
        return Optional.ofNullable(form.getAttributeDefinitions(filter)).stream()
                .flatMap(Arrays::stream)
                .map(attribute -> field(attribute, required));
    }

    private static Map<String, Object> field(AttributeDefinition attribute, boolean required) {
        Map<String, Object> field = new LinkedHashMap<>();
        field.put("id", attribute.getID());
        field.put("label", text(attribute.getName()));
        field.put("hint", text(attribute.getDescription()));
        field.put("type", type(attribute));
        field.put("required", required);
        field.put("options", options(attribute));
        Optional.ofNullable(attribute.getDefaultValue()).stream()
                .flatMap(Arrays::stream)
                .findFirst()
                .ifPresent(value -> field.put("default", value));
        return field;
    }

    private static String type(AttributeDefinition attribute) {
        if (!options(attribute).isEmpty()) {
            return "CHOICE";
        }
        return switch (attribute.getType()) {
            case AttributeDefinition.PASSWORD -> "PASSWORD";
            case AttributeDefinition.STRING -> attribute.getCardinality() == 0 ? "TEXT" : "LINES";
            case AttributeDefinition.BOOLEAN -> "BOOLEAN";
            case AttributeDefinition.INTEGER, AttributeDefinition.LONG -> "INTEGER";
            default -> "TEXT";
        };
    }

    private static List<Map<String, String>> options(AttributeDefinition attribute) {
        String[] values = attribute.getOptionValues();
        String[] labels = attribute.getOptionLabels();
        return values == null || labels == null
                ? List.of()
                : IntStream.range(0, values.length)
                        .mapToObj(i -> Map.of("value", values[i], "label", labels[i]))
                        .toList();
    }

    private static String text(String value) {
        return Optional.ofNullable(value).orElse("");
    }
}
