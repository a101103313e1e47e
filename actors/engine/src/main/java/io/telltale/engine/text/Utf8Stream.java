package io.telltale.engine.text;

/**
 * Decodes UTF-8 byte by byte. A character comes out with its last byte; bytes that are no text come out as U+FFFD, one
 * for each longest beginning of a character, as the tokenizers library decodes them.
 */
final class Utf8Stream {

    private static final String MALFORMED = "\uFFFD";
    private static final int LEAST_CONTINUATION = 0x80;
    private static final int MOST_CONTINUATION = 0xBF;
    private static final int CONTINUATION_BITS = 6;

    private int codePoint;
    private int missing;
    private int least = LEAST_CONTINUATION;
    private int most = MOST_CONTINUATION;
    private boolean malformed;

    /** Takes the next bytes and returns the text that they complete. */
    String push(byte[] bytes) {
        var text = new StringBuilder();
        for (byte value : bytes) {
            push(value & 0xFF, text);
        }
        return text.toString();
    }

    /** Ends the text; a character that lacks bytes is none. */
    String finish() {
        boolean open = missing > 0;
        missing = 0;
        malformed |= open;
        return open ? MALFORMED : "";
    }

    /** Whether some bytes so far were no text, whatever follows. */
    boolean isMalformed() {
        return malformed;
    }

    private void push(int value, StringBuilder text) {
        if (missing == 0) {
            begin(value, text);
        } else if (value < least || value > most) {
            text.append(finish());
            begin(value, text);
        } else {
            least = LEAST_CONTINUATION;
            most = MOST_CONTINUATION;
            codePoint = (codePoint << CONTINUATION_BITS) | (value & 0x3F);
            if (--missing == 0) {
                text.appendCodePoint(codePoint);
            }
        }
    }

    /** The second byte of some characters has narrower bounds: others would write them longer than need be. */
    private void begin(int value, StringBuilder text) {
        least = value == 0xE0 ? 0xA0 : value == 0xF0 ? 0x90 : LEAST_CONTINUATION;
        most = value == 0xED ? 0x9F : value == 0xF4 ? 0x8F : MOST_CONTINUATION;
        if (value < 0x80) {
            text.append((char) value);
        } else if (value >= 0xC2 && value <= 0xDF) {
            expect(1, value & 0x1F);
        } else if (value >= 0xE0 && value <= 0xEF) {
            expect(2, value & 0x0F);
        } else if (value >= 0xF0 && value <= 0xF4) {
            expect(3, value & 0x07);
        } else {
            malformed = true;
            text.append(MALFORMED);
        }
    }

    private void expect(int continuations, int firstBits) {
        missing = continuations;
        codePoint = firstBits;
    }
}
