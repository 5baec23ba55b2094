package io.metastep.cli.bench.pipeline;

import io.metastep.cli.ExitCode;
import io.metastep.cli.bench.KernelRate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints what the kernel of the application's optimizer does on the core that this process runs on. */
@Command(name = "kernel-alone", hidden = true)
public final class KernelAloneCommand implements Callable<Integer> {

    @Option(names = "--blocks", required = true)
    private int blocks;

    @Option(names = "--coordinates", required = true)
    private int coordinates;

    @Override
    public Integer call() {
        System.out.println("rate " + Math.round(KernelRate.ofShipped(blocks, coordinates)));
        return ExitCode.OK;
    }
}
