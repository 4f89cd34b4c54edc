package io.gridmill.task.builtin.wordcount;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Lower case of words in UTF-8, without regard to language. */
final class LowerCase {
    private LowerCase() {}

    /** Whether a word is in ASCII and has no upper case letters: most are like that. */
    static boolean holds(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0 || (bytes[i] >= 'A' && bytes[i] <= 'Z')) {
                return false;
            }
        }
        return true;
    }

    /** The word in lower case; the word itself where it is not UTF-8. */
    static byte[] of(byte[] word) {
        return isAscii(word) ? ofAscii(word) : ofUnicode(word);
    }

    private static boolean isAscii(byte[] word) {
        for (byte b : word) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ofAscii(byte[] word) {
        byte[] lower = word.clone();
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] >= 'A' && lower[i] <= 'Z') {
                lower[i] |= 'a' ^ 'A';
            }
        }
        return lower;
    }

    private static byte[] ofUnicode(byte[] word) {
        try {
            // A new decoder reports malformed bytes, unlike new String.
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(word)).toString();
            return text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return word;
        }
    }
}
