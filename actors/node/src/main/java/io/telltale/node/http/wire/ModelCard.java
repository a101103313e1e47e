package io.telltale.node.http.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A model that can be asked. */
public record ModelCard(
        String id,
        String object,
        long created,
        @JsonProperty("owned_by") String ownedBy) {

    public ModelCard(String id, long created) {
        this(id, "model", created, "telltale");
    }

    /** All of them. */
    public record Listing(String object, List<ModelCard> data) {

        public Listing(List<ModelCard> data) {
            this("list", List.copyOf(data));
        }
    }
}
