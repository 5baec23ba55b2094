package io.metastep.optimizer.vector;

import io.metastep.optimizer.RecordedUnroll;

/** Lanes that are asleep at a step: they contribute nothing and what flows back passes them by. */
final class Sleepers {

    /** Zeros them in {@code count} planes. */
    static void clear(RecordedUnroll unroll, int step, float[] planes, int from, int count) {
        int width = unroll.width();
        if (unroll.active(step) == width) {
            return;
        }
        boolean[] awake = unroll.awake(step);
        for (int lane = 0; lane < width; lane++) {
            if (!awake[lane]) {
                clearLane(planes, from + lane, width, count);
            }
        }
    }

    private static void clearLane(float[] planes, int lane, int width, int count) {
        for (int i = 0; i < count; i++) {
            planes[lane + i * width] = 0f;
        }
    }

    /** Copies planes that {@link #restore} will look at. */
    static void save(RecordedUnroll unroll, int step, float[] planes, int count, float[] saved) {
        if (unroll.active(step) != unroll.width()) {
            System.arraycopy(planes, 0, saved, 0, count * unroll.width());
        }
    }

    /** Gives them back what they had when saved. */
    static void restore(RecordedUnroll unroll, int step, float[] saved, float[] planes, int count) {
        int width = unroll.width();
        if (unroll.active(step) == width) {
            return;
        }
        boolean[] awake = unroll.awake(step);
        for (int lane = 0; lane < width; lane++) {
            if (!awake[lane]) {
                restoreLane(saved, planes, lane, width, count);
            }
        }
    }

    private static void restoreLane(float[] saved, float[] planes, int lane, int width, int count) {
        for (int i = 0; i < count; i++) {
            planes[lane + i * width] = saved[lane + i * width];
        }
    }

    private Sleepers() {}
}
