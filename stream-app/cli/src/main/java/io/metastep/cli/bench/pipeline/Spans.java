package io.metastep.cli.bench.pipeline;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Stretches of time, which may overlap; milliseconds. */
record Spans(List<Span> all) {

    static final Spans NONE = new Spans(List.of());

    /** One of them. */
    record Span(long begin, long end) {}

    Spans {
        all = List.copyOf(all);
    }

    /** These and one more. */
    Spans with(long begin, long end) {
        return new Spans(Stream.concat(all.stream(), Stream.of(new Span(begin, end)))
                .sorted(Comparator.comparingLong(Span::begin))
                .toList());
    }

    /** How much of the time between the two is in at least one of them. */
    long covered(long begin, long end) {
        long covered = 0;
        long reached = begin;
        for (Span span : all) {
            long from = Math.max(reached, span.begin());
            long until = Math.min(end, span.end());
            covered += Math.max(0, until - from);
            reached = Math.max(reached, until);
        }
        return covered;
    }
}
