package org.shootdown.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.shootdown.catalogue.BadInput;
import org.shootdown.machine.Property;
import org.shootdown.synthesis.Ruling.Killer;
import org.shootdown.synthesis.Ruling.Standing;

class CheckpointTest {
    private static final Ruling KILLED =
            new Ruling("a", "native", Standing.KILLED, List.of(new Killer("native/x/y/tso", Property.P2)), null);
    private static final Ruling COVERED = new Ruling("b", "kvm", Standing.COVERED, List.of(), "a");

    @TempDir
    private Path folder;

    private Path written() {
        Path file = folder.resolve("state");
        try (Checkpoint checkpoint = Checkpoint.create(file, "1", "q", List.of(KILLED))) {
            checkpoint.add(COVERED);
        }
        return file;
    }

    @Test
    void whatIsKeptIsReadAgain() {
        assertThat(Checkpoint.read(written(), "1", "q").get("native")).containsEntry("a", KILLED);
        assertThat(Checkpoint.read(written(), "1", "q").get("kvm")).containsEntry("b", COVERED);
    }

    @Test
    void aLineThatAKillCutShortIsLeftAside() throws Exception {
        Path file = written();
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 3));
        assertThat(Checkpoint.read(file, "1", "q").get("native")).containsOnlyKeys("a");
        assertThat(Checkpoint.read(file, "1", "q")).doesNotContainKey("kvm");
    }

    @Test
    void anotherBuildOrQuestionIsRefusedInOneLine() throws Exception {
        Path file = written();
        assertThatThrownBy(() -> Checkpoint.read(file, "2", "q"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("was written by another build, 1; this is 2");
        assertThatThrownBy(() -> Checkpoint.read(file, "1", "r"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("other cells or another space");
        Files.writeString(file, "nonsense");
        assertThatThrownBy(() -> Checkpoint.read(file, "1", "q"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is not what --checkpoint writes");
        Files.write(file, new byte[] {(byte) 0xff, 0});
        assertThatThrownBy(() -> Checkpoint.read(file, "1", "q")).isInstanceOf(BadInput.class);
    }
}
