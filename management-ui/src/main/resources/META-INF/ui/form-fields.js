import { h, setText } from './dom.js';
import { fieldOfPointer, hint, shown } from './schema.js';

/** @typedef {import('./schema.js').Field} Field */
/** @typedef {import('./types.js').FieldError} FieldError */

/** The inputs of a form made from fields, each with its hint and a place for its error. */
export class FormFields {
  /** @param {Field[]} fields @param {Record<string, unknown>} values @param {() => void} onChange */
  constructor(fields, values, onChange) {
    this.fields = fields;
    /** @private @type {Map<string, {input: any, error: HTMLElement}>} */
    this.places = new Map();
    this.element = h('div', { class: 'fields' }, ...fields.map((field) => this.make(field, values[field.name])));
    this.element.addEventListener('input', onChange);
  }

  /** What stands in the inputs. @returns {Record<string, string|boolean>} */
  typed() {
    /** @type {Record<string, string|boolean>} */
    const typed = {};
    for (const [name, { input }] of this.places) {
      typed[name] = input.type === 'checkbox' ? input.checked : input.value;
    }
    return typed;
  }

  /**
   * Puts errors beside their fields.
   * @param {FieldError[]} errors
   * @returns {FieldError[]} those that belong to no field here
   */
  showErrors(errors) {
    for (const { input, error } of this.places.values()) {
      setText(error, '');
      input.removeAttribute('aria-invalid');
    }
    const rest = [];
    for (const problem of errors) {
      const name = fieldOfPointer(problem.pointer);
      const place = name === null ? undefined : this.places.get(name);
      if (place) {
        const before = place.error.textContent;
        setText(place.error, before ? `${before}; ${problem.message}` : problem.message);
        place.input.setAttribute('aria-invalid', 'true');
      } else {
        rest.push(problem);
      }
    }
    return rest;
  }

  /** Moves the focus to the first field with an error. */
  focusError() {
    this.element.querySelector('[aria-invalid=true]')?.focus();
  }

  /** @private @param {Field} field @param {unknown} value */
  make(field, value) {
    const id = `field-${field.name}`;
    const input = inputOf(field, value ?? field.fallback, id);
    const error = h('p', { class: 'field-error', id: `${id}-error`, role: 'alert' });
    const notes = [field.description, hint(field)].filter(Boolean).join(' · ');
    this.places.set(field.name, { input, error });
    const label = h('label', { for: id, text: field.name + (field.required && field.fallback === undefined ? ' (needed)' : '') });
    return h(
      'div',
      { class: `field field-${field.kind}` },
      ...(field.kind === 'boolean' ? [h('div', { class: 'switch' }, input, label)] : [label, input]),
      h('p', { class: 'quiet hint', id: `${id}-hint`, text: notes }),
      error,
    );
  }
}

/** @param {Field} field @param {unknown} value @param {string} id */
function inputOf(field, value, id) {
  const common = { id, name: field.name, 'aria-describedby': `${id}-hint ${id}-error` };
  switch (field.kind) {
    case 'boolean': {
      const box = h('input', { ...common, type: 'checkbox' });
      box.checked = value === true;
      return box;
    }
    case 'choice': {
      const select = h('select', common, ...field.choices.map((c) => h('option', { value: String(c), text: String(c) })));
      if (field.fallback === undefined && !field.required) {
        select.prepend(h('option', { value: '', text: '–' }));
      }
      select.value = value === undefined ? (select.options[0]?.value ?? '') : String(value);
      return select;
    }
    case 'list':
    case 'json': {
      const area = h('textarea', { ...common, rows: '3', spellcheck: 'false' });
      area.value = shown(field, value);
      return area;
    }
    default: {
      const numeric = field.kind === 'integer' || field.kind === 'number';
      const input = h('input', {
        ...common,
        type: 'text',
        inputmode: field.kind === 'integer' ? 'numeric' : numeric ? 'decimal' : false,
        autocomplete: 'off',
        spellcheck: 'false',
        placeholder: field.example === undefined ? false : shown(field, field.example),
      });
      input.value = shown(field, value);
      return input;
    }
  }
}
