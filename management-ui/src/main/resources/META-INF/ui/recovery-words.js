/** @typedef {import('./types.js').ClusterStatus} ClusterStatus */

/**
 * What is said above the board while the grid recovers or cannot go on; empty for nothing.
 * @param {ClusterStatus} cluster
 */
export function recoveryWords(cluster) {
  if (cluster.quorum === 'below') {
    return 'Too few nodes are in reach, so nothing is decided. It goes on when they are back; where they are lost for good, gridmill recover says what to do.';
  }
  const store = cluster.store;
  if (!store || !store.recovering) {
    return '';
  }
  return typeof store.loaded === 'number'
    ? `Recovering: ${store.loaded} of ${store.toLoad} jobs loaded.`
    : 'Recovering: jobs are loaded from the store.';
}
