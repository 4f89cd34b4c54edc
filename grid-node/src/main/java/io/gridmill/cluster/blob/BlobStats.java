package io.gridmill.cluster.blob;

/**
 * What this member's disk holds.
 *
 * @param bytes of all files, those in writing included
 * @param files finished ones
 * @param budget bytes that there may be
 */
public record BlobStats(long bytes, long files, long budget) {}
