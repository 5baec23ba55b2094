package io.metastep.streams.core;

import java.util.List;
import java.util.stream.IntStream;

/** Makes the lanes of a partition's replays. */
final class ReplayLanes {
    private final CoreSettings settings;
    private final int partition;
    private final int partitions;
    private final OptimizerCatalogue catalogue;
    private final Routing routing;
    private final Counters counters;
    private final Cursor cursor;
    private final int threads;

    ReplayLanes(
            CoreSettings settings,
            int partition,
            int partitions,
            OptimizerCatalogue catalogue,
            Routing routing,
            Counters counters,
            Cursor cursor,
            int threads) {
        this.cursor = cursor;
        this.settings = settings;
        this.partition = partition;
        this.partitions = partitions;
        this.catalogue = catalogue;
        this.routing = routing;
        this.counters = counters;
        this.threads = threads;
    }

    /** As many lanes as there are threads; whoever asks for them closes them. */
    List<ReplayLane> start() {
        return IntStream.rangeClosed(1, threads).mapToObj(this::lane).toList();
    }

    private ReplayLane lane(int number) {
        OptimizerCatalogue own = new LaneCatalogue(catalogue);
        SegmentRecorder recorder = new SegmentRecorder(settings.trajectories(), routing, settings.unrollLength());
        Comparer comparer = new Comparer();
        BlockMachine machine = new BlockMachine(settings, own, recorder, comparer, cursor);
        GradientReader reader = new GradientReader(partition, partitions);
        return new ReplayLane(
                "replay-%d-%d".formatted(partition, number),
                own,
                new ReplayLane.Stepper(machine, reader, recorder, comparer, counters));
    }
}
