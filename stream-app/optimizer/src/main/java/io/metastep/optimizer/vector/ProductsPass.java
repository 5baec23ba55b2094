package io.metastep.optimizer.vector;

/** {@link Products} of one group of four rows. */
final class ProductsPass implements Pass {

    private final float[] packed;
    private final int group;
    private final float[] in;
    private final int columns;
    private final float[] out;

    /**
     * @param packed weights of all groups
     * @param group which group
     * @param in planes, one per column
     * @param columns how many
     * @param out receives four planes
     */
    ProductsPass(float[] packed, int group, float[] in, int columns, float[] out) {
        this.packed = packed;
        this.group = group * Products.packedLength(columns);
        this.in = in;
        this.columns = columns;
        this.out = out;
    }

    @Override
    public void run(float[] state, int offset, int width, float[] gradient, float[] update) {
        Products.multiply(packed, group, in, 0, columns, width, out, 0);
    }
}
