package io.gridmill.task.builtin.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Encodings in which ASCII characters can be told without reading from the start. */
public enum CsvEncoding {
    /** UTF-8. */
    UTF_8("UTF-8", StandardCharsets.UTF_8, 1, "\u00ef\u00bb\u00bf"),
    /** Latin 1; every byte is a character. */
    ISO_8859_1("ISO-8859-1", StandardCharsets.ISO_8859_1, 1, ""),
    /** The usual one of spreadsheets on Windows in western Europe. */
    WINDOWS_1252("windows-1252", Charset.forName("windows-1252"), 1, ""),
    /** Seven bits. */
    US_ASCII("US-ASCII", StandardCharsets.US_ASCII, 1, ""),
    /** UTF-16, lower byte first. */
    UTF_16LE("UTF-16LE", StandardCharsets.UTF_16LE, 2, "\u00ff\u00fe"),
    /** UTF-16, upper byte first. */
    UTF_16BE("UTF-16BE", StandardCharsets.UTF_16BE, 2, "\u00fe\u00ff");

    static final List<String> NAMES =
            Arrays.stream(values()).map(encoding -> encoding.label).toList();

    /** Stands for any character that is not ASCII in the structure of a text of wide units. */
    private static final byte NOT_ASCII = (byte) 0x80;

    private final String label;
    private final Charset charset;
    private final int unit;

    /** The byte-order mark, one character a byte. */
    private final String mark;

    CsvEncoding(String label, Charset charset, int unit, String mark) {
        this.label = label;
        this.charset = charset;
        this.unit = unit;
        this.mark = mark;
    }

    static CsvEncoding named(String label) {
        return values()[NAMES.indexOf(label)];
    }

    /** Its name as users write it. */
    String label() {
        return label;
    }

    Charset charset() {
        return charset;
    }

    /** Bytes of an ASCII character. */
    int unit() {
        return unit;
    }

    /** Number of bytes of the byte-order mark that the bytes begin with, 0 for none. */
    int markLength(byte[] start) {
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.startsWith(mark) ? mark.length() : 0;
    }

    /** Makes one byte of each unit of two: the ASCII character, or one that is not ASCII. */
    void narrow(byte[] raw, byte[] structure, int from, int to) {
        int upper = this == UTF_16BE ? 0 : 1;
        for (int i = from; i < to; i++) {
            byte lower = raw[2 * i + 1 - upper];
            structure[i] = raw[2 * i + upper] == 0 && lower >= 0 ? lower : NOT_ASCII;
        }
    }
}
