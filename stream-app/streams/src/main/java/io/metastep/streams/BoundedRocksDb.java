package io.metastep.streams;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Lets all stores of the process share one bounded amount of native memory. Snapshots are written often, read at restarts
 * and hardly compressible: they lie in files of their own, so that sorting keys does not mean writing them again and again.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    private static final long SHARED_BYTES = 128L << 20;
    private static final long WRITE_BYTES = 64L << 20;
    private static final long BUFFER_BYTES = 8L << 20;
    private static final long LARGE_BYTES = 4L << 10;
    private static final long BLOB_FILE_BYTES = 32L << 20;

    /** With so large a share of garbage, the oldest files are written anew. */
    private static final double GARBAGE = 0.5;

    private static final class Shared {
        private static final Cache CACHE = new LRUCache(SHARED_BYTES);
        private static final WriteBufferManager WRITES = new WriteBufferManager(WRITE_BYTES, CACHE);
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(Shared.CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(Shared.WRITES);
        options.setWriteBufferSize(BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
        options.setCompressionType(CompressionType.NO_COMPRESSION);
        options.setEnableBlobFiles(true);
        options.setMinBlobSize(LARGE_BYTES);
        options.setBlobFileSize(BLOB_FILE_BYTES);
        options.setEnableBlobGarbageCollection(true);
        options.setBlobGarbageCollectionForceThreshold(GARBAGE);
    }

    @Override
    public void close(String storeName, Options options) {
        // Cache and buffer manager belong to the process.
    }
}
