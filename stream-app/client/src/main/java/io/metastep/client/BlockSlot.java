package io.metastep.client;

import io.metastep.schemas.BlockKey;
import java.util.ArrayList;
import java.util.List;

/** One block of a job: which coordinates of which tensor, and under which key and partition. */
record BlockSlot(int ordinal, int tensor, BlockKey key, int offset, int length, int partition) {
    /** Where a block goes: {@link io.metastep.schemas.JobPartitions#of}. */
    interface Placement {
        int of(String tensor, int block);
    }

    /** Cuts the job's tensors, in order, into blocks of the spec's size; the last of each tensor may be shorter. */
    static List<BlockSlot> cut(JobSpec spec, Placement placement) {
        List<BlockSlot> slots = new ArrayList<>();
        for (int t = 0; t < spec.tensors().size(); t++) {
            cut(spec, t, placement, slots);
        }
        return List.copyOf(slots);
    }

    private static void cut(JobSpec spec, int t, Placement placement, List<BlockSlot> slots) {
        String tensor = spec.tensors().get(t).name();
        long coordinates = spec.tensors().get(t).coordinates();
        for (long offset = 0; offset < coordinates; offset += spec.blockSize()) {
            int block = (int) (offset / spec.blockSize());
            int length = (int) Math.min(spec.blockSize(), coordinates - offset);
            slots.add(new BlockSlot(
                    slots.size(),
                    t,
                    new BlockKey(spec.jobId(), tensor, block),
                    (int) offset,
                    length,
                    placement.of(tensor, block)));
        }
    }
}
