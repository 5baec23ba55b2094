package io.metastep.ops;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends browsers what changed, each on a thread of its own, so that a slow one delays nobody; at most once a second. Thread-safe.
 */
final class EventStreams implements AutoCloseable {
    static final int MOST = 32;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final Page page;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    EventStreams(Page page) {
        this.page = page;
    }

    /** Takes a browser on; whoever comes when all places are taken is sent away and tries again by itself. */
    void accept(SseClient client) {
        if (threads.size() >= MOST) {
            client.sendComment("too many pages are open");
            client.close();
            return;
        }
        client.keepAlive();
        Thread thread = new Thread(() -> run(client), "metastep-page-stream");
        thread.setDaemon(true);
        threads.add(thread);
        client.onClose(thread::interrupt);
        thread.start();
    }

    private void run(SseClient client) {
        try {
            long known = 0;
            while (!client.terminated()) {
                Page.News news = page.since(known);
                if (news.version() > known || known == 0) {
                    client.sendEvent("fleet", news.json());
                } else {
                    client.sendComment("still here");
                }
                known = news.version();
                Thread.sleep(PAUSE.toMillis());
                page.await(known, SILENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.remove(Thread.currentThread());
            client.close();
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
