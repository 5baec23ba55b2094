package io.metastep.cli.bench.soak;

/** What must not grow while an application runs; sizes in MB of a million bytes. */
enum Vital {
    HEAP("heap after collection", "MB", 24),
    RESIDENT("resident memory", "MB", 64),
    THREADS("threads", "", 2),
    OPEN_FILES("open files", "", 24),
    STATE_FOLDER("state folder", "MB", 96),
    CHANGELOGS("changelogs", "MB", 256);

    /** Of what a vital was, that may be added to it. */
    private static final double TOLERANCE = 0.1;

    private final String words;
    private final String unit;
    private final double slack;

    Vital(String words, String unit, double slack) {
        this.words = words;
        this.unit = unit;
        this.slack = slack;
    }

    String words() {
        return words;
    }

    String unit() {
        return unit;
    }

    /**
     * Whether it stayed the same.
     *
     * @param before in the middle third of the time
     * @param after in the last third
     */
    boolean isFlat(double before, double after) {
        return after - before <= Math.max(slack, TOLERANCE * before);
    }
}
