package io.metastep.cli.explain;

/**
 * How updates of an optimizer and of Adam go together, summed over coordinates and steps.
 *
 * @param product sum of their products
 * @param squares sum of the optimizer's squares
 * @param adamSquares sum of Adam's squares
 * @param same updates of the same sign
 * @param compared updates of which neither is zero
 */
record Agreement(double product, double squares, double adamSquares, long same, long compared) {
    static final Agreement NONE = new Agreement(0, 0, 0, 0, 0);

    static Agreement of(float[][] updates, float[][] adamUpdates) {
        Agreement all = NONE;
        for (int tensor = 0; tensor < updates.length; tensor++) {
            all = all.and(of(updates[tensor], adamUpdates[tensor]));
        }
        return all;
    }

    private static Agreement of(float[] updates, float[] adamUpdates) {
        double product = 0;
        double squares = 0;
        double adamSquares = 0;
        long same = 0;
        long compared = 0;
        for (int i = 0; i < updates.length; i++) {
            double both = (double) updates[i] * adamUpdates[i];
            product += both;
            squares += (double) updates[i] * updates[i];
            adamSquares += (double) adamUpdates[i] * adamUpdates[i];
            same += both > 0 ? 1 : 0;
            compared += both != 0 ? 1 : 0;
        }
        return new Agreement(product, squares, adamSquares, same, compared);
    }

    Agreement and(Agreement other) {
        return new Agreement(
                product + other.product,
                squares + other.squares,
                adamSquares + other.adamSquares,
                same + other.same,
                compared + other.compared);
    }

    /** Cosine of the angle between both; NaN if one of them does not move. */
    double cosine() {
        return product / Math.sqrt(squares * adamSquares);
    }

    /** Root mean square of the optimizer's updates in units of Adam's; NaN or infinite if Adam does not move. */
    double ratio() {
        return Math.sqrt(squares / adamSquares);
    }

    double sameSign() {
        return (double) same / compared;
    }
}
