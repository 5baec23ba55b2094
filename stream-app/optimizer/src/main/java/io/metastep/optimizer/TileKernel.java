package io.metastep.optimizer;

/**
 * One step of an optimizer over all coordinates of one tile.
 *
 * <p>A kernel knows nothing of sleeping coordinates or of blocks: {@link TiledOptimizer} decides those. It owns scratch
 * memory, so it is confined to one thread.
 */
public interface TileKernel {

    /**
     * Steps every lane: reads and replaces its state, writes its update.
     *
     * @param state planes of the tile; plane p of lane i is {@code state[offset + p * width + i]}
     * @param offset start of the tile
     * @param width lanes of the tile, a multiple of 16 up to {@link BlockState#TILE}
     * @param gradient loss gradient, shape [width]
     * @param update what is to be added to the parameters, shape [width]
     */
    void step(float[] state, int offset, int width, float[] gradient, float[] update);

    /** A kernel with the same meta-parameters and scratch memory of its own, for another thread. */
    TileKernel fork();
}
