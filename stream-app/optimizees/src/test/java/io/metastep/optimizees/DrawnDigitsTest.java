package io.metastep.optimizees;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawnDigitsTest {
    private final LabelledImages digits = DrawnDigits.draw(400, 11);

    @Test
    void theSeedDecidesEveryPixel() {
        assertThat(checksum(DrawnDigits.draw(400, 11))).isEqualTo(checksum(digits));
        assertThat(checksum(DrawnDigits.draw(400, 12))).isNotEqualTo(checksum(digits));
    }

    @Test
    void haveTheFormatOfMnist() {
        assertThat(digits.rows()).isEqualTo(28);
        assertThat(digits.columns()).isEqualTo(28);
        assertThat(IntStream.range(0, 400).map(digits::label).distinct().count())
                .isEqualTo(10);
    }

    @Test
    void everyDigitHasInkInTheMiddleAndNoneInTheCorners() {
        for (int image = 0; image < digits.count(); image++) {
            assertThat(ink(image, 0, 28)).as("image %d", image).isBetween(4_000, 90_000);
            assertThat(digits.pixel(image, 0, 0)).isZero();
            assertThat(digits.pixel(image, 27, 27)).isZero();
        }
    }

    @Test
    void aPooledPixelIsTheMeanOfASquare() {
        LabelledImages half = digits.range(5, 9).pooled(2);
        assertThat(half.rows()).isEqualTo(14);
        assertThat(half.count()).isEqualTo(4);
        assertThat(half.label(3)).isEqualTo(digits.label(8));
        int sum = digits.pixel(8, 14, 12) + digits.pixel(8, 14, 13) + digits.pixel(8, 15, 12) + digits.pixel(8, 15, 13);
        assertThat(half.pixel(3, 7, 6)).isEqualTo(Math.round(sum / 4f));
    }

    private int ink(int image, int from, int to) {
        return IntStream.range(from, to)
                .map(row -> IntStream.range(0, 28)
                        .map(column -> digits.pixel(image, row, column))
                        .sum())
                .sum();
    }

    private static long checksum(LabelledImages images) {
        long sum = 0;
        for (int image = 0; image < images.count(); image++) {
            for (int pixel = 0; pixel < 784; pixel++) {
                sum = 31 * sum + images.pixel(image, pixel / 28, pixel % 28);
            }
        }
        return sum;
    }
}
