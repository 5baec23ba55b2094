package io.metastep.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.metastep.cli.CommandFailure;
import io.metastep.cli.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScramPasswordsTest {
    private static final String SECRET = "open-sesame";

    private final Path file;
    private final Problems problems = new Problems();

    ScramPasswordsTest(@TempDir Path folder) {
        file = folder.resolve("passwords");
    }

    @Test
    void eachUserOfTheFileGetsThePassword() throws IOException {
        ScramPasswords passwords = read("# of the tenant\ndemo-client=" + SECRET + "\nadmin=other=with=equals \n");
        problems.throwIfAny();
        assertThat(passwords.users()).containsExactly("admin", "demo-client");
        assertThat(passwords.alterations())
                .extracting(each -> (UserScramCredentialUpsertion) each)
                .extracting(each -> new String(each.password(), StandardCharsets.UTF_8))
                .containsExactly("other=with=equals", SECRET);
    }

    @Test
    void whatIsWrongShowsNoPasswordNotEvenInPlaceOfAUser() throws IOException {
        read("demo-client=" + SECRET + "\n" + SECRET + "-of-admin\n");
        assertThatThrownBy(problems::throwIfAny)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("1 lines of " + file + " are not USER=PASSWORD")
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aFileWithoutUsersIsAnError() throws IOException {
        read("\n");
        assertThatThrownBy(problems::throwIfAny).hasMessageContaining("USER=PASSWORD");
    }

    private ScramPasswords read(String lines) throws IOException {
        return ScramPasswords.read("--passwords", Files.writeString(file, lines), problems);
    }
}
