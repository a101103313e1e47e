package io.telltale.engine.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two ways in which tokenizers write bytes into the names of tokens. */
final class ByteAlphabet {

    private static final int BYTES = 256;
    private static final int NO_BYTE = -1;
    private static final Pattern NAMED = Pattern.compile("<0x([0-9a-fA-F]{2})>");

    /** GPT-2 writes a byte as the character of that number if one can see it, and as one from 256 on otherwise. */
    private static final int[] BYTE_OF_CHARACTER = byteOfCharacter();

    private ByteAlphabet() {}

    private static int[] byteOfCharacter() {
        int[] byteOf = new int[2 * BYTES];
        Arrays.fill(byteOf, NO_BYTE);
        int unseen = BYTES;
        for (int value = 0; value < BYTES; value++) {
            byteOf[isSeen(value) ? value : unseen++] = value;
        }
        return byteOf;
    }

    private static boolean isSeen(int character) {
        return (character >= '!' && character <= '~')
                || (character >= '¡' && character <= '¬')
                || (character >= '®' && character <= 'ÿ');
    }

    /** The bytes of a token whose name is written in GPT-2's alphabet; its name in UTF-8 if it is not. */
    static byte[] bytes(String token) {
        byte[] bytes = new byte[token.length()];
        for (int i = 0; i < bytes.length; i++) {
            char character = token.charAt(i);
            if (character >= BYTE_OF_CHARACTER.length || BYTE_OF_CHARACTER[character] == NO_BYTE) {
                return token.getBytes(StandardCharsets.UTF_8);
            }
            bytes[i] = (byte) BYTE_OF_CHARACTER[character];
        }
        return bytes;
    }

    /** The byte of a token that is called {@code <0xE2>} or the like. */
    static Optional<Byte> named(String token) {
        Matcher matcher = NAMED.matcher(token);
        return matcher.matches() ? Optional.of((byte) Integer.parseInt(matcher.group(1), 16)) : Optional.empty();
    }
}
