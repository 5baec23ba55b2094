package io.metastep.cli.optimizers;

import io.metastep.optimizer.OptimizerFile;
import java.util.List;

/**
 * An optimizer that was imported.
 *
 * @param remarks what a person should know about how its file was read
 */
record Imported(OptimizerFile file, List<String> remarks) {

    Imported {
        remarks = List.copyOf(remarks);
    }
}
