package org.openworkspace.autotask.simulator.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openworkspace.autotask.simulator.internal.Entity.Operation;

/** Writes rows as Autotask does: every field, empty ones as null or as an empty text. */
final class Rendering {

    private Rendering() {}

    /** Writes something into an object. */
    @FunctionalInterface
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    static Response json(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
            json.writeStartObject();
            writing.to(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Response(200, "application/json; charset=utf-8", bytes.toByteArray(), Map.of());
    }

    /** Writes one row; only some fields where a query names them. */
    static void row(JsonGenerator json, Entity entity, Row row, Optional<Set<Field>> included)
            throws IOException {
        json.writeStartObject();
        for (Field field : entity.fields()) {
            if (included.isEmpty() || included.get().contains(field) || field.index() == 0) {
                json.writeFieldName(field.name());
                value(json, field, row.value(field));
            }
        }
        if (entity.extensible()) {
            json.writeArrayFieldStart("userDefinedFields");
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    static void information(JsonGenerator json, Entity entity) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", entity.name());
        ability(json, "Create", entity.allows(Operation.CREATE));
        ability(json, "Delete", entity.allows(Operation.DELETE));
        ability(json, "Query", true);
        ability(json, "Update", entity.allows(Operation.UPDATE));
        json.writeBooleanField("hasUserDefinedFields", entity.extensible());
        json.writeBooleanField("supportsWebhookCallouts", false);
        json.writeEndObject();
    }

    private static void ability(JsonGenerator json, String call, boolean allowed)
            throws IOException {
        json.writeBooleanField("can" + call, allowed);
        json.writeStringField("userAccessFor" + call, allowed ? "All" : "None");
    }

    static void fields(JsonGenerator json, Entity entity) throws IOException {
        json.writeArrayFieldStart("fields");
        for (Field field : entity.fields()) {
            List<Picklists.Value> values = Picklists.of(entity, field);
            json.writeStartObject();
            json.writeStringField("name", field.name());
            json.writeStringField("dataType", field.type());
            json.writeNumberField("length", field.length());
            json.writeBooleanField("isRequired", field.is("req"));
            json.writeBooleanField("isReadOnly", field.is("ro"));
            json.writeBooleanField("isQueryable", !field.is("noquery"));
            boolean pick = field.reference().equals("pick");
            json.writeBooleanField("isReference", !pick && !field.reference().isEmpty());
            json.writeStringField("referenceEntityType", pick ? "" : field.reference());
            json.writeBooleanField("isPickList", pick || !values.isEmpty());
            json.writeFieldName("picklistValues");
            if (pick || !values.isEmpty()) {
                json.writeStartArray();
                for (Picklists.Value value : values) {
                    json.writeStartObject();
                    json.writeStringField("value", Integer.toString(value.value()));
                    json.writeStringField("label", value.label());
                    json.writeBooleanField("isDefaultValue", value.sortOrder() == 1);
                    json.writeNumberField("sortOrder", value.sortOrder());
                    json.writeStringField("parentValue", "");
                    json.writeBooleanField("isActive", true);
                    json.writeBooleanField("isSystem", value.system());
                    json.writeEndObject();
                }
                json.writeEndArray();
            } else {
                json.writeNull();
            }
            json.writeStringField("picklistParentValueField", "");
            json.writeBooleanField("isSupportedWebhookField", false);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void value(JsonGenerator json, Field field, Optional<Object> value)
            throws IOException {
        if (value.isEmpty()) {
            if (field.type().equals("string")) {
                json.writeString("");
            } else {
                json.writeNull();
            }
        } else if (field.type().equals("datetime")) {
            json.writeString(Times.written(((Number) value.get()).longValue()));
        } else {
            json.writePOJO(value.get());
        }
    }
}
