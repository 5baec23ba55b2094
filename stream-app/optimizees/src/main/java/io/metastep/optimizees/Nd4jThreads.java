package io.metastep.optimizees;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How many threads one ND4J call may use; a setting of the whole process. */
public final class Nd4jThreads {
    private Nd4jThreads() {}

    /**
     * One thread per call. Products of this size gain nothing from more, callers run optimizees side by side, and results
     * then do not depend on the machine's number of cores.
     */
    public static void useOne() {
        Nd4j.factory().blas().setMaxThreads(1);
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
    }
}
