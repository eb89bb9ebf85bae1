package org.shootdown.check.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fields of many widths, in more than one word. */
class StateLayoutTest {
    private static final int[][] RANGES = {
        {0, 1}, {3, 3}, {-1, 2}, {0, Integer.MAX_VALUE}, {0, 255}, {0, 0xFFFF}, {5, 6}, {-1_000_000_000, 1_000_000_000}
    };

    private final StateLayout layout = layout();

    private static StateLayout layout() {
        StateLayout.Builder fields = new StateLayout.Builder();
        for (int[] range : RANGES) {
            fields.add(Arrays.toString(range), range[0], range[1], range[0]);
        }
        return fields.build();
    }

    @Test
    void takesTheBitsThatTheValuesNeedAndNoMore() {
        assertThat(layout.fields()).isEqualTo(RANGES.length);
        assertThat(layout.bits()).isEqualTo(1 + 0 + 2 + 31 + 8 + 16 + 1 + 31);
        assertThat(layout.words()).isEqualTo(2);
        assertThat(layout.name(1)).isEqualTo("[3, 3]");
    }

    /** 63 bits fit one word beside the bit that is always set, 64 do not. */
    @Test
    void fillsAWordToItsLastBit() {
        assertThat(words(31, 31, 1)).isEqualTo(1);
        assertThat(words(31, 31, 2)).isEqualTo(2);
        assertThat(words(31, 31, 31, 31)).isEqualTo(2);
        assertThat(words()).isEqualTo(1);
        assertThat(words(2, 31, 31, 31, 31)).as("the wide ones first").isEqualTo(2);
    }

    private static int words(int... widths) {
        StateLayout.Builder fields = new StateLayout.Builder();
        for (int width : widths) {
            fields.add(width + " bits", 0, (int) ((1L << width) - 1), 0);
        }
        return fields.build().words();
    }

    @Test
    void givesBackWhatWasPutIn() {
        Random random = new Random(1);
        for (int n = 0; n < 100; n++) {
            int[] values = values(random);
            long[] state = layout.encode(values);
            assertThat(state[0] & 1).isOne();
            int[] decoded = layout.newValues();
            long[] moved = new long[state.length + 1];
            System.arraycopy(state, 0, moved, 1, state.length);
            layout.decode(moved, 1, decoded);
            assertThat(decoded).isEqualTo(values);
            for (int f = 0; f < values.length; f++) {
                assertThat(layout.raw(moved, 1, f)).isEqualTo(values[f] - layout.lowOf(f));
                assertThat(moved[1 + layout.wordOf(f)] >>> layout.shiftOf(f) & layout.maskOf(f))
                        .isEqualTo(values[f] - layout.lowOf(f));
            }
        }
    }

    @Test
    void changesOneFieldAndNoOther() {
        Random random = new Random(2);
        for (int n = 0; n < 100; n++) {
            int[] before = values(random);
            int[] after = before.clone();
            int field = random.nextInt(before.length);
            after[field] = values(random)[field];
            long[] byDifference = layout.encode(before);
            layout.change(byDifference, field, after[field] - before[field]);
            assertThat(byDifference).isEqualTo(layout.encode(after));
            long[] written = new long[layout.words() + 1];
            System.arraycopy(layout.encode(before), 0, written, 1, layout.words());
            layout.setRaw(written, 1, field, after[field] - layout.lowOf(field));
            assertThat(Arrays.copyOfRange(written, 1, written.length)).isEqualTo(layout.encode(after));
        }
    }

    @Test
    void bitsOfFieldsDoNotOverlap() {
        long[] all = {1, 0};
        for (int f = 0; f < RANGES.length; f++) {
            long[] bits = new long[2];
            layout.addTo(bits, f);
            assertThat(bits[0] & all[0]).isZero();
            assertThat(bits[1] & all[1]).isZero();
            layout.addTo(all, f);
        }
        assertThat(Long.bitCount(all[0]) + Long.bitCount(all[1])).isEqualTo(layout.bits() + 1);
    }

    @Test
    void tellsWhatFits() {
        int field = 2;
        assertThat(layout.fits(field, -2)).isFalse();
        assertThat(layout.fits(field, -1)).isTrue();
        assertThat(layout.fits(field, 2)).isTrue();
        assertThat(layout.fits(field, 3)).isFalse();
    }

    private static int[] values(Random random) {
        return Arrays.stream(RANGES)
                .mapToInt(r -> (int) (r[0] + (long) (random.nextDouble() * (r[1] - (long) r[0] + 1))))
                .toArray();
    }
}
