package io.metastep.cli.bench;

import io.metastep.optimizer.LstmLayout;
import io.metastep.optimizer.LstmSpec;
import io.metastep.optimizer.OptimizerParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The same LSTM written as tensor operations on ND4J. Rows are coordinates. */
final class Nd4jLstm {

    /** How it uses ND4J. */
    enum Style {
        /** The obvious way: {@code mmul}, {@code sigmoid}, {@code tanh} on arrays as they come. */
        PLAIN('c'),
        /**
         * Column-major, so that a gate is contiguous; products written by BLAS into place; temporary arrays from a workspace, since
         * the garbage collector frees them late.
         */
        TUNED('f');

        private final char order;

        Style(char order) {
            this.order = order;
        }

        private INDArray zeros(long rows, long columns) {
            return Nd4j.create(DataType.FLOAT, new long[] {rows, columns}, order);
        }

        private INDArray product(INDArray a, boolean transposeA, INDArray b, boolean transposeB) {
            return switch (this) {
                case PLAIN -> (transposeA ? a.transpose() : a).mmul(transposeB ? b.transpose() : b);
                case TUNED -> gemm(a, transposeA, b, transposeB);
            };
        }

        private static INDArray gemm(INDArray a, boolean transposeA, INDArray b, boolean transposeB) {
            long rows = transposeA ? a.columns() : a.rows();
            long columns = transposeB ? b.rows() : b.columns();
            INDArray result = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, columns}, 'f');
            return Nd4j.gemm(a, b, result, transposeA, transposeB, 1, 0);
        }

        /** What gives temporary arrays back when it is closed. */
        private AutoCloseable scratch() {
            return switch (this) {
                case PLAIN -> () -> {};
                case TUNED -> Nd4j.getWorkspaceManager().getAndActivateWorkspace(WORKSPACE, "nd4j-lstm");
            };
        }
    }

    private static final WorkspaceConfiguration WORKSPACE = WorkspaceConfiguration.builder()
            .policyLearning(LearningPolicy.FIRST_LOOP)
            .policySpill(SpillPolicy.EXTERNAL)
            .build();

    private final Style style;
    private final List<Cell> cells = new ArrayList<>();
    private final INDArray outputWeights; // [hidden, 1]
    private final float outputBias;
    private final float scale;

    Nd4jLstm(LstmSpec spec, OptimizerParameters parameters, Style style) {
        this.style = style;
        LstmLayout layout = spec.layout();
        float[] phi = parameters.toArray();
        for (int layer = 0; layer < layout.layers(); layer++) {
            cells.add(Cell.of(layout, layer, phi, style));
        }
        outputWeights = Nd4j.createFromArray(slice(phi, layout.outputWeights(), layout.inputs(layout.layers())))
                .reshape(-1, 1);
        outputBias = phi[layout.outputBias()];
        scale = spec.output().scale();
    }

    /** h and c of all layers, zero. */
    List<Memory> newMemory(int coordinates) {
        return cells.stream()
                .map(cell -> new Memory(style.zeros(coordinates, cell.hidden), style.zeros(coordinates, cell.hidden)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** Writes the update of all coordinates, {@code [coordinates, 1]}, and overwrites the memory. */
    void step(INDArray inputs, List<Memory> memory, INDArray update) {
        inScratch(() -> {
            INDArray below = inputs;
            for (int layer = 0; layer < cells.size(); layer++) {
                Trace trace = cells.get(layer).forward(below, memory.get(layer));
                memory.get(layer).assign(trace.after);
                below = trace.after.h;
            }
            INDArray y = style.product(below, false, outputWeights, false);
            return update.assign(y.addi(outputBias).muli(scale));
        });
    }

    /** Forward over all steps from zero memory, then back with the credits; returns the meta-gradient's pieces. */
    List<INDArray> unroll(INDArray[] inputs, INDArray[] credits) {
        return inScratch(() -> {
            int coordinates = inputs[0].rows();
            List<Memory> memory = newMemory(coordinates);
            List<List<Trace>> traces = new ArrayList<>();
            for (INDArray input : inputs) {
                traces.add(trace(input, memory));
            }
            Backward backward = new Backward(coordinates);
            for (int step = inputs.length - 1; step >= 0; step--) {
                backward.step(traces.get(step), credits[step]);
            }
            return backward.gradients().stream().map(INDArray::detach).toList();
        });
    }

    private <T> T inScratch(Supplier<T> work) {
        AutoCloseable scratch = style.scratch();
        try {
            return work.get();
        } finally {
            close(scratch);
        }
    }

    private static void close(AutoCloseable scratch) {
        try {
            scratch.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Trace> trace(INDArray input, List<Memory> memory) {
        List<Trace> layers = new ArrayList<>();
        INDArray below = input;
        for (int layer = 0; layer < cells.size(); layer++) {
            Trace trace = cells.get(layer).forward(below, memory.get(layer));
            memory.set(layer, trace.after);
            layers.add(trace);
            below = trace.after.h;
        }
        return layers;
    }

    private static float[] slice(float[] values, int from, int length) {
        return java.util.Arrays.copyOfRange(values, from, from + length);
    }

    /** h and c of one layer, {@code [coordinates, hidden]}. */
    record Memory(INDArray h, INDArray c) {

        private void assign(Memory other) {
            h.assign(other.h);
            c.assign(other.c);
        }
    }

    /** What back-propagation needs of one layer at one step. */
    private record Trace(INDArray x, Memory before, INDArray gates, INDArray tanhC, Memory after) {}

    private record Cell(INDArray w, INDArray u, INDArray b, int hidden, Style style) {

        static Cell of(LstmLayout layout, int layer, float[] phi, Style style) {
            int hidden = layout.hidden(layer);
            int inputs = layout.inputs(layer);
            int rows = LstmLayout.GATES * hidden;
            return new Cell(
                    transposed(slice(phi, layout.inputWeights(layer), rows * inputs), rows, inputs, style),
                    transposed(slice(phi, layout.recurrentWeights(layer), rows * hidden), rows, hidden, style),
                    Nd4j.createFromArray(slice(phi, layout.bias(layer), rows)).reshape(1, rows),
                    hidden,
                    style);
        }

        private static INDArray transposed(float[] values, int rows, int columns, Style style) {
            INDArray matrix = Nd4j.createFromArray(values).reshape(rows, columns);
            return matrix.transpose().dup(style.order);
        }

        Trace forward(INDArray x, Memory before) {
            INDArray gates = style.product(x, false, w, false)
                    .addi(style.product(before.h, false, u, false))
                    .addiRowVector(b);
            INDArray i = Transforms.sigmoid(gate(gates, 0), false);
            INDArray f = Transforms.sigmoid(gate(gates, 1), false);
            INDArray g = Transforms.tanh(gate(gates, 2), false);
            INDArray o = Transforms.sigmoid(gate(gates, 3), false);
            INDArray c = f.mul(before.c).addi(i.mul(g));
            INDArray tanhC = Transforms.tanh(c, true);
            return new Trace(x, before, gates, tanhC, new Memory(o.mul(tanhC), c));
        }

        INDArray gate(INDArray gates, int index) {
            return gates.get(NDArrayIndex.all(), NDArrayIndex.interval(index * hidden, (index + 1) * hidden));
        }
    }

    /** Sums of the meta-gradient, and what flows from step to step. */
    private final class Backward {
        private final List<INDArray> dw = new ArrayList<>();
        private final List<INDArray> du = new ArrayList<>();
        private final List<INDArray> db = new ArrayList<>();
        private final List<INDArray> dh = new ArrayList<>();
        private final List<INDArray> dc = new ArrayList<>();
        private final INDArray dOutputWeights = style.zeros(outputWeights.rows(), 1);

        Backward(int coordinates) {
            for (Cell cell : cells) {
                dw.add(style.zeros(cell.w.rows(), cell.w.columns()));
                du.add(style.zeros(cell.u.rows(), cell.u.columns()));
                db.add(style.zeros(1, cell.b.columns()));
                dh.add(style.zeros(coordinates, cell.hidden));
                dc.add(style.zeros(coordinates, cell.hidden));
            }
        }

        void step(List<Trace> traces, INDArray credit) {
            INDArray dy = credit.mul(scale);
            int top = cells.size() - 1;
            dOutputWeights.addi(style.product(traces.get(top).after.h, true, dy, false));
            INDArray fromAbove = style.product(dy, false, outputWeights, true);
            for (int layer = top; layer >= 0; layer--) {
                fromAbove = layer(layer, traces.get(layer), fromAbove);
            }
        }

        private INDArray layer(int layer, Trace trace, INDArray fromAbove) {
            Cell cell = cells.get(layer);
            INDArray dGates = gates(layer, trace, fromAbove.add(dh.get(layer)));
            dw.get(layer).addi(style.product(trace.x, true, dGates, false));
            du.get(layer).addi(style.product(trace.before.h, true, dGates, false));
            db.get(layer).addi(dGates.sum(true, 0));
            dh.set(layer, style.product(dGates, false, cell.u, true));
            return style.product(dGates, false, cell.w, true);
        }

        /** Gradients of the gates before their activations, {@code [coordinates, 4 hidden]}. */
        private INDArray gates(int layer, Trace trace, INDArray dHidden) {
            Cell cell = cells.get(layer);
            INDArray i = cell.gate(trace.gates, 0);
            INDArray f = cell.gate(trace.gates, 1);
            INDArray g = cell.gate(trace.gates, 2);
            INDArray o = cell.gate(trace.gates, 3);
            INDArray dCell = dHidden.mul(o).muli(oneMinusSquare(trace.tanhC)).addi(dc.get(layer));
            INDArray all = style.zeros(dHidden.rows(), (long) LstmLayout.GATES * cell.hidden);
            cell.gate(all, 0).assign(dCell.mul(g).muli(i).muli(i.rsub(1)));
            cell.gate(all, 1).assign(dCell.mul(trace.before.c).muli(f).muli(f.rsub(1)));
            cell.gate(all, 2).assign(dCell.mul(i).muli(oneMinusSquare(g)));
            cell.gate(all, 3).assign(dHidden.mul(trace.tanhC).muli(o).muli(o.rsub(1)));
            dc.set(layer, dCell.muli(f));
            return all;
        }

        private INDArray oneMinusSquare(INDArray x) {
            return x.mul(x).rsubi(1);
        }

        List<INDArray> gradients() {
            List<INDArray> all = new ArrayList<>(dw);
            all.addAll(du);
            all.addAll(db);
            all.add(dOutputWeights);
            return all;
        }
    }
}
