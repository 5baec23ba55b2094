package io.metastep.metalearner.online.trial;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A trial as bytes, for the learner's state. */
public final class TrialFormat {
    private static final byte FORMAT = 1;

    private TrialFormat() {}

    public static byte[] write(Trial trial) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeInt(trial.candidate);
            out.writeInt(trial.against);
            out.writeLong(trial.begun);
            out.writeLong(trial.now);
            out.writeLong(trial.canaries);
            out.writeLong(trial.others);
            out.writeLong(trial.leftOut);
            out.writeInt(trial.strata.size());
            for (int i = 0; i < trial.strata.size(); i++) {
                out.writeUTF(trial.workloads.get(i));
                trial.strata.get(i).write(out);
            }
            out.writeInt(trial.participants.size());
            for (Map.Entry<Long, Participant> entry : trial.participants.entrySet()) {
                out.writeLong(entry.getKey());
                entry.getValue().write(out);
            }
            out.writeInt(trial.done.size());
            for (long job : trial.done) {
                out.writeLong(job);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e); // There is no input or output.
        }
        return bytes.toByteArray();
    }

    /**
     * The trial that goes on.
     *
     * @throws IllegalArgumentException if the bytes are none, or of another version of the program
     */
    public static Trial read(byte[] bytes, TrialSettings settings, double floor) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalArgumentException("a trial of format " + format + ", expected " + FORMAT);
            }
            var trial = new Trial(settings, floor, in.readInt(), in.readInt(), in.readLong());
            trial.now = in.readLong();
            trial.canaries = in.readLong();
            trial.others = in.readLong();
            trial.leftOut = in.readLong();
            readStrata(in, trial);
            int participants = in.readInt();
            for (int i = 0; i < participants; i++) {
                trial.participants.put(in.readLong(), Participant.read(in));
            }
            int done = in.readInt();
            for (int i = 0; i < done; i++) {
                trial.done.add(in.readLong());
            }
            return trial;
        } catch (IOException e) {
            throw new IllegalArgumentException("a trial whose bytes are damaged: " + e.getMessage(), e);
        }
    }

    private static void readStrata(DataInputStream in, Trial trial) throws IOException {
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            trial.workloads.add(in.readUTF());
            trial.strata.add(Stratum.read(in));
        }
    }
}
