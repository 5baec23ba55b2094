package io.metastep.integration.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.metastep.integration.harness.Await;
import io.metastep.integration.harness.ChildApplication;
import io.metastep.integration.harness.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The state folder goes: under the running application, which is killed soon after, or after it was killed. */
final class StateDeleted implements Fault {
    @Override
    public String name() {
        return "state-deleted";
    }

    @Override
    public String strike(Arena arena) {
        ChildApplication child = Approach.child(arena);
        String evidence = arena.counts(child);
        Approach.requireIn(arena, child);
        assertThat(arena.folder("first")).isNotEmptyDirectory();
        boolean isAlive = arena.random().nextBoolean();
        if (isAlive) {
            delete(arena.folder("first"));
            arena.send(20);
        }
        child.child().kill();
        delete(arena.folder("first"));
        arena.keep(arena.launch("first")).awaitRunning();
        return "folder gone " + (isAlive ? "under the application" : "while it was dead") + ", killed after "
                + evidence;
    }

    private static void delete(Path folder) {
        Await.until("deletion of " + folder, () -> {
            Tool.run("bash", "-c", "rm -rf " + folder + "/* || true");
            try (Stream<Path> found = Files.list(folder)) {
                return found.findAny().isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
