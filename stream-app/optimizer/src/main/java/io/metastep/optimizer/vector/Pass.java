package io.metastep.optimizer.vector;

/**
 * One pass of a kernel over the lanes of a tile. A kernel is a list of passes, each small and each a class of its own,
 * called from one place.
 *
 * <p>This shape is what keeps vectors out of the heap: the compiler inlines the passes into nothing larger, so it never
 * runs out of its budget in the middle of a vector expression. (Inlined into one method the same code allocated 1,200
 * bytes per coordinate and ran at a quarter of the speed.)
 */
interface Pass {

    /**
     * Runs over all lanes; arguments as in {@link io.metastep.optimizer.TileKernel#step}. Intermediate planes have the
     * tile's width too.
     */
    // Hot path: per unit and tile.
    void run(float[] state, int offset, int width, float[] gradient, float[] update);
}
