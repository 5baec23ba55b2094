package io.metastep.cli.explain;

import io.metastep.optimizees.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What happened in a job: some coordinates in full, of all others how the optimizer's updates and Adam's, at rate 1, go together. */
final class JobRecord {
    private static final int CANDIDATES = 400;
    private static final long SEED = 1606;
    private static final List<Double> QUANTILES = List.of(0.95, 0.5, 0.1); // of the sizes of gradients

    private final List<Track> tracks;
    private final List<Agreement> agreements = new ArrayList<>(); // per step
    private double firstLoss;
    private double lastLoss;

    JobRecord(List<Tensor> tensors, int steps) {
        tracks = candidates(tensors).map(place -> new Track(place, steps)).toList();
    }

    /**
     * A coordinate of the job.
     *
     * @param name of the tensor
     */
    record Place(int tensor, int coordinate, String name) {
        @Override
        public String toString() {
            return name + " [" + coordinate + "]";
        }
    }

    private static Stream<Place> candidates(List<Tensor> tensors) {
        int all = tensors.stream().mapToInt(Tensor::size).sum();
        IntStream indices = all <= CANDIDATES
                ? IntStream.range(0, all)
                : new SplittableRandom(SEED).ints(0, all).distinct().limit(CANDIDATES);
        return indices.mapToObj(index -> place(tensors, index));
    }

    /** The coordinate at an index over all tensors, one after the other. */
    private static Place place(List<Tensor> tensors, int index) {
        int left = index;
        int tensor = 0;
        while (left >= tensors.get(tensor).size()) {
            left -= tensors.get(tensor++).size();
        }
        return new Place(tensor, left, tensors.get(tensor).name());
    }

    void begin(double loss) {
        firstLoss = loss;
    }

    void end(double loss) {
        lastLoss = loss;
    }

    void step(float[][] gradients, float[][] updates, float[][] adamUpdates) {
        tracks.forEach(track -> track.step(gradients, updates, adamUpdates));
        agreements.add(Agreement.of(updates, adamUpdates));
    }

    double firstLoss() {
        return firstLoss;
    }

    double lastLoss() {
        return lastLoss;
    }

    int steps() {
        return agreements.size();
    }

    /** How both go together from one step to before another. */
    Agreement agreement(int from, int to) {
        return agreements.subList(from, to).stream().reduce(Agreement.NONE, Agreement::and);
    }

    /** Coordinates with large, usual and small gradients, of those that moved. */
    List<Track> chosen() {
        List<Track> awake = tracks.stream()
                .filter(track -> track.gradientSize() > 0)
                .sorted(Comparator.comparingDouble(Track::gradientSize))
                .toList();
        return QUANTILES.stream()
                .filter(quantile -> !awake.isEmpty())
                .map(quantile -> awake.get((int) (quantile * (awake.size() - 1))))
                .distinct()
                .toList();
    }
}
