package io.metastep.integration.faults;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** What the broker knows of a scenario's application. */
final class Groups {
    private Groups() {}

    /** Members that are thought to be alive; -1 if the broker does not say. */
    static int members(Arena arena) {
        String group = arena.topics().prefix();
        try (Admin admin = arena.cluster().admin()) {
            return switch (arena.scenario().protocol()) {
                case CLASSIC ->
                    admin.describeConsumerGroups(List.of(group))
                            .all()
                            .get()
                            .values()
                            .iterator()
                            .next()
                            .members()
                            .size();
                case STREAMS ->
                    admin.describeStreamsGroups(List.of(group))
                            .all()
                            .get()
                            .values()
                            .iterator()
                            .next()
                            .members()
                            .size();
            };
        } catch (ExecutionException e) {
            return -1;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
