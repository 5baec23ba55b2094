package io.metastep.optimizees;

/** Mean over a minibatch of -log softmax(z)[label], and its gradient (softmax(z) - onehot(label)) / batch. */
final class SoftmaxCrossEntropy {
    private final int batch;
    private final int classes;
    private final double[] probabilities; // [row][class]

    SoftmaxCrossEntropy(int batch, int classes) {
        this.batch = batch;
        this.classes = classes;
        probabilities = new double[batch * classes];
    }

    double loss(float[] z, byte[] labels) {
        double sum = 0;
        for (int row = 0; row < batch; row++) {
            sum += rowLoss(z, row * classes, labels[row]);
        }
        return sum / batch;
    }

    private double rowLoss(float[] z, int first, int label) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = first; i < first + classes; i++) {
            max = Math.max(max, z[i]);
        }
        double total = 0;
        for (int i = first; i < first + classes; i++) {
            probabilities[i] = Math.exp(z[i] - max);
            total += probabilities[i];
        }
        for (int i = first; i < first + classes; i++) {
            probabilities[i] /= total;
        }
        return Math.log(total) + max - z[first + label];
    }

    void gradients(byte[] labels, float[] gradients) {
        for (int row = 0; row < batch; row++) {
            for (int c = 0; c < classes; c++) {
                double target = c == labels[row] ? 1 : 0;
                gradients[row * classes + c] = (float) ((probabilities[row * classes + c] - target) / batch);
            }
        }
    }

    int hits(byte[] labels) {
        int hits = 0;
        for (int row = 0; row < batch; row++) {
            hits += mostProbable(row) == labels[row] ? 1 : 0;
        }
        return hits;
    }

    private int mostProbable(int row) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
            best = probabilities[row * classes + c] > probabilities[row * classes + best] ? c : best;
        }
        return best;
    }
}
