package io.metastep.cli.explain;

import java.util.List;

/**
 * Gradients that are noise around zero: there is nowhere to go.
 *
 * @param usual their standard deviation
 */
record NoiseSignal(double usual) implements Signal {
    @Override
    public Figure figure(Twins twins) {
        Noise noise = new Noise(usual);
        float[][] subject = twins.subject().updates(noise.gradients());
        float[][] adam = twins.adam().updates(noise.gradients());
        return new Figure(
                "response-noise",
                Signal.chart(twins, Response.of(subject, 0), Response.of(adam, 0)),
                Say.text(
                        "Noise: gradients drawn from N(0, %s^2), one coordinate of 256. %s",
                        Say.number(usual), twins.ratesOrigin()),
                twins.moves()
                        ? words(twins, noise, subject, adam)
                        : List.of(twins.name() + " does not move on noise."));
    }

    private static List<String> words(Twins twins, Noise noise, float[][] subject, float[][] adam) {
        return List.of(
                Say.text(
                        "Once settled, updates of both have a root mean square of %s. Their correlation with the gradient that they answer is"
                                + " %.2f (Adam: %.2f), and with the update before %.2f (Adam: %.2f): %s is the smoother of the two.",
                        Say.number(Noise.rms(subject)),
                        noise.correlationWithGradient(subject),
                        noise.correlationWithGradient(adam),
                        Noise.correlationWithLast(subject),
                        Noise.correlationWithLast(adam),
                        Noise.correlationWithLast(subject) > Noise.correlationWithLast(adam) ? twins.name() : "Adam"),
                drift(twins, subject, adam));
    }

    private static String drift(Twins twins, float[][] subject, float[][] adam) {
        double drift = Noise.drift(subject);
        double error = Noise.driftError(subject);
        String share = Say.text("%.1f %% of that, give or take %.1f", 100 * drift, 100 * error);
        return Math.abs(drift) <= error
                ? Say.text("Where there is nowhere to go, no drift is shown: its mean update is %s.", share)
                : Say.text(
                        "It drifts where there is nowhere to go: the mean update of %s is %s (Adam: %.1f %%, give or take %.1f).",
                        twins.name(), share, 100 * Noise.drift(adam), 100 * Noise.driftError(adam));
    }
}
