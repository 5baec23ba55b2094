package io.metastep.cli.terminal;

import java.util.List;

/** Something in progress, looked at again and again by the screen's own thread. */
public interface View {

    /** Rows for a terminal, redrawn in place. */
    List<String> rows();

    /** One line for everything that is not a terminal. */
    String summary();
}
