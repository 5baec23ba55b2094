package io.metastep.cli.optimizers;

import io.metastep.optimizer.AdamSpec;
import io.metastep.optimizer.Feature;
import io.metastep.optimizer.LearnableSgdSpec;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerFile;
import io.metastep.optimizer.OptimizerParameters;
import io.metastep.optimizer.OptimizerSpec;
import io.metastep.optimizer.Output;
import io.metastep.optimizer.Provenance;
import io.metastep.schemas.ChannelRecords;
import io.metastep.schemas.OptimizerRef;
import io.metastep.schemas.OptimizerVersion;
import io.metastep.schemas.Wire;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Optimizers and records that tests share. */
final class Samples {

    static final LstmSpec LSTM = new LstmSpec(
            List.of(new Feature.LogAndSign(10), new Feature.Identity()),
            List.of(3, 2),
            new Output.BoundedNominal(0.1f, 0.2f));

    private static final Provenance PROVENANCE = new Provenance(
            "metastep 0.1.0",
            "metastep meta-train --seed 7",
            Instant.parse("2026-01-02T03:04:05.000000006Z"),
            7,
            "paper@1",
            Map.of(
                    "workload 10", "1 x quadratic, 2..3 steps, rescaling 0.0",
                    "workload 2", "4 x digits-mlp:activation=relu, 20..200 steps, rescaling 3.0",
                    "workload 1", "2 x digits-mlp, 20..200 steps, rescaling 3.0",
                    "validation 1", "digits-mlp at 200: 0.18",
                    "workload of mine", "a lot",
                    "unroll", "20"));

    private Samples() {}

    /** An LSTM with parameters none of which is special. */
    static OptimizerFile lstm(String family, int version) {
        return file(family, version, LSTM);
    }

    /** A hand-designed optimizer. */
    static OptimizerFile adam(String family, int version) {
        return file(family, version, new AdamSpec(0.01f, 0.9f, 0.999f, 1e-8f));
    }

    /** The smallest learned optimizer. */
    static OptimizerFile rate(String family, int version) {
        return file(family, version, new LearnableSgdSpec());
    }

    static OptimizerFile file(String family, int version, OptimizerSpec spec) {
        SplittableRandom random = new SplittableRandom(version);
        float[] values = new float[spec.parameterCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return new OptimizerFile(family, version, spec, OptimizerParameters.of(spec, values), PROVENANCE);
    }

    /** The record of a version. */
    static byte[] record(OptimizerFile file) {
        ByteBuffer content = ByteBuffer.wrap(file.write());
        return Wire.optimizerVersions().encode(new OptimizerVersion(file.family(), file.version(), content, null));
    }

    /** The record of a channel. */
    static byte[] record(String channel, int version) {
        var ref = (OptimizerRef.Channel) OptimizerRef.of(channel);
        return Wire.optimizerChannels()
                .encode(ChannelRecords.moved(
                        ref, null, version, new ChannelRecords.Move("learner", Instant.EPOCH, "better in a trial")));
    }
}
