/**
 * Files of NumPy arrays, npy and npz, read strictly: whoever wrote them, reading ends with arrays or with a {@link
 * io.metastep.cli.numpy.NumpyException} that says what is wrong, and takes no more memory than the file's own bytes up to a limit.
 *
 * <p>Written here because what is to be had does not do: ND4J's reader is native, leaves the array when a file is cut and reads whatever
 * lies behind it, and knows no compressed files; the libraries on Maven Central that were tried return zeros or wait for ever at the end of
 * a cut array, and allocate whatever sizes a header of 100 bytes claims. Knows only the JDK.
 */
@NullMarked
package io.metastep.cli.numpy;

import org.jspecify.annotations.NullMarked;
