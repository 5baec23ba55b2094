package io.metastep.client;

import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.LossReport;
import io.metastep.schemas.Wire;
import io.metastep.schemas.WireException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what is sent; acknowledges at once unless told to hold back or to fail. */
final class FakeOutbox implements Outbox {
    record Sent(int partition, String key, GradientBlock gradient, Done done, Bytes bytes) {}

    /** Bytes that compare by content. */
    record Bytes(String hex) {
        static Bytes of(byte[] bytes) {
            return new Bytes(java.util.HexFormat.of().formatHex(bytes));
        }
    }

    final List<Sent> sent = new ArrayList<>();
    final List<LossReport> reports = new ArrayList<>();
    final List<Integer> reportPartitions = new ArrayList<>();
    boolean holdsBack;

    @Nullable
    Exception failure;

    @Override
    public void send(int partition, byte[] key, byte[] value, Done done) {
        sent.add(new Sent(
                partition,
                new String(key, StandardCharsets.UTF_8),
                decode(Wire.gradients(), value),
                done,
                Bytes.of(value)));
        if (!holdsBack) {
            done.with(failure);
        }
    }

    @Override
    public void report(int partition, byte[] key, byte[] value) {
        reports.add(decode(Wire.losses(), value));
        reportPartitions.add(partition);
    }

    List<Sent> take() {
        List<Sent> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    private static <T extends org.apache.avro.specific.SpecificRecordBase> T decode(Wire<T> wire, byte[] bytes) {
        try {
            return wire.decode(bytes);
        } catch (WireException e) {
            throw new AssertionError(e);
        }
    }
}
