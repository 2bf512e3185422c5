package io.familygrocer.list.imports;

/**
 * Counts how often each text has come, in twelve bytes a text rather than by keeping it. Two texts in 10^19 are taken
 * for one, which makes the second a repetition of the first; the same texts in the same order are always counted alike.
 */
final class Occurrences {

    private static final long PRIME = 0x100000001b3L;
    private static final long BASIS = 0xcbf29ce484222325L;

    private long[] hashes = new long[1024];
    private int[] counts = new int[1024];
    private int size;

    /** Counts a text once more, and says how often it has come; 1 for the first. */
    int next(String text) {
        if (size * 2 > hashes.length) {
            grow();
        }
        int at = slot(hash(text));
        size += counts[at] == 0 ? 1 : 0;
        return ++counts[at];
    }

    /** FNV-1a of 64 bits. */
    private static long hash(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * PRIME;
        }
        return hash;
    }

    private int slot(long hash) {
        int at = (int) (hash ^ hash >>> 32) & hashes.length - 1;
        while (counts[at] != 0 && hashes[at] != hash) {
            at = at + 1 & hashes.length - 1;
        }
        hashes[at] = hash;
        return at;
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldCounts = counts;
        hashes = new long[oldHashes.length * 2];
        counts = new int[oldCounts.length * 2];
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldCounts[i] != 0) {
                counts[slot(oldHashes[i])] = oldCounts[i];
            }
        }
    }
}
