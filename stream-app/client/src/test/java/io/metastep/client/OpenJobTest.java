package io.metastep.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import io.metastep.schemas.AppliedBy;
import io.metastep.schemas.ElementEncoding;
import io.metastep.schemas.Elements;
import io.metastep.schemas.GradientBlock;
import io.metastep.schemas.GradientKind;
import io.metastep.schemas.JobPartitions;
import io.metastep.schemas.UpdateAction;
import io.metastep.schemas.UpdateBlock;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenJobTest {
    private static final int PARTITIONS = 6;
    private static final ClientSettings SETTINGS = ClientSettings.at("nowhere:9092");

    private final FakeOutbox outbox = new FakeOutbox();
    private final TestClock clock = new TestClock();
    private final List<OpenJob> left = new ArrayList<>();
    private final OpenJob job = open(spec().build());
    private Duration throttle = Duration.ZERO;

    private static JobSpec.Builder spec() {
        return JobSpec.named("job")
                .tensor("w", 2, 3)
                .tensor("b/0", 3)
                .blockSize(4)
                .attempt(9);
    }

    private OpenJob open(JobSpec spec) {
        OpenJob.Owner owner = new OpenJob.Owner() {
            @Override
            public void leave(OpenJob leaving) {
                left.add(leaving);
            }

            @Override
            public boolean isIoThread() {
                return false;
            }

            @Override
            public Duration longestThrottle() {
                return throttle;
            }
        };
        return new OpenJob(spec, spec.attemptAt(0), PARTITIONS, SETTINGS, outbox, clock, owner);
    }

    private static Gradients gradients() {
        return Gradients.of(new float[] {1, 2, 3, 4, 5, 6}, new float[] {7, 8, 9});
    }

    private void answer(FakeOutbox.Sent sent) {
        job.onUpdate(Answers.to(sent.gradient()), sent.key());
    }

    @Test
    void tensorsAreCutIntoBlocksWithKeysAndPartitionsOfTheContract() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 0.25);

        assertThat(step).isNotDone();
        assertThat(outbox.sent).extracting(FakeOutbox.Sent::key).containsExactly("job/w/0", "job/w/1", "job/b/0/0");
        JobPartitions partitions = new JobPartitions("job", PARTITIONS, 1);
        assertThat(outbox.sent).extracting(FakeOutbox.Sent::partition).containsOnly(partitions.home());
        GradientBlock last = outbox.sent.get(2).gradient();
        assertThat(last.getLoss()).isEqualTo(0.25);
        assertThat(last.getAttempt()).isEqualTo(9);
        assertThat(last.getStep()).isZero();
        assertThat(last.getKind()).isEqualTo(GradientKind.GRADIENT);
        assertThat(last.getShape()).containsExactly(3L);
        assertThat(outbox.reports).singleElement().satisfies(r -> assertThat(r.getLoss())
                .isEqualTo(0.25));
        assertThat(outbox.reportPartitions).containsExactly(partitions.home());
    }

    @Test
    void aStepCompletesWhenEveryBlockIsAnsweredInAnyOrder() throws Exception {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        List<FakeOutbox.Sent> sent = new ArrayList<>(outbox.take());
        Collections.reverse(sent);
        sent.subList(0, 2).forEach(this::answer);
        assertThat(step).isNotDone();
        answer(sent.get(2));

        JobUpdate update = step.get();
        assertThat(update.values("w")).containsExactly(-0.5f, -1f, -1.5f, -2f, -2.5f, -3f);
        assertThat(update.values(1)).containsExactly(-3.5f, -4f, -4.5f);
        assertThat(update.step()).isZero();
        assertThat(update.optimizer()).isEqualTo("sgd@1");
        assertThat(update.startedAfresh()).isTrue();
        assertThat(job.nextStep()).isEqualTo(1);
    }

    private JobUpdate report(OpenJob reporting, Gradients update) throws Exception {
        CompletableFuture<JobUpdate> reported = reporting.reportAsync(gradients(), 0.25, update);
        skipAll(reporting, outbox.sent);
        return reported.get();
    }

    private static void skipAll(OpenJob reporting, List<FakeOutbox.Sent> sent) {
        sent.forEach(s -> reporting.onUpdate(Answers.to(s.gradient()), s.key()));
    }

    private static List<List<Float>> applied(List<FakeOutbox.Sent> sent) {
        return sent.stream().map(s -> floats(s.gradient().getApplied())).toList();
    }

    private static List<Float> floats(@Nullable ByteBuffer bytes) {
        List<Float> list = new ArrayList<>();
        if (bytes != null) {
            for (float value : Elements.decode(ElementEncoding.FLOAT32, bytes)) {
                list.add(value);
            }
        }
        return list;
    }

    private static Gradients own() {
        return Gradients.of(new float[] {10, 20, 30, 40, 50, 60}, new float[] {70, 80, 90});
    }

    @Test
    void aReportedStepTellsWithTheNextRecordWhatTheJobApplied() throws Exception {
        JobUpdate update = report(job, own());
        assertThat(update.action()).isEqualTo(UpdateAction.SKIP);
        assertThat(update.values("w")).containsOnly(0);
        List<FakeOutbox.Sent> first = outbox.take();
        assertThat(first).extracting(s -> s.gradient().getKind()).containsOnly(GradientKind.SHADOW);
        assertThat(applied(first)).containsOnly(List.of());
        assertThat(outbox.reports).hasSize(1);

        report(job, own());
        assertThat(applied(outbox.take()))
                .containsExactly(List.of(10f, 20f, 30f, 40f), List.of(50f, 60f), List.of(70f, 80f, 90f));

        assertThat(job.stepAsync(gradients(), 1)).isNotDone();
        List<FakeOutbox.Sent> leap = outbox.take();
        assertThat(leap).extracting(s -> s.gradient().getKind()).containsOnly(GradientKind.GRADIENT);
        assertThat(applied(leap).get(2)).containsExactly(70f, 80f, 90f);
        leap.forEach(this::answer);
        assertThat(job.stepAsync(gradients(), 1)).isNotDone();
        assertThat(applied(outbox.take())).containsOnly(List.of());
        assertThat(job.statistics().updatesExpected()).isEqualTo(6);
    }

    @Test
    void whatTheJobAppliedIsToldBeforeScaling() throws Exception {
        OpenJob scaled =
                open(spec().updateScale(UpdateScale.linearDecay(2, 0, 1)).build());
        report(scaled, own());
        outbox.take();
        report(scaled, own());
        assertThat(applied(outbox.take()).get(2)).containsExactly(35f, 40f, 45f);
        report(scaled, own());
        assertThat(applied(outbox.take())).containsOnly(List.of());
    }

    @Test
    void aSkippedStepOrAnUpdateThatIsNotFiniteTellsNothing() throws Exception {
        report(job, own());
        outbox.take();
        CompletableFuture<JobUpdate> skipped = job.reportAsync(gradients(), Double.NaN, own());
        assertThat(outbox.sent).extracting(s -> s.gradient().getKind()).containsOnly(GradientKind.SKIP);
        skipAll(job, outbox.take());
        assertThat(skipped.get().action()).isEqualTo(UpdateAction.SKIP);
        report(job, Gradients.of(new float[] {1, 1, 1, 1, Float.NaN, 1}, new float[3]));
        assertThat(applied(outbox.take())).containsOnly(List.of());
        report(job, own());
        assertThat(applied(outbox.take())).containsExactly(List.of(1f, 1f, 1f, 1f), List.of(), List.of(0f, 0f, 0f));
    }

    @Test
    void anUpdateOfAnotherShapeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> job.reportAsync(gradients(), 1, Gradients.of(new float[6], new float[4])))
                .withMessageContaining("got an update of 4 coordinates, the spec's shape has 3");
    }

    @Test
    void eachTensorsRecordsNameItsOptimizerAndTheAnswersSayWhichVersionMadeIt() throws Exception {
        OpenJob several = open(spec().optimizerOf("b/0", "biases#latest").build());

        CompletableFuture<JobUpdate> step = several.stepAsync(gradients(), 1);
        List<FakeOutbox.Sent> sent = outbox.take();
        assertThat(sent)
                .extracting(s -> s.gradient().getOptimizer())
                .containsExactly("universal#stable", "universal#stable", "biases#latest");
        assertThat(several.statistics().optimizers()).isEmpty();
        sent.forEach(s -> several.onUpdate(
                Answers.madeBy(
                        Answers.to(s.gradient()), s.gradient().getOptimizer().replaceFirst("#.*", "@4")),
                s.key()));

        assertThat(step.get().optimizer()).isEqualTo("universal@4");
        assertThat(step.get().optimizer("w")).isEqualTo("universal@4");
        assertThat(step.get().optimizer("b/0")).isEqualTo("biases@4");
        CompletableFuture<JobUpdate> skipped = several.skipAsync();
        outbox.take().forEach(s -> several.onUpdate(Answers.madeBy(Answers.to(s.gradient()), ""), s.key()));
        assertThat(skipped.get().optimizer()).isEmpty();
        assertThat(several.statistics().optimizers())
                .containsExactly(entry("w", "universal@4"), entry("b/0", "biases@4"));
    }

    @Test
    void theUpdateIsScaledAndAddedToArraysAndBuffersAlike() throws Exception {
        OpenJob scaled =
                open(spec().updateScale(UpdateScale.linearDecay(2, 0, 2)).build());
        float[] w = {1, 1, 1, 1, 1, 1};
        float[] b = {1, 1, 1};
        FloatBuffer bufferOfW = FloatBuffer.allocate(8).position(1).limit(7);
        FloatBuffer bufferOfB = FloatBuffer.allocate(3);

        CompletableFuture<JobUpdate> step = scaled.stepAsync(Gradients.of(
                FloatBuffer.wrap(new float[] {0, 1, 2, 3, 4, 5, 6, 0}, 1, 6), FloatBuffer.wrap(new float[] {7, 8, 9})));
        outbox.take().forEach(sent -> scaled.onUpdate(Answers.to(sent.gradient()), sent.key()));
        step.get().applyTo(w, b);
        step.get().applyTo(bufferOfW, bufferOfB);

        assertThat(w).containsExactly(0, -1, -2, -3, -4, -5);
        assertThat(b).containsExactly(-6, -7, -8);
        assertThat(bufferOfW.array()).containsExactly(0, -1, -2, -3, -4, -5, -6, 0);
        assertThat(bufferOfB.array()).containsExactly(-7, -8, -9);
    }

    @Test
    void bfloat16TravelsInHalfTheBytes() throws Exception {
        OpenJob halved = open(spec().encoding(ElementEncoding.BFLOAT16).build());

        CompletableFuture<JobUpdate> step = halved.stepAsync(gradients());
        assertThat(outbox.sent.get(0).gradient().getValues().remaining()).isEqualTo(8);
        outbox.take().forEach(sent -> halved.onUpdate(Answers.to(sent.gradient()), sent.key()));

        assertThat(step.get().values(1)).containsExactly(-3.5f, -4f, -4.5f);
    }

    @Test
    void oneStepAtATime() {
        var step = job.stepAsync(gradients());

        assertThatIllegalStateException()
                .isThrownBy(() -> job.stepAsync(gradients()))
                .withMessageContaining("still waits for step 0");
        assertThat(step).isNotDone();
    }

    @Test
    void gradientsOfAnotherShapeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> job.stepAsync(Gradients.of(new float[6], new float[4])))
                .withMessageContaining("tensor b/0: got gradients of 4 coordinates, the spec's shape has 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> job.stepAsync(Gradients.of(new float[6])))
                .withMessageContaining("1 tensors");
    }

    @Test
    void answersThatWereThereAlreadyChangeNothing() throws Exception {
        CompletableFuture<JobUpdate> first = job.stepAsync(gradients());
        List<FakeOutbox.Sent> sent = outbox.take();
        answer(sent.get(0));
        answer(sent.get(0));
        assertThat(first).isNotDone();
        sent.subList(1, 3).forEach(this::answer);
        CompletableFuture<JobUpdate> second = job.stepAsync(gradients());
        sent.forEach(this::answer);

        assertThat(first).isCompleted();
        assertThat(second).isNotDone();
        assertThat(job.statistics().duplicates()).isEqualTo(4);
        outbox.take().forEach(this::answer);
        assertThat(second.get().values(1)).containsExactly(-3.5f, -4f, -4.5f);
        assertThat(job.statistics().updatesExpected()).isEqualTo(6);
        assertThat(job.statistics().updatesApplied()).isEqualTo(6);
    }

    @Test
    void whatIsUnansweredIsSentAgainWithTheSameBytes() {
        var step = job.stepAsync(gradients(), 1);
        List<FakeOutbox.Sent> sent = outbox.take();
        answer(sent.get(1));

        clock.pass(SETTINGS.resendAfter().minusMillis(1));
        job.onTime();
        assertThat(outbox.sent).isEmpty();
        clock.pass(Duration.ofMillis(1));
        job.onTime();
        job.onTime();

        assertThat(outbox.sent)
                .extracting(FakeOutbox.Sent::bytes)
                .containsExactly(sent.get(0).bytes(), sent.get(2).bytes());
        assertThat(step).isNotDone();
        assertThat(job.statistics().resends()).isEqualTo(2);
    }

    @Test
    void whatTheBrokerHasNotTakenYetIsNotSentAgain() {
        outbox.holdsBack = true;
        var step = job.stepAsync(gradients());
        List<FakeOutbox.Sent> sent = outbox.take();
        clock.pass(SETTINGS.resendAfter());
        job.onTime();
        assertThat(outbox.sent).isEmpty();

        sent.get(0).done().with(new DisconnectException("gone for a moment"));
        job.onTime();

        assertThat(outbox.sent).extracting(FakeOutbox.Sent::key).containsExactly("job/w/0");
        assertThat(step).isNotDone();
    }

    @Test
    void aStepThatTimesOutBehindAQuotaSaysSo() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        throttle = Duration.ofSeconds(25);
        clock.pass(SETTINGS.stepTimeout());
        job.onTime();

        expect(step, JobException.TimedOut.class).withMessageContaining("brokers hold this client back, up to 25 s");
    }

    @Test
    void aStepThatTimesOutCanBeRetriedToItsEnd() throws Exception {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        List<FakeOutbox.Sent> sent = outbox.take();
        answer(sent.get(0));
        clock.pass(SETTINGS.stepTimeout());
        job.onTime();

        expect(step, JobException.TimedOut.class).withMessageContaining("2 of 3 blocks unanswered after 30 s; check");
        answer(sent.get(1));
        CompletableFuture<JobUpdate> retried = job.retry();
        assertThat(outbox.take())
                .extracting(FakeOutbox.Sent::bytes)
                .containsExactly(sent.get(2).bytes());
        assertThat(retried).isNotDone();
        answer(sent.get(2));
        assertThat(retried.get().step()).isZero();
        assertThat(job.statistics().updatesApplied()).isEqualTo(3);
    }

    @Test
    void aStepThatWasAnsweredTooLateIsThereWhenRetried() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        clock.pass(SETTINGS.stepTimeout());
        job.onTime();
        outbox.take().forEach(this::answer);

        assertThat(step).isCompletedExceptionally();
        assertThat(job.retry()).isCompleted();
        assertThatIllegalStateException().isThrownBy(job::retry);
    }

    @Test
    void aStepThatTimedOutCanBeGivenUp() throws Exception {
        var given = job.stepAsync(gradients(), 1);
        List<FakeOutbox.Sent> old = outbox.take();
        clock.pass(SETTINGS.stepTimeout());
        job.onTime();
        CompletableFuture<JobUpdate> next = job.stepAsync(gradients(), 1);
        old.forEach(this::answer);

        assertThat(given).isCompletedExceptionally();
        assertThat(next).isNotDone();
        outbox.take().forEach(this::answer);
        assertThat(next.get().step()).isEqualTo(1);
    }

    @Test
    void aRejectionNamesReasonTensorBlockAndStep() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        FakeOutbox.Sent sent = outbox.take().get(1);
        job.onUpdate(Answers.rejecting(sent.gradient(), "LENGTH_CHANGED"), sent.key());

        expect(step, JobException.Rejected.class)
                .withMessageContaining("step 0, tensor w, block 1: LENGTH_CHANGED: because of the test");
        assertThat(job.nextStep()).isEqualTo(1);
        assertThat(job.stepAsync(gradients(), 1)).isNotDone();
    }

    @Test
    void aRejectionForFencingEndsTheJob() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        FakeOutbox.Sent sent = outbox.take().get(0);
        job.onUpdate(Answers.rejecting(sent.gradient(), "FENCED_ATTEMPT"), sent.key());

        expect(step, JobException.Fenced.class).withMessageContaining("attempt 9 is fenced");
        expect(job.stepAsync(gradients(), 1), JobException.Fenced.class);
        job.close();
        assertThat(outbox.sent).as("no CLOSE for somebody else's job").isEmpty();
        assertThat(left).containsExactly(job);
    }

    @Test
    void anUpdateOfALaterAttemptFencesOneOfAnEarlierIsIgnored() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        FakeOutbox.Sent sent = outbox.take().get(0);

        job.onUpdate(Answers.ofAttempt(sent.gradient(), 8), sent.key());
        assertThat(step).isNotDone();
        job.onUpdate(Answers.ofAttempt(sent.gradient(), 10), sent.key());
        expect(step, JobException.Fenced.class).withMessageContaining("attempt 10");
    }

    @Test
    void aRejectedRecordOfALaterAttemptFencesNobody() throws Exception {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        List<FakeOutbox.Sent> sent = outbox.take();

        job.onUpdate(
                Answers.rejectingAttempt(sent.get(0).gradient(), 10, "BAD_SETTING"),
                sent.get(0).key());
        assertThat(step).isNotDone();
        sent.forEach(this::answer);
        assertThat(step.get().step()).isZero();
    }

    @Test
    void aRecordThatTheApplicationCouldNotReadIsNamedWhenTheStepTimesOut() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        FakeOutbox.Sent sent = outbox.take().get(0);

        job.onUpdate(Answers.rejectingAttempt(sent.gradient(), -1, "UNKNOWN_SCHEMA"), sent.key());
        assertThat(step).as("it may have been anybody's garbage").isNotDone();
        clock.pass(SETTINGS.stepTimeout());
        job.onTime();
        expect(step, JobException.TimedOut.class).withMessageContaining("UNKNOWN_SCHEMA: because of the test");
    }

    @Test
    void theApplicationsRecordOfAnEndEndsTheJob() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        FakeOutbox.Sent sent = outbox.take().get(0);
        job.onUpdate(Answers.rejecting(sent.gradient(), "CLOSED"), sent.key());

        expect(step, JobException.Closed.class);
        expect(job.stepAsync(gradients(), 1), JobException.Closed.class);
    }

    @Test
    void notFiniteGradientsAreRefusedBeforeAnythingIsSent() throws Exception {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            expect(
                            job.stepAsync(Gradients.of(new float[] {0, 0, 0, 0, 0, bad}, new float[3]), 1),
                            JobException.Rejected.class)
                    .withMessageContaining("gradient of w at index 5 is " + bad)
                    .withMessageContaining("skip()");
        }
        assertThat(outbox.sent).isEmpty();
        assertThat(job.nextStep()).isZero();

        CompletableFuture<JobUpdate> skipped = job.skipAsync(Double.NaN);
        assertThat(outbox.sent).extracting(s -> s.gradient().getKind()).containsOnly(GradientKind.SKIP);
        outbox.take().forEach(this::answer);
        assertThat(skipped.get().action()).isEqualTo(UpdateAction.SKIP);
        assertThat(skipped.get().values(0)).containsOnly(0);
        assertThat(job.statistics().updatesExpected()).isZero();
        assertThat(job.nextStep()).isEqualTo(1);
    }

    @Test
    void whatBfloat16CannotHoldIsRefusedToo() {
        OpenJob halved = open(spec().encoding(ElementEncoding.BFLOAT16).build());

        expect(
                        halved.stepAsync(Gradients.of(new float[] {0, Float.MAX_VALUE, 0, 0, 0, 0}, new float[3])),
                        JobException.Rejected.class)
                .withMessageContaining("BFLOAT16 cannot send");
        assertThat(halved.stepAsync(gradients())).isNotDone();
    }

    /** One step whose blocks are all answered in that way. */
    private JobUpdate step(OpenJob of, double loss, UnaryOperator<UpdateBlock> answer) throws Exception {
        CompletableFuture<JobUpdate> step = of.stepAsync(gradients(), loss);
        outbox.take().forEach(sent -> of.onUpdate(answer.apply(Answers.to(sent.gradient())), sent.key()));
        return step.get();
    }

    private static UnaryOperator<UpdateBlock> best(long step) {
        return answer -> Answers.withBest(answer, step);
    }

    @Test
    void aRevertRestoresTheParametersOfTheBestStep() throws Exception {
        float[] w = new float[6];
        float[] b = new float[3];
        step(job, 3, best(0)).applyTo(w, b);
        float[] wAtStep1 = w.clone();
        float[] bAtStep1 = b.clone();
        step(job, 2, best(1)).applyTo(w, b);
        step(job, 9, best(1)).applyTo(w, b);
        assertThat(w).isNotEqualTo(wAtStep1);

        JobUpdate update = step(job, 99, answer -> Answers.reverted(Answers.withBest(answer, 1)));
        assertThat(update.action()).isEqualTo(UpdateAction.REVERT);
        assertThat(update.bestStep()).hasValue(1);
        assertThat(update.values(0)).containsOnly(0);
        update.applyTo(w, b);

        assertThat(w).isEqualTo(wAtStep1);
        assertThat(b).isEqualTo(bAtStep1);
        assertThat(job.statistics().reverts()).isEqualTo(1);
        assertThat(job.statistics().updatesExpected()).isEqualTo(9);
        assertThat(job.statistics().updatesApplied()).isEqualTo(9);
    }

    @Test
    void aRevertRestoresBuffersFromPositionToLimitOnly() throws Exception {
        FloatBuffer w = FloatBuffer.wrap(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 6);
        FloatBuffer b = FloatBuffer.allocate(3);
        step(job, 3, best(0)).applyTo(w, b);
        w.array()[0] = -1;
        step(job, 9, answer -> Answers.reverted(Answers.withBest(answer, 0))).applyTo(w, b);

        assertThat(w.array()).containsExactly(-1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(b.array()).containsOnly(0);
    }

    @Test
    void oneBlockThatRevertsSendsTheWholeJobBack() throws Exception {
        float[] w = new float[6];
        float[] b = new float[3];
        step(job, 3, best(0)).applyTo(w, b);
        JobUpdate update = step(job, 9, answer -> answer.getBlock() == 1 ? Answers.reverted(answer) : answer);
        assertThat(update.values("b/0")).containsOnly(0);
        update.applyTo(w, b);

        assertThat(w).containsOnly(0);
        assertThat(b).containsOnly(0);
        assertThat(job.statistics().updatesApplied()).isEqualTo(3);
    }

    @Test
    void whoeverOptsOutSeesToRevertsHimself() throws Exception {
        OpenJob careless = open(spec().keepBest(false).build());
        float[] w = new float[6];
        float[] b = new float[3];
        step(careless, 3, best(0)).applyTo(w, b);
        float[] before = w.clone();
        JobUpdate update = step(careless, 9, answer -> Answers.reverted(Answers.withBest(answer, 0)));
        update.applyTo(w, b);

        assertThat(update.action()).isEqualTo(UpdateAction.REVERT);
        assertThat(w).isEqualTo(before);
    }

    @Test
    void aRevertBeforeAnyStepWasTheBestLeavesTheParametersOfTheBeginning() throws Exception {
        float[] w = {1, 2, 3, 4, 5, 6};
        float[] b = new float[3];
        step(job, 9, Answers::reverted).applyTo(w, b);
        assertThat(w).containsExactly(1, 2, 3, 4, 5, 6);
        step(job, 9, best(4)).applyTo(w, b);
        step(job, 9, Answers::reverted).applyTo(w, b);
        assertThat(w).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void gradientsOfALossThatIsNoNumberAreNotSentButTheLossIs() throws Exception {
        for (double loss : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            Gradients broken = Gradients.of(new float[] {0, 0, 0, 0, 0, Float.NaN}, new float[3]);
            CompletableFuture<JobUpdate> step = job.stepAsync(broken, loss);

            assertThat(outbox.sent).extracting(FakeOutbox.Sent::gradient).allSatisfy(sent -> {
                assertThat(sent.getKind()).isEqualTo(GradientKind.SKIP);
                assertThat(sent.getLoss()).isEqualTo(Double.valueOf(loss));
            });
            outbox.take().forEach(sent -> job.onUpdate(Answers.reverting(sent.gradient()), sent.key()));
            assertThat(step.get().action()).isEqualTo(UpdateAction.REVERT);
        }
        assertThat(job.statistics().updatesExpected()).isZero();
    }

    @Test
    void aStepMayBeSkippedWithoutALoss() {
        CompletableFuture<JobUpdate> step = job.skipAsync();

        assertThat(outbox.sent).extracting(FakeOutbox.Sent::gradient).allSatisfy(sent -> assertThat(sent.getLoss())
                .isNull());
        outbox.take().forEach(this::answer);
        assertThat(step).isCompleted();
    }

    @Test
    void stepsOfTheFallbackAreCounted() throws Exception {
        assertThat(step(job, 1, UnaryOperator.identity()).appliedBy()).isEqualTo(AppliedBy.LEARNED);
        JobUpdate update = step(job, 1, answer -> answer.getBlock() == 1 ? Answers.byFallback(answer) : answer);

        assertThat(update.appliedBy()).isEqualTo(AppliedBy.FALLBACK);
        assertThat(job.statistics().fallbackSteps()).isEqualTo(1);
        assertThat(step(job, 1, Answers::reverted).appliedBy()).isEqualTo(AppliedBy.NONE);
    }

    @Test
    void anUpdateOfAnotherLengthFailsTheStepLoudly() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        FakeOutbox.Sent sent = outbox.take().get(0);
        job.onUpdate(Answers.tooShort(sent.gradient()), sent.key());

        expect(step, IllegalStateException.class).withMessageContaining("has 3 bytes, expected 16");
    }

    @Test
    void whatTheClusterRefusesForGoodFailsTheStep() {
        outbox.failure = new RecordTooLargeException("1 MiB is the limit");
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        job.onTime();

        expect(step, JobException.Unreachable.class).withMessageContaining("1 MiB is the limit");
    }

    @Test
    void closingTellsEveryBlockAndFailsWhatIsUnderWay() {
        CompletableFuture<JobUpdate> step = job.stepAsync(gradients(), 1);
        outbox.take();
        job.close();
        job.close();

        expect(step, JobException.Closed.class);
        assertThat(outbox.take()).hasSize(3).allSatisfy(sent -> {
            assertThat(sent.gradient().getKind()).isEqualTo(GradientKind.CLOSE);
            assertThat(sent.gradient().getStep()).isEqualTo(1);
        });
        assertThat(left).containsExactly(job);
        expect(job.stepAsync(gradients(), 1), JobException.Closed.class);
    }

    @Test
    void aJobThatNeverTookAStepClosesSilently() {
        job.close();

        assertThat(outbox.sent).isEmpty();
    }

    @Test
    void aResumedJobGoesOnAtItsCheckpointWithAHigherAttempt() {
        var step = job.stepAsync(gradients(), 1);
        outbox.take().forEach(this::answer);
        Checkpoint checkpoint = job.checkpoint();
        assertThat(step).isCompleted();
        assertThat(checkpoint).isEqualTo(new Checkpoint("job", 9, 1));

        JobSpec resumed = spec().build().resume(checkpoint);
        assertThat(resumed.attemptAt(5)).isEqualTo(10);
        assertThat(resumed.attemptAt(1_700_000_000_000L)).isEqualTo(1_700_000_000_000L);
        assertThat(open(resumed).nextStep()).isEqualTo(1);
    }

    @Test
    void latenciesAreMeasuredFromBeginToTheLastUpdate() {
        for (int i = 1; i <= 100; i++) {
            var step = job.stepAsync(gradients(), 1);
            clock.pass(Duration.ofMillis(i));
            outbox.take().forEach(this::answer);
            assertThat(step).isCompleted();
        }

        assertThat(job.statistics().p50Millis()).isBetween(48.0, 52.0);
        assertThat(job.statistics().p99Millis()).isBetween(95.0, 102.0);
        assertThat(job.statistics().steps()).isEqualTo(100);
    }

    private static <T extends Throwable> ThrowableAssertAlternative<T> expect(
            CompletableFuture<JobUpdate> step, Class<T> type) {
        return assertThatExceptionOfType(type).isThrownBy(() -> Waiting.on(step));
    }
}
