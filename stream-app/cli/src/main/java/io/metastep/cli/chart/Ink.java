package io.metastep.cli.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * What a series is drawn with. Within each look colours differ in brightness too, and so do dashes and marks, so that a grey
 * copy can still be read.
 *
 * @param stroke dash and width of the line
 */
record Ink(Color color, BasicStroke stroke, Marker marker) {

    private static final float STRONG = 2.4f;
    private static final float THIN = 1.3f;
    private static final BasicStroke NO_LINE = new BasicStroke(0f);

    private static final List<Ink> SUBJECTS = List.of(
            new Ink(new Color(0x0B3D91), solid(), SeriesMarkers.NONE),
            new Ink(new Color(0xC2410C), dashed(STRONG, 9, 3), SeriesMarkers.NONE),
            new Ink(new Color(0x0F766E), dashed(STRONG, 9, 3, 2, 3), SeriesMarkers.NONE),
            new Ink(new Color(0x7E22CE), dashed(STRONG, 3, 2), SeriesMarkers.NONE),
            new Ink(new Color(0xBE185D), dashed(STRONG, 12, 3, 3, 3, 3, 3), SeriesMarkers.NONE));

    private static final List<Ink> RIVALS = List.of(
            new Ink(new Color(0x3F3F46), dashed(THIN, 5, 3), SeriesMarkers.CIRCLE),
            new Ink(new Color(0xA16207), dashed(THIN, 1, 3), SeriesMarkers.SQUARE),
            new Ink(new Color(0x71717A), dashed(THIN, 8, 3, 1, 3), SeriesMarkers.TRIANGLE_UP),
            new Ink(new Color(0xBE185D), dashed(THIN, 3, 3), SeriesMarkers.DIAMOND),
            new Ink(new Color(0x4D7C0F), dashed(THIN, 6, 2), SeriesMarkers.TRIANGLE_DOWN));

    private static final List<Ink> COMPANIONS = RIVALS.stream()
            .map(ink -> new Ink(ink.color(), ink.stroke(), SeriesMarkers.NONE))
            .toList();

    private static final List<Ink> REFERENCES = List.of(
            new Ink(new Color(0x000000), NO_LINE, SeriesMarkers.CROSS),
            new Ink(new Color(0x525252), NO_LINE, SeriesMarkers.PLUS),
            new Ink(new Color(0x000000), NO_LINE, SeriesMarkers.DIAMOND));

    /** The ink of the nth series of a look; they repeat if there are many. */
    static Ink of(Series.Look look, int number) {
        List<Ink> inks =
                switch (look) {
                    case SUBJECT -> SUBJECTS;
                    case RIVAL -> RIVALS;
                    case COMPANION -> COMPANIONS;
                    case REFERENCE -> REFERENCES;
                };
        return inks.get(number % inks.size());
    }

    /** Its colour for a confidence band. */
    Color pale() {
        int opacity = stroke.getLineWidth() >= STRONG ? 48 : 28;
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), opacity);
    }

    private static BasicStroke solid() {
        return new BasicStroke(STRONG, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    private static BasicStroke dashed(float width, float... dashes) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
    }
}
