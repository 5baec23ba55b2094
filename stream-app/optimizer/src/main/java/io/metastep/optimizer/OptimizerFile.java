package io.metastep.optimizer;

import java.util.HexFormat;

/**
 * One version of an optimizer, as it is stored, published and shipped.
 *
 * @param family name of a line of versions
 * @param version number in the family, from 1
 * @param spec what the optimizer is
 * @param parameters its meta-parameters, of the spec's shape
 * @param provenance where it comes from
 */
public record OptimizerFile(
        String family, int version, OptimizerSpec spec, OptimizerParameters parameters, Provenance provenance) {

    public OptimizerFile {
        Checks.require(
                family.matches("[a-z0-9][a-z0-9._-]{0,99}"),
                "optimizer family is \"%s\", expected 1 to 100 of a-z 0-9 . _ -",
                family);
        Checks.require(version >= 1, "optimizer %s has version %s, expected at least 1", family, version);
        Checks.require(
                parameters.size() == spec.parameterCount(),
                "optimizer %s@%s has %s parameters, expected %s for its spec",
                family,
                version,
                parameters.size(),
                spec.parameterCount());
    }

    /** {@code family@version}. */
    public String reference() {
        return family + "@" + version;
    }

    /** The file's bytes; the same optimizer always gives the same bytes. */
    public byte[] write() {
        return OptimizerFileFormat.write(this);
    }

    /** All of it but the parameters. */
    public OptimizerHeader header() {
        return new OptimizerHeader(family, version, spec, provenance);
    }

    /** The SHA-256 that ends the file, of all bytes before it, as 64 hexadecimal digits; tells any two optimizers apart. */
    public String checksum() {
        return HexFormat.of().formatHex(OptimizerFileFormat.checksum(write()));
    }

    /** Reads and verifies a file; never allocates more than a small multiple of its length. */
    public static OptimizerFile read(byte[] bytes) throws OptimizerFileException {
        return OptimizerFileFormat.read(bytes);
    }
}
