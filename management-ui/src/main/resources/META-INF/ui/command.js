/** @typedef {import('./types.js').JobRequest} JobRequest */

/** Text as one word of a POSIX shell. @param {string} text */
export function quote(text) {
  return /^[A-Za-z0-9_.,:\/=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The request as a curl command; the token stays a variable.
 * @param {string} origin such as http://localhost:8080
 * @param {JobRequest} request
 */
export function curlFor(origin, request) {
  return [
    `curl -sS ${quote(`${origin}/api/v1/jobs`)}`,
    `  -H "Authorization: Bearer $GRIDMILL_TOKEN"`,
    `  -H 'Content-Type: application/json'`,
    `  --data-binary ${quote(JSON.stringify(request))}`,
  ].join(' \\\n');
}

/**
 * The request as a gridmill command; the token stays a variable.
 * @param {string} origin @param {JobRequest} request
 */
export function cliFor(origin, request) {
  const words = ['gridmill', 'submit', request.type];
  words.push('--server', quote(origin), '--token', '"$GRIDMILL_TOKEN"');
  const entries = Object.entries(request.parameters);
  if (entries.every(([, value]) => typeof value !== 'object')) {
    for (const [name, value] of entries) {
      words.push('--param', quote(`${name}=${value}`));
    }
  } else {
    words.push('--params', quote(JSON.stringify(request.parameters)));
  }
  if (request.priority !== undefined) {
    words.push('--priority', String(request.priority));
  }
  const command = words.join(' ');
  return request.input
    ? `printf %s ${quote(request.input.text)} | ${command} --input -`
    : command;
}
