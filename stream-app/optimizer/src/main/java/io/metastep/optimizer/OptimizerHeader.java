package io.metastep.optimizer;

/**
 * What an optimizer file says before its parameters.
 *
 * @param family name of a line of versions
 * @param version number in the family, from 1
 * @param spec what the optimizer is
 * @param provenance where it comes from
 */
public record OptimizerHeader(String family, int version, OptimizerSpec spec, Provenance provenance) {

    /** Reads what {@link #toJson} wrote; family and version are checked only when it becomes a file. */
    public static OptimizerHeader parse(String json) throws OptimizerFileException {
        return OptimizerFileFormat.header(json);
    }

    /** The JSON of an optimizer file; the same header always gives the same text. */
    public String toJson() {
        return OptimizerFileFormat.json(this);
    }

    /** The optimizer that has these parameters. */
    public OptimizerFile with(OptimizerParameters parameters) {
        return new OptimizerFile(family, version, spec, parameters, provenance);
    }
}
