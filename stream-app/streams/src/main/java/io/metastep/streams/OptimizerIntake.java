package io.metastep.streams;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Puts what is on the optimizers topic into the global store, whatever it is: an exception here would stop everything. */
final class OptimizerIntake extends ContextualProcessor<byte[], byte[], Void, Void> {
    @Override
    public void process(Record<byte[], byte[]> published) {
        if (published.key() != null) {
            KeyValueStore<Bytes, byte[]> store = context().getStateStore(MetastepTopology.OPTIMIZERS);
            store.put(Bytes.wrap(published.key()), published.value());
        }
    }
}
