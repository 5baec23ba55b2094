package io.metastep.ops.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CurveTest {
    private final Curve curve = new Curve();

    @Test
    void neverGetsLongerThanItMayAndKeepsItsShape() {
        for (int i = 0; i < 100_000; i++) {
            curve.add(i, 2.0 * i, i);
        }
        List<double[]> points = curve.since(-1);
        assertThat(points).hasSizeBetween(Curve.MOST / 2, Curve.MOST);
        assertThat(points.get(0)).containsExactly(0, 0);
        assertThat(points).allSatisfy(point -> assertThat(point[1]).isEqualTo(2 * point[0]));
        double step = points.get(1)[0];
        assertThat(points.get(points.size() - 1)[0]).isBetween(100_000 - 2 * step, 100_000.0);
    }

    @Test
    void tellsWhatCameAfterAVersion() {
        curve.add(1, 10, 5);
        curve.add(2, 20, 6);
        assertThat(curve.since(5)).containsExactly(new double[] {2, 20});
    }
}
