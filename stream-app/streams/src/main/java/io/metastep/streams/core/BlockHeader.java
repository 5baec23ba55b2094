package io.metastep.streams.core;

import io.metastep.schemas.BlockKey;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is durable about a block beside its snapshots: where its memory began, its attempts since, every decision that the
 * outside world had a say in, and what the two snapshot slots hold. Immutable.
 *
 * @param birth offset of the first record of the present memory; what lies before it has no effect any more
 * @param guard the guard before that record
 * @param attempts attempts since birth, oldest first; never empty
 * @param pins decisions, oldest first
 */
record BlockHeader(long birth, Guard guard, List<AttemptStart> attempts, List<Pin> pins, List<SlotMark> slots) {
    static final int SLOTS = 2;

    private static final byte FORMAT = 2;
    private static final int MAX_PINS = 64;
    private static final int MAX_ATTEMPTS = 64;

    BlockHeader {
        attempts = List.copyOf(attempts);
        pins = List.copyOf(pins);
        slots = List.copyOf(slots);
    }

    static BlockHeader born(AttemptStart start, Guard guard) {
        return new BlockHeader(
                start.offset(), guard, List.of(start), List.of(), List.of(SlotMark.EMPTY, SlotMark.EMPTY));
    }

    /** The same block with a memory that begins with that record. */
    BlockHeader reborn(AttemptStart start, Guard guardBefore) {
        return new BlockHeader(start.offset(), guardBefore, List.of(start), pins, slots);
    }

    /** With one more attempt; forgets the oldest beyond a limit, and with it what could be rewound to. */
    BlockHeader withAttempt(AttemptStart start) {
        return new BlockHeader(birth, guard, appended(attempts, start, MAX_ATTEMPTS), pins, slots);
    }

    /** With one more decision; the oldest beyond a limit are forgotten, no replay reaches back that far. */
    BlockHeader withPin(Pin pin) {
        return new BlockHeader(birth, guard, attempts, appended(pins, pin, MAX_PINS), slots);
    }

    BlockHeader withSnapshot(int slot, SlotMark mark) {
        List<SlotMark> next = new ArrayList<>(slots);
        next.set(slot, mark);
        return new BlockHeader(birth, guard, attempts, pins, next);
    }

    /** The decision that holds for the record at the offset. */
    Decision decisionAt(long offset) {
        for (int i = pins.size() - 1; i >= 0; i--) {
            if (pins.get(i).offset() <= offset) {
                return pins.get(i).decision();
            }
        }
        return new Decision.Unknown();
    }

    /** Whether it is still written down what was decided for the record at the offset. */
    boolean knowsDecisionAt(long offset) {
        return !pins.isEmpty() && pins.get(0).offset() <= offset;
    }

    /**
     * The header as it was when that snapshot alone was there.
     *
     * @return null if too little of that time is known
     */
    @Nullable
    BlockHeader asOf(SlotMark mark) {
        List<AttemptStart> then = attempts.stream()
                .filter(start -> start.offset() <= mark.covered() || start.attempt() == mark.attempt())
                .toList();
        List<Pin> known =
                pins.stream().filter(pin -> pin.offset() <= mark.covered()).toList();
        return then.isEmpty() ? null : new BlockHeader(birth, guard, then, known, List.of(mark, SlotMark.EMPTY));
    }

    /** The slot of the oldest snapshot of the present memory after which all records are there, or -1. */
    int oldestSlot(long earliest) {
        int newest = newestSlot();
        int oldest = 1 - newest;
        if (isWhole(slots.get(oldest), earliest)) {
            return oldest;
        }
        return isWhole(newest(), earliest) ? newest : -1;
    }

    private boolean isWhole(SlotMark mark, long earliest) {
        return isUsable(mark) && mark.covered() + 1 >= earliest;
    }

    /** Slot of the newest snapshot; it may be empty. */
    int newestSlot() {
        return slots.get(0).sequence() >= slots.get(1).sequence() ? 0 : 1;
    }

    /**
     * The slot to overwrite with a snapshot at that step: one of a former memory or of steps that were given up if there is
     * one, else the one that leaves the other about a period of steps back, so that a new attempt finds one before its first
     * step.
     */
    int slotFor(long step, long period) {
        int newest = newestSlot();
        SlotMark oldest = slots.get(1 - newest);
        if (!isOfUse(oldest)) {
            return 1 - newest;
        }
        if (!isOfUse(newest())) {
            return newest;
        }
        boolean isNewestClose = step - newest().lastStep() < period;
        return isNewestClose && step - oldest.lastStep() <= 2 * period ? newest : 1 - newest;
    }

    SlotMark newest() {
        return slots.get(newestSlot());
    }

    /** Whether the slot's snapshot belongs to the present memory. */
    boolean isUsable(SlotMark mark) {
        return !mark.isEmpty() && mark.covered() >= birth;
    }

    /** Whether a new attempt may yet begin with it: no attempt so far gave up any of its steps. */
    private boolean isOfUse(SlotMark mark) {
        return isBefore(mark, Long.MAX_VALUE);
    }

    /** Slot of the newest snapshot that no step from that one on has touched, or -1 for the block's birth. */
    int slotBefore(long step) {
        int newest = newestSlot();
        if (isBefore(newest(), step)) {
            return newest;
        }
        return isBefore(slots.get(1 - newest), step) ? 1 - newest : -1;
    }

    private boolean isBefore(SlotMark mark, long step) {
        return isUsable(mark) && mark.lastStep() < endOf(mark.attempt(), step);
    }

    /** The first step of the present memory, as far back as attempts are known. */
    long birthStep() {
        return attempts.get(0).step();
    }

    /** The attempt that came last. */
    long lastAttempt() {
        return attempts.get(attempts.size() - 1).attempt();
    }

    /** Whether nothing is left of the present memory if records below that offset are gone. */
    boolean isLost(long lostBefore) {
        return birth < lostBefore && !isUsable(newest());
    }

    /** Bytes that snapshots of the block take in the state store. */
    long snapshotBytes() {
        return slots.stream().mapToLong(SlotMark::bytes).sum();
    }

    /** How the block was refused, when it last was. */
    Decision.Refuse refusal() {
        for (int i = pins.size() - 1; i >= 0; i--) {
            if (pins.get(i).decision() instanceof Decision.Refuse refuse) {
                return refuse;
            }
        }
        return Decision.Refuse.MEMORY;
    }

    /** Offset up to which nothing has to be replayed. */
    long covered() {
        return Math.max(birth - 1, newest().covered());
    }

    /** Steps of the attempt from this one on were given up by later attempts; {@code next} is the one that begins now. */
    long endOf(long attempt, long next) {
        long end = next;
        for (AttemptStart start : attempts) {
            if (start.attempt() > attempt) {
                end = Math.min(end, start.step());
            }
        }
        return end;
    }

    boolean knows(long attempt) {
        return attempts.stream().anyMatch(start -> start.attempt() == attempt);
    }

    /** The attempt that the block belonged to when that record arrived. */
    long attemptAt(long offset) {
        for (int i = attempts.size() - 1; i > 0; i--) {
            if (attempts.get(i).offset() <= offset) {
                return attempts.get(i).attempt();
            }
        }
        return attempts.get(0).attempt();
    }

    /** Whether everything that was decided after the offset is still known. */
    boolean reachesBackTo(long offset) {
        return (pins.size() < MAX_PINS || pins.get(0).offset() <= offset)
                && (attempts.size() < MAX_ATTEMPTS || attempts.get(0).offset() <= offset);
    }

    /** Whether so many decisions came since the last snapshot that the oldest might be forgotten. */
    boolean isCrowded() {
        return pins.size() > MAX_PINS / 2
                && pins.get(pins.size() - MAX_PINS / 2).offset() > newest().covered();
    }

    byte[] write(BlockKey key) {
        return Formats.bytes(out -> write(key, out));
    }

    private void write(BlockKey key, DataOutputStream out) throws IOException {
        out.writeByte(FORMAT);
        out.writeUTF(key.toString());
        out.writeLong(birth);
        Guard.write(guard, out);
        out.writeInt(attempts.size());
        for (AttemptStart start : attempts) {
            out.writeLong(start.attempt());
            out.writeLong(start.step());
            out.writeLong(start.offset());
        }
        out.writeInt(pins.size());
        for (Pin pin : pins) {
            out.writeLong(pin.offset());
            out.writeUTF(text(pin.decision()));
        }
        for (SlotMark mark : slots) {
            write(mark, out);
        }
    }

    private static void write(SlotMark mark, DataOutputStream out) throws IOException {
        out.writeLong(mark.sequence());
        out.writeLong(mark.covered());
        out.writeLong(mark.attempt());
        out.writeLong(mark.lastStep());
        out.writeLong(mark.lastTimestamp());
        out.writeInt(mark.bytes());
    }

    static BlockHeader read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Formats.check("block header", in.readByte(), FORMAT);
            in.readUTF();
            return new BlockHeader(
                    in.readLong(),
                    Guard.read(in),
                    list(in, BlockHeader::readAttempt),
                    list(in, BlockHeader::readPin),
                    List.of(readMark(in), readMark(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AttemptStart readAttempt(DataInputStream in) throws IOException {
        return new AttemptStart(in.readLong(), in.readLong(), in.readLong());
    }

    private static Pin readPin(DataInputStream in) throws IOException {
        return new Pin(in.readLong(), decision(in.readUTF()));
    }

    private static SlotMark readMark(DataInputStream in) throws IOException {
        return new SlotMark(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readInt());
    }

    static String text(Decision decision) {
        if (decision instanceof Decision.Use use) {
            return use.version();
        }
        return decision instanceof Decision.Refuse refuse ? text(refuse) : "?";
    }

    private static String text(Decision.Refuse refuse) {
        return switch (refuse) {
            case MEMORY -> "!";
            case LIMIT -> "!limit";
        };
    }

    private static Decision decision(String text) {
        return switch (text) {
            case "!" -> Decision.Refuse.MEMORY;
            case "!limit" -> Decision.Refuse.LIMIT;
            case "?" -> new Decision.Unknown();
            default -> new Decision.Use(text);
        };
    }

    private static <T> List<T> list(DataInputStream in, Formats.Reader<T> reader) throws IOException {
        int size = in.readInt();
        List<T> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(reader.read(in));
        }
        return items;
    }

    private static <T> List<T> appended(List<T> items, T item, int limit) {
        List<T> next = new ArrayList<>(items.subList(Math.max(0, items.size() + 1 - limit), items.size()));
        next.add(item);
        return next;
    }
}
