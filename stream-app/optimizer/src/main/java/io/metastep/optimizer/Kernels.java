package io.metastep.optimizer;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which kernels this virtual machine can run; decided once. */
final class Kernels {

    private static final Logger LOG = LoggerFactory.getLogger(Kernels.class);
    private static final String MODULE = "jdk.incubator.vector";
    private static final String PROVIDER = "io.metastep.optimizer.vector.VectorKernels";
    private static final Optional<KernelProvider> VECTOR = find();

    /** The vector kernels, if the incubator module is there. */
    static Optional<KernelProvider> vector() {
        return VECTOR;
    }

    private static Optional<KernelProvider> find() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("missingModule", MODULE)
                    .log("Scalar kernel, several times slower: start Java with --add-modules " + MODULE);
            return Optional.empty();
        }
        return Optional.of(load());
    }

    private static KernelProvider load() {
        try {
            return Class.forName(PROVIDER)
                    .asSubclass(KernelProvider.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Broken installation: cannot load " + PROVIDER, e);
        }
    }

    private Kernels() {}
}
