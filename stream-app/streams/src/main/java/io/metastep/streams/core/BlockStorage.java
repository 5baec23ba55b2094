package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import io.metastep.schemas.WireException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What is durable about a partition: headers, snapshots in pieces, and the position, in three tables. */
public final class BlockStorage {
    private static final byte[] POSITION_KEY = {'p'};
    private static final byte[] EVERYTHING = {};
    private static final int DEFAULT_PIECE_BYTES = 512 << 10;

    private final Table headers;
    private final Table snapshots;
    private final Table positions;
    private final int pieceBytes;

    public BlockStorage(Table headers, Table snapshots, Table positions) {
        this(headers, snapshots, positions, DEFAULT_PIECE_BYTES);
    }

    BlockStorage(Table headers, Table snapshots, Table positions, int pieceBytes) {
        this.headers = headers;
        this.snapshots = snapshots;
        this.positions = positions;
        this.pieceBytes = pieceBytes;
    }

    @Nullable
    Position position() {
        byte[] bytes = positions.get(POSITION_KEY);
        return bytes == null ? null : Position.read(bytes);
    }

    // Hot path: per record.
    void putPosition(Position position) {
        positions.put(POSITION_KEY, position.write());
    }

    @Nullable
    BlockHeader header(BlockKey key) {
        byte[] bytes = headers.get(key.bytes());
        return bytes == null ? null : BlockHeader.read(bytes);
    }

    void putHeader(BlockKey key, BlockHeader header) {
        headers.put(key.bytes(), header.write(key));
    }

    /** Visits the headers of all blocks of the job. */
    void headersOfJob(String jobId, HeaderVisitor visitor) {
        headers((jobId + "/").getBytes(StandardCharsets.UTF_8), visitor);
    }

    private void headers(byte[] prefix, HeaderVisitor visitor) {
        headers.scan(prefix, (key, value) -> visitor.visit(key(key), BlockHeader.read(value)));
    }

    private static BlockKey key(byte[] bytes) {
        try {
            return BlockKey.parse(bytes);
        } catch (WireException e) {
            throw new StateFormatException("A stored key is malformed: " + e.detail());
        }
    }

    void headers(HeaderVisitor visitor) {
        headers(EVERYTHING, visitor);
    }

    byte[] snapshot(BlockKey key, int slot, SlotMark mark) {
        ByteBuffer whole = ByteBuffer.allocate(mark.bytes());
        for (int piece = 0; piece < pieces(mark.bytes()); piece++) {
            byte[] bytes = snapshots.get(pieceKey(key.bytes(), slot, piece));
            if (bytes == null) {
                throw new StateFormatException("Piece " + piece + " of snapshot " + mark + " of " + key
                        + " is missing in the snapshot table; reset the application's state");
            }
            whole.put(bytes);
        }
        return whole.array();
    }

    /** Replaces what the slot held. */
    void putSnapshot(BlockKey key, int slot, SlotMark before, byte[] whole) {
        byte[] keyBytes = key.bytes();
        int pieces = pieces(whole.length);
        for (int piece = 0; piece < pieces; piece++) {
            int start = piece * pieceBytes;
            byte[] bytes =
                    pieces == 1 ? whole : Arrays.copyOfRange(whole, start, Math.min(whole.length, start + pieceBytes));
            snapshots.put(pieceKey(keyBytes, slot, piece), bytes);
        }
        deletePieces(keyBytes, slot, pieces, pieces(before.bytes()));
    }

    /** Forgets the block. */
    void delete(BlockKey key, BlockHeader header) {
        for (int slot = 0; slot < BlockHeader.SLOTS; slot++) {
            deleteSnapshot(key, slot, header.slots().get(slot));
        }
        headers.delete(key.bytes());
    }

    /** Forgets what the slot holds. */
    void deleteSnapshot(BlockKey key, int slot, SlotMark mark) {
        deletePieces(key.bytes(), slot, 0, pieces(mark.bytes()));
    }

    private void deletePieces(byte[] keyBytes, int slot, int from, int to) {
        for (int piece = from; piece < to; piece++) {
            snapshots.delete(pieceKey(keyBytes, slot, piece));
        }
    }

    private int pieces(int bytes) {
        return (bytes + pieceBytes - 1) / pieceBytes;
    }

    /** Block key, 0, slot, piece: all ends are equally long, so no two blocks collide. */
    private static byte[] pieceKey(byte[] keyBytes, int slot, int piece) {
        return ByteBuffer.allocate(keyBytes.length + 4)
                .put(keyBytes)
                .put((byte) 0)
                .put((byte) slot)
                .putShort((short) piece)
                .array();
    }

    /** Receives headers. */
    interface HeaderVisitor {
        void visit(BlockKey key, BlockHeader header);
    }
}
