package io.metastep.integration.faults;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real producer some of whose commits fail as planned. */
final class FailingProducer extends KafkaProducer<byte[], byte[]> {
    private final FailurePlan plan;
    private boolean isUnsure;

    FailingProducer(Map<String, Object> config, FailurePlan plan) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.plan = plan;
    }

    @Override
    public void commitTransaction() {
        if (isUnsure) {
            isUnsure = false; // Asked again, the broker says that it is committed.
            return;
        }
        FailurePlan.Failure failure = plan.next();
        if (failure == null) {
            super.commitTransaction();
            return;
        }
        switch (failure) {
            case TIMEOUT -> throw new TimeoutException("Injected: the commit was not answered");
            case TIMEOUT_AFTER_COMMIT -> {
                super.commitTransaction();
                isUnsure = true;
                throw new TimeoutException("Injected: the commit's answer was lost");
            }
            case FENCED -> throw new ProducerFencedException("Injected: fenced at the commit");
            case UNEXPECTED -> throw new KafkaException("Injected: the commit failed");
        }
    }

    /** As a producer does whose commit timed out. */
    @Override
    public void abortTransaction() {
        if (isUnsure) {
            throw new IllegalStateException("Cannot attempt operation `abortTransaction` because the previous call to "
                    + "`commitTransaction` timed out and must be retried");
        }
        super.abortTransaction();
    }
}
