package io.gridmill.chaos;

/**
 * A submission that the grid has confirmed.
 *
 * @param key its idempotency key
 * @param id what the grid calls the job
 * @param node that answered
 * @param waitMillis from the first try to the answer
 */
record Acknowledged(String key, String id, int node, long waitMillis, KnownJob job) {}
