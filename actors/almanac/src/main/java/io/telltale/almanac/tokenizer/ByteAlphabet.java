package io.telltale.almanac.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The printable characters that stand for the 256 byte values in a byte-level vocabulary, as in GPT-2. */
final class ByteAlphabet {

    private static final char[] CHARACTERS = characters();
    private static final Map<Character, Byte> BYTES = bytes();

    private ByteAlphabet() {}

    /** The character of a byte value from 0 to 255. */
    static String character(int value) {
        return String.valueOf(CHARACTERS[value]);
    }

    /** Spells text with one character per UTF-8 byte. */
    static String spell(String text) {
        var spelled = new StringBuilder();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            spelled.append(CHARACTERS[value & 0xFF]);
        }
        return spelled.toString();
    }

    /** Returns the bytes that a spelling stands for. */
    static byte[] unspell(String spelling) {
        var bytes = new byte[spelling.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = BYTES.getOrDefault(spelling.charAt(i), (byte) '?');
        }
        return bytes;
    }

    /** Printable Latin-1 stands for itself; the rest is moved to the characters from 256 upward. */
    private static char[] characters() {
        var characters = new char[256];
        char next = 256;
        for (int value = 0; value < 256; value++) {
            boolean printable = (value >= 0x21 && value <= 0x7E) || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
            characters[value] = printable ? (char) value : next++;
        }
        return characters;
    }

    private static Map<Character, Byte> bytes() {
        var bytes = new HashMap<Character, Byte>();
        for (int value = 0; value < 256; value++) {
            bytes.put(CHARACTERS[value], (byte) value);
        }
        return bytes;
    }
}
