package io.gridmill.task.builtin.password;

/**
 * Six bits a character, the highest first and without padding (RFC 4648, section 4), in the
 * alphabets that encoded hashes use.
 */
enum Radix64 {
    /** That of RFC 4648, in PHC strings. */
    PHC(Letters.UPPER + Letters.LOWER + Letters.DIGITS + "+/"),
    /** With a full stop for the plus sign: "ab64" of passlib. */
    PASSLIB(Letters.UPPER + Letters.LOWER + Letters.DIGITS + "./"),
    /** That of bcrypt. */
    BCRYPT("./" + Letters.UPPER + Letters.LOWER + Letters.DIGITS);

    private static final int BITS = 6;

    private final String alphabet;

    Radix64(String alphabet) {
        this.alphabet = alphabet;
    }

    String encode(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int bits = 0;
        for (int i = from; i < to; i++) {
            held = (held << 8) | (bytes[i] & 0xff);
            for (bits += 8; bits >= BITS; bits -= BITS) {
                text.append(alphabet.charAt((held >> (bits - BITS)) & 63));
            }
        }
        if (bits > 0) {
            text.append(alphabet.charAt((held << (BITS - bits)) & 63));
        }
        return text.toString();
    }

    /**
     * The bytes; bits left over at the end are dropped, as other readers do.
     *
     * @throws HashFormatException for another character or a length that no bytes give
     */
    byte[] decode(String text) throws HashFormatException {
        if (text.length() % 4 == 1) {
            throw new HashFormatException("a part in base 64 is cut");
        }
        byte[] bytes = new byte[text.length() * BITS / 8];
        int held = 0;
        int bits = 0;
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = alphabet.indexOf(text.charAt(i));
            if (value < 0) {
                throw new HashFormatException("a part holds a character that is not base 64");
            }
            held = (held << BITS) | value;
            bits += BITS;
            if (bits >= 8) {
                bits -= 8;
                bytes[done++] = (byte) (held >> bits);
            }
        }
        return bytes;
    }

    /** What the alphabets are made of. */
    private static final class Letters {
        static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
        static final String DIGITS = "0123456789";

        private Letters() {}
    }
}
