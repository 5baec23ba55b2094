package io.metastep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    private final Problems problems = new Problems();
    private final Path folder;

    OutputFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aNewFileAndAnOldOneAreFine() throws IOException {
        OutputFile.check("--out", folder.resolve("new"), problems);
        OutputFile.check("--out", Files.writeString(folder.resolve("old"), "x"), problems);
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void aFolderOrNoFolderIsAProblem() {
        OutputFile.check("--out", folder, problems);
        OutputFile.check("--json", folder.resolve("missing/file"), problems);
        assertThatThrownBy(problems::throwIfAny)
                .hasMessageContaining("--out: " + folder + " is a folder; give the name of a file")
                .hasMessageContaining("--json: there is no folder " + folder.resolve("missing"));
    }

    @Test
    void aFolderIsMadeUnlessAFileIsInTheWay() throws IOException {
        OutputFile.checkFolder("--directory", folder.resolve("new/folder"), problems);
        assertThat(folder.resolve("new/folder")).isDirectory();
        Path file = Files.writeString(folder.resolve("file"), "x");
        OutputFile.checkFolder("--directory", file.resolve("in"), problems);
        assertThatThrownBy(problems::throwIfAny)
                .hasMessage("--directory: " + file.resolve("in")
                        + " is not a folder and cannot be made one; choose another");
    }

    @Test
    void missingPermissionIsFoundBeforeTheWork() throws IOException {
        Path file = Files.writeString(folder.resolve("locked"), "x");
        assertThat(file.toFile().setWritable(false)).isTrue();
        assumeFalse(Files.isWritable(file), "root may write everything");
        OutputFile.check("--json", file, problems);
        assertThatThrownBy(problems::throwIfAny).hasMessageContaining("--json: no permission to write " + file);
    }

    @Test
    void aFileIsReplacedOnlyIfItMayBe() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), "old");
        OutputFile.checkNew("--out", folder.resolve("new"), false, problems);
        OutputFile.checkNew("--out", old, true, problems);
        assertThat(problems.isEmpty()).isTrue();
        OutputFile.checkNew("--out", old, false, problems);
        assertThatThrownBy(problems::throwIfAny)
                .hasMessage("--out: " + old + " exists; choose another name, or replace it with --force");
    }

    @Test
    void whatIsWrittenIsThereAndNothingElse() throws IOException {
        Path old = Files.writeString(folder.resolve("old"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), old);
        OutputFile.write("--out", link, new byte[] {1, 2});
        assertThat(link).isSymbolicLink();
        assertThat(old).hasBinaryContent(new byte[] {1, 2});
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("old", "link");
    }

    @Test
    void aWriteThatFailsSaysSo() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "only Linux has it");
        assertThatThrownBy(() -> OutputFile.write("--out", full, new byte[1]))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--out: could not write /dev/full: ");
        assertThat(Files.exists(full)).isTrue();
    }
}
