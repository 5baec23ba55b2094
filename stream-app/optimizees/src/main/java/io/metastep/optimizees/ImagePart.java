package io.metastep.optimizees;

import java.util.Locale;

/**
 * Which images of a set a task sees, so that optimizers are judged on images that none was learned on. MNIST's training images
 * are halved; of drawn digits there are as many as anybody wants, so each part is drawn from a seed of its own.
 */
public enum ImagePart {
    /** Everything to train on: MNIST's 60,000 training images, or the standard set of drawn digits. */
    ALL,
    /** What meta-training may see: MNIST's training images 0 to 29,999, or the standard set of drawn digits. */
    META_TRAINING,
    /** What optimizers are compared on: MNIST's training images 30,000 to 59,999, or 20,000 other drawn digits. */
    EVALUATION,
    /** Images that nothing is ever trained on: MNIST's 10,000 test images, or 10,000 other drawn digits. */
    TEST;

    /** As options have it: {@code meta-training}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ImagePart parse(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
