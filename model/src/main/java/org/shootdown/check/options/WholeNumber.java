package org.shootdown.check.options;

import java.math.BigInteger;
import java.util.Locale;

/** Reads the numbers that options take, so that whatever is wrong, the option and its range are told. */
public final class WholeNumber {
    private WholeNumber() {}

    /**
     * A whole number within a range, ends included.
     *
     * @param option what the user calls it
     * @throws IllegalArgumentException if {@code text} is none; the message is one line
     */
    public static long between(String option, String text, long least, long most) {
        IllegalArgumentException bad = new IllegalArgumentException(
                String.format(Locale.ROOT, "%s %s: needs a whole number from %,d to %,d", option, text, least, most));
        BigInteger number;
        try {
            number = new BigInteger(text.strip());
        } catch (NumberFormatException e) {
            throw bad;
        }
        if (number.compareTo(BigInteger.valueOf(least)) < 0 || number.compareTo(BigInteger.valueOf(most)) > 0) {
            throw bad;
        }
        return number.longValueExact();
    }
}
