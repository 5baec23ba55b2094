package io.metastep.metalearner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RateSearchTest {
    private static final double INFINITE = Double.POSITIVE_INFINITY;

    private final Set<Integer> tried = new TreeSet<>();

    @Test
    void indicesAreQuartersOfADecade() {
        assertThat(RateSearch.rate(0)).isEqualTo(1);
        assertThat(RateSearch.rate(4)).isEqualTo(10);
        assertThat(RateSearch.rate(-12)).isCloseTo(0.001f, within(1e-9f));
    }

    @Test
    void theBottomOfAValleyWinsAndTwoRatesOnEachSideWereTried() {
        assertThat(search(index -> 1 + Math.abs(index + 9)).best()).isEqualTo(-9);
        assertThat(tried).contains(-11, -10, -8, -7);
    }

    @Test
    void lossesMayBeNegative() {
        assertThat(search(index -> -40 + Math.abs(index + 9)).best()).isEqualTo(-9);
        assertThat(search(index -> Math.abs(index - 3) - 1.0).best()).isEqualTo(3);
        assertThat(search(index -> -2 + 1e-3 * RateSearch.rate(index)).best()).isBetween(-4, 2);
    }

    @Test
    void aPlateauDoesNotHideTheValleyBehindIt() {
        assertThat(search(index -> index < -2 ? 2 : 1 + 0.1 * Math.abs(index - 1))
                        .best())
                .isEqualTo(1);
    }

    @Test
    void aValleyNarrowerThanADecadeIsFoundByLookingAtMoreRates() {
        IntToDoubleFunction narrow = index -> Math.abs(index - 2) < 2 ? 1 : 2;
        assertThat(new RateSearch(narrow).best()).isEqualTo(RateSearch.HIGHEST);
        assertThat(new RateSearch(narrow, 2).best()).isEqualTo(3);
    }

    @Test
    void oneBadRateBesideTheBestIsSteppedOver() {
        assertThat(search(index -> index == 2 ? 5 : 1 + 0.1 * Math.abs(index - 3))
                        .bestNear(1))
                .isEqualTo(3);
    }

    @Test
    void whereLowerRatesAreBetterByAHairTheyDoNotWin() {
        // Two steps that do harm: the loss falls towards that of no step at all as the rate goes to zero.
        assertThat(search(index -> 2 + 1e-3 * RateSearch.rate(index)).best()).isBetween(-4, 2);
        assertThat(tried.iterator().next()).isGreaterThanOrEqualTo(-12);
    }

    @Test
    void smallLossesDoNotAddUpOnTheWayToLargerRates() {
        IntToDoubleFunction slope = index -> 1 + 0.0004 * index;
        int best = search(slope).bestNear(0);
        assertThat(slope.applyAsDouble(best)).isLessThan(1.001 * slope.applyAsDouble(0));
    }

    @Test
    void divergenceLeadsToLowerRatesUntilItEnds() {
        assertThat(search(index -> index > -18 ? INFINITE : 1.0 - index).best()).isEqualTo(-18);
        assertThat(search(index -> INFINITE).best()).isEqualTo(-12);
    }

    @Test
    void aWinnerAtTheEdgeIsKnownAsSuch() {
        assertThat(search(index -> 100 - index).best()).isEqualTo(RateSearch.HIGHEST);
        assertThat(search(index -> 100 + index).best()).isEqualTo(RateSearch.LOWEST);
        assertThat(RateSearch.isEdge(RateSearch.HIGHEST)).isTrue();
        assertThat(RateSearch.isEdge(RateSearch.LOWEST)).isTrue();
        assertThat(RateSearch.isEdge(0)).isFalse();
    }

    private RateSearch search(IntToDoubleFunction losses) {
        return new RateSearch(index -> {
            tried.add(index);
            return losses.applyAsDouble(index);
        });
    }
}
