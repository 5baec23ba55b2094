package io.metastep.cli.optimizers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.metastep.cli.JsonText;
import io.metastep.optimizer.OptimizerFile;
import java.util.List;

/** Optimizers as JSON: the header of the file, and what else is known. */
final class OptimizerJson {

    private OptimizerJson() {}

    /** One optimizer. */
    static ObjectNode of(Found found) {
        OptimizerFile file = found.file();
        ObjectNode json = JsonText.object().put("reference", file.reference());
        found.places().forEach(json.putArray("places")::add);
        channels(json.putArray("channels"), found.channels());
        json.put("kind", new SpecWords(file.spec()).kind())
                .put("parameters", file.parameters().size())
                .put("stateFloatsPerCoordinate", file.spec().planes())
                .put("seen", new TrainingDetails(file.provenance()).seenBriefly())
                .put("checksum", file.checksum());
        arrays(json.putArray("arrays"), file);
        json.setAll(header(file));
        return json;
    }

    private static void arrays(ArrayNode json, OptimizerFile file) {
        ParameterArray.of(file.spec()).forEach(array -> array.shape()
                .forEach(json.addObject().put("name", array.name()).putArray("shape")::add));
    }

    static void channels(ArrayNode json, List<OptimizersTopic.Channel> channels) {
        channels.forEach(channel -> json.addObject()
                .put("channel", channel.name().key())
                .put("version", channel.version().key())
                .put("reason", channel.reason())
                .put("moved", channel.moved().toString()));
    }

    private static ObjectNode header(OptimizerFile file) {
        try {
            return (ObjectNode) JsonText.parse(file.header().toJson());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the header of " + file.reference() + " is not JSON", e);
        }
    }

    /** All of them, and what else a cluster's topic holds. */
    static ObjectNode of(List<Found> optimizers, List<OptimizersTopic.Channel> channels, List<String> unusable) {
        ObjectNode json = JsonText.object();
        ArrayNode list = json.putArray("optimizers");
        optimizers.forEach(found -> list.add(of(found)));
        channels(json.putArray("channels"), channels);
        unusable.forEach(json.putArray("unusable")::add);
        return json;
    }
}
