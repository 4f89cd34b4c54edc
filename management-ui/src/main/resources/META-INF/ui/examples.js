/** @typedef {import('./types.js').JobRequest} JobRequest */
/** @typedef {import('./types.js').TaskType} TaskType */

/** Jobs to start with one click. @type {{label: string, about: string, request: JobRequest}[]} */
export const EXAMPLES = [
  {
    label: 'Mandelbrot 2048²',
    about: 'a picture that fills in tile by tile',
    request: { type: 'mandelbrot', parameters: { width: 2048, height: 2048, maxIterations: 1000 } },
  },
  {
    label: 'Monte Carlo π',
    about: 'random samples, one number',
    request: { type: 'monte-carlo', parameters: { model: 'pi', samples: 400_000_000, seed: 42 } },
  },
  {
    label: '100,000 no-op tasks',
    about: 'how fast tasks go through the grid',
    request: { type: 'noop', parameters: { tasks: 100_000 } },
  },
];

/**
 * The example with only the parameters that this grid's type knows, within its limits.
 * @param {JobRequest} request
 * @param {TaskType|undefined} type
 * @returns {JobRequest}
 */
export function fitted(request, type) {
  const properties = type?.schema?.properties;
  if (!properties) {
    return request;
  }
  /** @type {Record<string, unknown>} */
  const parameters = {};
  for (const [name, value] of Object.entries(request.parameters)) {
    const property = properties[name];
    if (!property || (property.enum && !property.enum.includes(value))) {
      continue;
    }
    parameters[name] = typeof value === 'number' ? within(value, property) : value;
  }
  return { ...request, parameters };
}

function within(value, { minimum = -Infinity, maximum = Infinity }) {
  return Math.max(minimum, Math.min(maximum, value));
}
