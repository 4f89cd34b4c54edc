/**
 * What stands behind '#' in the address.
 * @typedef {{token: string|null, job: string|null}} Fragment
 */

/** @param {string} hash with or without '#' @returns {Fragment} */
export function parseFragment(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  return { token: fields.get('token') || null, job: fields.get('job') || null };
}

/** The fragment of a job, or nothing; never with a token. @param {string|null} job */
export function fragmentOf(job) {
  return job ? `#job=${encodeURIComponent(job)}` : '';
}
