/** @typedef {import('./types.js').FieldError} FieldError */

/**
 * One field of a form.
 * @typedef {{name: string, kind: 'integer'|'number'|'text'|'boolean'|'choice'|'list'|'json',
 *   description: string, required: boolean, fallback: unknown, example: unknown,
 *   minimum?: number, maximum?: number, choices: unknown[]}} Field
 */

const ROOT = '/parameters/';

/**
 * The fields of a JSON schema's properties, in the schema's order.
 * @param {Record<string, any>} schema
 * @returns {Field[]}
 */
export function fieldsOf(schema) {
  const required = new Set(schema?.required ?? []);
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    kind: kindOf(property),
    description: String(property.description ?? property.title ?? ''),
    required: required.has(name),
    fallback: property.default,
    example: property.examples?.[0] ?? property.example,
    minimum: property.minimum ?? exclusive(property.exclusiveMinimum, 1, property),
    maximum: property.maximum ?? exclusive(property.exclusiveMaximum, -1, property),
    choices: property.enum ?? [],
  }));
}

function exclusive(limit, step, property) {
  return typeof limit === 'number' && property.type === 'integer' ? limit + step : undefined;
}

function kindOf(property) {
  if (Array.isArray(property.enum)) {
    return 'choice';
  }
  const type = Array.isArray(property.type)
    ? property.type.find((t) => t !== 'null')
    : property.type;
  switch (type) {
    case 'integer':
    case 'number':
    case 'boolean':
      return type;
    case 'string':
      return 'text';
    case 'array':
      return property.items?.type === 'string' ? 'list' : 'json';
    default:
      return 'json';
  }
}

/** The text a field shows for a value. @param {Field} field @param {unknown} value */
export function shown(field, value) {
  if (value === undefined || value === null) {
    return '';
  }
  if (field.kind === 'list' && Array.isArray(value)) {
    return value.join('\n');
  }
  return field.kind === 'json' || typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What is said under a field: its limits and default. @param {Field} field */
export function hint(field) {
  const parts = [];
  const grouped = (n) => n.toLocaleString('en');
  if (field.minimum !== undefined && field.maximum !== undefined) {
    parts.push(`${grouped(field.minimum)} to ${grouped(field.maximum)}`);
  } else if (field.minimum !== undefined) {
    parts.push(`at least ${grouped(field.minimum)}`);
  } else if (field.maximum !== undefined) {
    parts.push(`at most ${grouped(field.maximum)}`);
  }
  if (field.kind === 'list') {
    parts.push('one per line');
  } else if (field.kind === 'json') {
    parts.push('as JSON');
  }
  if (field.fallback !== undefined) {
    parts.push(`default ${shown(field, field.fallback)}`);
  }
  return parts.join(', ');
}

/**
 * Reads what was typed. Empty and default values are left out: the type's own default applies.
 * @param {Field[]} fields
 * @param {Record<string, string|boolean>} typed text per field, true or false for switches
 * @returns {{parameters: Record<string, unknown>, errors: FieldError[]}}
 */
export function readFields(fields, typed) {
  /** @type {Record<string, unknown>} */
  const parameters = {};
  /** @type {FieldError[]} */
  const errors = [];
  for (const field of fields) {
    const read = readField(field, typed[field.name] ?? '');
    if (read.error) {
      errors.push({ pointer: ROOT + escapePointer(field.name), message: read.error });
    } else if (read.value === undefined) {
      if (field.required && field.fallback === undefined) {
        errors.push({ pointer: ROOT + escapePointer(field.name), message: 'is needed' });
      }
    } else if (JSON.stringify(read.value) !== JSON.stringify(field.fallback)) {
      parameters[field.name] = read.value;
    }
  }
  return { parameters, errors };
}

/** @param {Field} field @param {string|boolean} typed @returns {{value?: unknown, error?: string}} */
function readField(field, typed) {
  if (typeof typed === 'boolean') {
    return { value: typed };
  }
  const text = field.kind === 'text' ? typed : typed.trim();
  if (text === '') {
    return {};
  }
  switch (field.kind) {
    case 'integer':
    case 'number':
      return readNumber(field, text);
    case 'choice':
      return { value: field.choices.find((c) => String(c) === text) ?? text };
    case 'list':
      return { value: text.split('\n').map((line) => line.trim()).filter((line) => line !== '') };
    case 'json':
      try {
        return { value: JSON.parse(text) };
      } catch {
        return { error: 'is not JSON; text goes in double quotes, lists in [ ]' };
      }
    default:
      return { value: text };
  }
}

/** @param {Field} field @param {string} text */
function readNumber(field, text) {
  const value = Number(text.replace(/[\s_,]/g, ''));
  if (!Number.isFinite(value) || (field.kind === 'integer' && !Number.isInteger(value))) {
    return { error: field.kind === 'integer' ? 'must be a whole number' : 'must be a number' };
  }
  if (field.minimum !== undefined && value < field.minimum) {
    return { error: `must be at least ${field.minimum.toLocaleString('en')}` };
  }
  if (field.maximum !== undefined && value > field.maximum) {
    return { error: `must be at most ${field.maximum.toLocaleString('en')}` };
  }
  return { value };
}

/** The field of a JSON pointer such as /parameters/width/0. @param {string} pointer */
export function fieldOfPointer(pointer) {
  if (!pointer.startsWith(ROOT)) {
    return null;
  }
  return pointer.slice(ROOT.length).split('/')[0].replaceAll('~1', '/').replaceAll('~0', '~');
}

function escapePointer(name) {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
