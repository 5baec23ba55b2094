package io.metastep.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireCheckTest {
    private static final Schema LONGS = SchemaBuilder.array().items().longType();
    private static final Schema NULLS = SchemaBuilder.array().items().nullType();
    private static final Schema MAP = SchemaBuilder.map().values().doubleType();

    @ParameterizedTest
    @CsvSource({
        "int,00",
        "int,ffffffff0f",
        "long,ffffffffffffffffff01",
        "boolean,01",
        "float,00000000",
        "double,0000000000000000",
        "bytes,020a",
        "string,00"
    })
    void whatAvroWritesPasses(String type, String hex) {
        assertThatCode(() -> check(Schema.create(Schema.Type.valueOf(type.toUpperCase(java.util.Locale.ROOT))), hex))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "int,ffffffffff0f", // more than 32 bits
        "int,ffffffff1f", // 33 bits
        "long,ffffffffffffffffffff01", // more than 64 bits
        "boolean,02",
        "float,000000",
        "bytes,01", // negative
        "bytes,feffffff0f", // 2 GiB
        "bytes,feffffffffffffffff01", // the largest long
        "string,0461" // one byte short
    })
    void whatWouldMisleadAvroIsUndecodable(String type, String hex) {
        Schema schema = Schema.create(Schema.Type.valueOf(type.toUpperCase(java.util.Locale.ROOT)));

        assertThat(reason(schema, hex)).isEqualTo(RejectionReason.UNDECODABLE);
    }

    @Test
    void arraysAreCountedBeforeTheyAreRead() throws WireException {
        check(LONGS, "04020400");
        check(LONGS, "0304020400"); // two items, their 2 bytes announced
        check(MAP, "0202610000000000000000" + "00");
        assertThat(reason(LONGS, "feffffff0f")).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(reason(NULLS, "feffffffffffffffff0100")).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(reason(NULLS, "ffffffffffffffffff010000")).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(reason(NULLS, "8040" + "0200")).isEqualTo(RejectionReason.TOO_LARGE);
        assertThat(reason(LONGS, "0402")).isEqualTo(RejectionReason.UNDECODABLE);
    }

    @Test
    void indexesOfUnionsAndEnumsStayInside() {
        Schema union = Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.LONG));

        assertThat(reason(union, "04")).isEqualTo(RejectionReason.UNDECODABLE);
        assertThat(reason(union, "01")).isEqualTo(RejectionReason.UNDECODABLE);
        assertThat(reason(ElementEncoding.getClassSchema(), "06")).isEqualTo(RejectionReason.UNDECODABLE);
    }

    @Test
    void recursionHasABottom() {
        Schema list = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"L\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}");

        assertThat(reason(list, "02".repeat(10_000) + "00")).isEqualTo(RejectionReason.UNDECODABLE);
    }

    @Test
    void longStringsAreTooLarge() {
        String length = "828008"; // zigzag of 65,537
        assertThat(reason(Schema.create(Schema.Type.STRING), length + "61".repeat(65_537)))
                .isEqualTo(RejectionReason.TOO_LARGE);
    }

    private static void check(Schema schema, String hex) throws WireException {
        WireCheck.check(schema, HexFormat.of().parseHex(hex), 0);
    }

    private static RejectionReason reason(Schema schema, String hex) {
        WireException[] caught = new WireException[1];
        assertThatExceptionOfType(WireException.class)
                .isThrownBy(() -> check(schema, hex))
                .satisfies(e -> caught[0] = e);
        return caught[0].reason();
    }
}
