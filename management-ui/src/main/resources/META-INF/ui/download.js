import { ApiProblem } from './http-api.js';
import { h } from './dom.js';

/** @type {Record<string, string>} */
const ENDINGS = {
  'image/png': '.png',
  'text/csv': '.csv',
  'text/plain': '.txt',
  'application/json': '.json',
  'application/x-ndjson': '.jsonl',
  'application/jsonl': '.jsonl',
};

/** The ending of a file's name. @param {string} mediaType */
export function endingOf(mediaType) {
  return ENDINGS[mediaType.split(';')[0].trim().toLowerCase()] ?? '';
}

/**
 * Saves what the API gives; the browser cannot do it by a link, because of the token.
 * @param {import('./http-api.js').Api} api @param {string} address below /api/v1
 * @param {string} name file name without ending
 * @returns {Promise<string>} what went wrong, or nothing
 */
export async function saveAs(api, address, name) {
  try {
    const response = await api.call(address);
    const blob = await response.blob();
    const link = h('a', {
      href: URL.createObjectURL(blob),
      download: name + endingOf(response.headers.get('Content-Type') ?? ''),
    });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    return '';
  } catch (problem) {
    return problem instanceof ApiProblem ? problem.message : `The download broke off: ${problem}`;
  }
}
