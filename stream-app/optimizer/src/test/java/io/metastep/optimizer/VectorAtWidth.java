package io.metastep.optimizer;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** The vector kernels at any width: their package loaded once more, with the width as its constant. */
final class VectorAtWidth {

    private static final String PACKAGE = "io.metastep.optimizer.vector.";
    private static final String BITS = "metastep.vector.bits";

    static KernelProvider provider(int bits) {
        return withProperty(bits, () -> {
            try {
                Class<?> kernels = Class.forName(PACKAGE + "VectorKernels", true, new Isolated());
                KernelProvider provider = kernels.asSubclass(KernelProvider.class)
                        .getDeclaredConstructor()
                        .newInstance();
                if (!provider.name().contains(Integer.toString(bits))) {
                    throw new AssertionError("asked for " + bits + " bits, got " + provider.name());
                }
                return provider;
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(e.getMessage(), e);
            }
        });
    }

    private static synchronized KernelProvider withProperty(int bits, Supplier<KernelProvider> load) {
        String before = System.getProperty(BITS, "");
        System.setProperty(BITS, Integer.toString(bits));
        try {
            return load.get();
        } finally {
            if (before.isEmpty()) {
                System.clearProperty(BITS);
            } else {
                System.setProperty(BITS, before);
            }
        }
    }

    private static final class Isolated extends ClassLoader {

        Isolated() {
            super(VectorAtWidth.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(PACKAGE)) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private VectorAtWidth() {}
}
