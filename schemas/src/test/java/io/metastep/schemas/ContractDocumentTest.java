package io.metastep.schemas;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The README says what the code says. {@code -Dmetastep.readme=true} rewrites its tables. */
class ContractDocumentTest {
    static final List<String> SECTIONS = List.of(
            "topics",
            "partitions",
            "fingerprints",
            "example",
            "records",
            "segment",
            "headers",
            "rejections",
            "limits",
            "job-status",
            "job-status-example",
            "instance-status",
            "instance-status-example");

    private static final Path README = Path.of("README.md");
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final Map<String, Supplier<String>> TABLES = Map.ofEntries(
            Map.entry("topics", ContractDocumentTest::topics),
            Map.entry("partitions", ContractDocumentTest::partitions),
            Map.entry("fingerprints", ContractDocumentTest::fingerprints),
            Map.entry("example", ContractDocumentTest::example),
            Map.entry("records", ContractDocumentTest::records),
            Map.entry("segment", ContractDocumentTest::segment),
            Map.entry("headers", ContractDocumentTest::headers),
            Map.entry("rejections", ContractDocumentTest::rejections),
            Map.entry("limits", ContractDocumentTest::limits),
            Map.entry("job-status", () -> StatusDocument.table(JobStatus.class)),
            Map.entry("job-status-example", () -> StatusDocument.json(Examples.jobStatus())),
            Map.entry("instance-status", () -> StatusDocument.table(InstanceStatus.class)),
            Map.entry("instance-status-example", () -> StatusDocument.json(Examples.instanceStatus())));

    @ParameterizedTest
    @FieldSource("SECTIONS")
    void everyTableIsThatOfTheCode(String section) throws IOException {
        String text = Files.readString(README);
        String open = "<!-- " + section + " -->\n";
        String close = "<!-- /" + section + " -->";
        int from = text.indexOf(open) + open.length();
        int to = text.indexOf(close);
        String expected = requireNonNull(TABLES.get(section)).get();
        if (Boolean.getBoolean("metastep.readme")) {
            Files.writeString(README, text.substring(0, from) + expected + text.substring(to));
        } else {
            assertThat(text.substring(from, to)).isEqualTo(expected);
        }
    }

    @Test
    void theHashesInTheTextAreRight() throws IOException {
        assertThat(Files.readString(README))
                .contains("h(\"21\") = " + hash("21"))
                .contains("h(\"foobar\") = " + hash("foobar"))
                .contains("h(\"abc\") = " + hash("abc"));
    }

    private static String topics() {
        return table(
                List.of(
                        "topic",
                        "key",
                        "value",
                        "partition",
                        "cleanup",
                        "timestamps",
                        "kept",
                        "largest record",
                        "stored"),
                Arrays.stream(Topic.values())
                        .map(t -> List.of(
                                "`" + t.shortName() + "`",
                                t.key(),
                                t.value(),
                                t.placement().toString(),
                                t.configs().get("cleanup.policy"),
                                t.configs().get("message.timestamp.type"),
                                t.retention().isNegative() ? "for ever" : TimeSpan.of(t.retention()),
                                grouped(t.maxMessageBytes()),
                                t.isWrittenByJobs() ? Topic.COMPRESSION : "as written"))
                        .toList());
    }

    private static String partitions() {
        JobPartitions job = new JobPartitions("demo", 12, 4);
        String blocks = IntStream.range(0, 6)
                .mapToObj(b -> Integer.toString(job.of("dense/w", b)))
                .collect(Collectors.joining(", "));
        return "Example: N = 12, s = 4. h(\"demo\") = " + hash("demo") + ", so home = " + job.home()
                + " and the job's partitions are "
                + Arrays.stream(job.all()).mapToObj(Integer::toString).collect(Collectors.joining(", "))
                + ".\nh(\"dense/w\") = " + hash("dense/w") + ", " + hash("dense/w") + " mod 4 = "
                + hash("dense/w") % 4 + ", so blocks 0 to 5 of dense/w are in partitions " + blocks + ".\n";
    }

    private static String fingerprints() {
        return table(
                List.of("schema", "fingerprint", "bytes 2 to 9 of the value"),
                ReleasedSchemasTest.CURRENT.stream()
                        .flatMap(current -> fingerprints(current.getName()))
                        .toList());
    }

    private static Stream<List<String>> fingerprints(String name) {
        List<Schema> released = ReleasedSchemas.of(name);
        return IntStream.range(0, released.size()).mapToObj(i -> {
            long fingerprint = Wire.fingerprint(released.get(i));
            return List.of(
                    "`" + name + "/v" + (i + 1) + ".avsc`",
                    "`" + HexFormat.of().toHexDigits(fingerprint) + "`",
                    "`" + HexFormat.of().toHexDigits(Long.reverseBytes(fingerprint)) + "`");
        });
    }

    private static String example() {
        return example(Examples.gradient(), Wire.gradients());
    }

    private static String segment() {
        return example(Examples.segment().build(), Wire.trajectories());
    }

    /** The record taken apart. */
    private static <T extends SpecificRecordBase> String example(T example, Wire<T> wire) {
        byte[] bytes = wire.encode(example);
        StringBuilder parts =
                new StringBuilder(HEX.formatHex(bytes, 0, Wire.HEADER_BYTES).replace(" ", ""));
        String rows = example.getSchema().getFields().stream()
                .map(field -> {
                    String hex = HEX.formatHex(encode(field.schema(), example.get(field.pos())));
                    parts.append(hex.replace(" ", ""));
                    return "| `" + hex + "` | " + field.name() + " | " + show(field, example.get(field.pos())) + " |\n";
                })
                .collect(Collectors.joining());
        String whole = HexFormat.of().formatHex(bytes);
        assertThat(parts).hasToString(whole);
        return "```\n" + whole.replaceAll("(.{64})", "$1\n").strip()
                + "\n```\n\n| bytes | field | value |\n|---|---|---|\n"
                + "| `c3 01` | marker | |\n| `" + HEX.formatHex(bytes, 2, Wire.HEADER_BYTES)
                + "` | fingerprint | " + example.getSchema().getName() + " v"
                + ReleasedSchemas.of(example.getSchema().getName()).size() + " |\n" + rows;
    }

    private static String records() {
        return ReleasedSchemasTest.CURRENT.stream()
                .flatMap(ContractDocumentTest::withItems)
                .map(schema -> "**" + schema.getName() + "**: " + schema.getDoc() + "\n\n"
                        + table(
                                List.of("field", "type", "default", "meaning"),
                                schema.getFields().stream()
                                        .map(ContractDocumentTest::row)
                                        .toList()))
                .collect(Collectors.joining("\n"));
    }

    /** The record, then those that its arrays hold. */
    private static Stream<Schema> withItems(Schema schema) {
        return Stream.concat(
                Stream.of(schema),
                schema.getFields().stream()
                        .map(Schema.Field::schema)
                        .filter(type -> type.getType() == Schema.Type.ARRAY)
                        .map(Schema::getElementType)
                        .filter(item -> item.getType() == Schema.Type.RECORD));
    }

    private static List<String> row(Schema.Field field) {
        return List.of(
                "`" + field.name() + "`",
                type(field.schema()),
                field.hasDefaultValue() ? "`" + defaultOf(field) + "`" : "",
                meaning(field));
    }

    private static String meaning(Schema.Field field) {
        String doc = field.doc() == null ? field.schema().getDoc() : field.doc();
        return doc == null ? "" : doc;
    }

    private static String type(Schema schema) {
        return switch (schema.getType()) {
            case ENUM -> String.join(" ", schema.getEnumSymbols());
            case UNION ->
                schema.getTypes().stream().map(ContractDocumentTest::type).collect(Collectors.joining(" or "));
            case ARRAY -> "array of " + type(schema.getElementType());
            case RECORD -> schema.getName();
            case MAP -> "map of " + type(schema.getValueType());
            default -> schema.getType().getName();
        };
    }

    private static String defaultOf(Schema.Field field) {
        Object value = field.defaultVal();
        if (value instanceof byte[] bytes) {
            return "\"" + new String(bytes, StandardCharsets.ISO_8859_1) + "\"";
        }
        return value == org.apache.avro.JsonProperties.NULL_VALUE
                ? "null"
                : value instanceof String s ? "\"" + s + "\"" : value.toString();
    }

    private static String headers() {
        return RejectedHeaders.all().stream()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", ", "", " (UTF-8 text, numbers in decimal).\n"));
    }

    private static String rejections() {
        return table(
                List.of("code", "meaning", "what to do"),
                Arrays.stream(RejectionReason.values())
                        .map(r -> List.of("`" + r.code() + "`", r.meaning(), r.remedy()))
                        .toList());
    }

    private static String limits() {
        return table(
                List.of("what", "at most"),
                List.of(
                        List.of("characters of a job id", grouped(Limits.JOB_ID_CHARS)),
                        List.of("characters of a tensor name", grouped(Limits.TENSOR_CHARS)),
                        List.of("coordinates of a block", grouped(Limits.BLOCK_COORDINATES)),
                        List.of(
                                "coordinates of a block, unless the job chooses",
                                grouped(Limits.DEFAULT_BLOCK_COORDINATES)),
                        List.of("bytes of a record as it is sent, headers included", grouped(Limits.RECORD_BYTES)),
                        List.of("bytes of a string inside a record", grouped(Limits.STRING_BYTES)),
                        List.of("items of all arrays and maps of a record", grouped(Limits.ITEMS)),
                        List.of("steps of a trajectory segment", grouped(Limits.SEGMENT_STEPS)),
                        List.of("characters of the detail of a rejection", grouped(Limits.DETAIL_CHARS))));
    }

    static String table(List<String> head, List<List<String>> rows) {
        return line(head)
                + line(head.stream().map(h -> "---").toList()).replace(" ", "")
                + rows.stream().map(ContractDocumentTest::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String show(Schema.Field field, @Nullable Object value) {
        if (value instanceof ByteBuffer bytes) {
            return field.name().equals("coordinates") ? ints(bytes) : floats(bytes);
        }
        return value == null ? "null" : "".equals(value) ? "empty" : shortened(value.toString());
    }

    private static String shortened(String text) {
        return text.replaceAll("\\.(\\d{3})\\d+", ".$1…");
    }

    private static String floats(ByteBuffer bytes) {
        float[] values = Elements.decode(ElementEncoding.FLOAT32, bytes);
        return IntStream.range(0, values.length)
                .mapToObj(i -> Float.toString(values[i]))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String ints(ByteBuffer bytes) {
        IntBuffer values = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        return IntStream.range(0, values.limit())
                .mapToObj(i -> Integer.toString(values.get(i)))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String grouped(int number) {
        return String.format(java.util.Locale.ROOT, "%,d", number);
    }

    private static int hash(String text) {
        return Murmur2.positive(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] encode(Schema schema, Object value) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
            new SpecificDatumWriter<Object>(schema, Records.CLASSES).write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
