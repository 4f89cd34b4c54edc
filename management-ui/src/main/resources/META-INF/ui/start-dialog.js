import { ApiProblem } from './http-api.js';
import { cliFor, curlFor } from './command.js';
import { openDialog } from './dialog.js';
import { announce, h, setText } from './dom.js';
import { FormFields } from './form-fields.js';
import { fieldsOf, readFields } from './schema.js';

/** @typedef {import('./types.js').TaskType} TaskType */
/** @typedef {import('./types.js').JobRequest} JobRequest */
/** @typedef {import('./types.js').FieldError} FieldError */

/** The form that starts a job, made from the schema of its type. */
export class StartDialog {
  /**
   * @param {TaskType[]} types
   * @param {(request: JobRequest) => Promise<string>} submit gives the job's id
   * @param {(id: string) => void} onStarted
   */
  constructor(types, submit, onStarted) {
    this.types = types;
    this.submit = submit;
    this.onStarted = onStarted;
  }

  /** @param {JobRequest} [request] what stands in the form at first */
  open(request) {
    this.typeSelect = h('select', { id: 'start-type' }, ...this.types.map((t) => h('option', { value: t.name, text: t.name })));
    this.typeSelect.value = request?.type ?? (this.types.find((t) => t.name === 'mandelbrot') ?? this.types[0])?.name ?? '';
    this.summary = h('p', { class: 'quiet' });
    this.place = h('div', {});
    this.input = h('textarea', { id: 'start-input', rows: '5', spellcheck: 'false', 'aria-describedby': 'start-input-hint start-input-error' });
    this.inputHint = h('p', { class: 'quiet hint', id: 'start-input-hint' });
    this.inputError = h('p', { class: 'field-error', id: 'start-input-error', role: 'alert' });
    this.inputBox = h('div', { class: 'field field-wide' }, h('label', { for: 'start-input', text: 'Input' }), this.input, this.inputHint, this.inputError);
    this.priority = h('input', { id: 'start-priority', type: 'range', min: '1', max: '10', step: '1', value: String(request?.priority ?? 5) });
    this.priorityWords = h('output', { for: 'start-priority' });
    this.wrong = h('p', { class: 'field-error', role: 'alert' });
    this.go = h('button', { type: 'submit', class: 'primary', text: 'Start' });
    this.command = h('pre', { class: 'command', tabindex: '0', 'aria-label': 'The same as a command' });
    const form = h(
      'form',
      { class: 'start-form', novalidate: true },
      h('div', { class: 'field field-wide' }, h('label', { for: 'start-type', text: 'Type' }), this.typeSelect, this.summary),
      this.place,
      this.inputBox,
      h('div', { class: 'field field-wide' }, h('label', { for: 'start-priority', text: 'Priority' }), h('div', { class: 'switch' }, this.priority, this.priorityWords)),
      this.command,
      h(
        'div',
        { class: 'form-foot' },
        this.wrong,
        h('div', { class: 'buttons' }, this.go, this.copyButton('Copy as CLI', cliFor), this.copyButton('Copy as curl', curlFor)),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.start();
    });
    form.addEventListener('input', () => this.refresh());
    this.typeSelect.addEventListener('change', () => this.choose({}));
    this.choose(request?.parameters ?? {});
    this.dialog = openDialog({ title: 'Start a job', kind: 'form' }, form);
    this.typeSelect.focus();
  }

  /** @private @param {Record<string, unknown>} values */
  choose(values) {
    this.type = this.types.find((t) => t.name === this.typeSelect.value);
    setText(this.summary, this.type?.summary ?? '');
    this.fields = new FormFields(fieldsOf(this.type?.schema ?? {}), values, () => {});
    this.place.replaceChildren(this.fields.element);
    const rule = this.type?.input ?? 'NONE';
    this.inputBox.hidden = rule === 'NONE';
    setText(this.inputHint, rule === 'REQUIRED' ? 'Needed by this type. Larger inputs: gridmill submit --input FILE.' : 'May be left empty.');
    this.showErrors([]);
    this.refresh();
  }

  /** @private @returns {{request: JobRequest, errors: FieldError[]}} */
  read() {
    const { parameters, errors } = readFields(this.fields.fields, this.fields.typed());
    /** @type {JobRequest} */
    const request = { type: this.typeSelect.value, parameters };
    if (!this.inputBox.hidden && this.input.value !== '') {
      request.input = { text: this.input.value };
    } else if (this.type?.input === 'REQUIRED') {
      errors.push({ pointer: '/input', message: 'is needed' });
    }
    const priority = Number(this.priority.value);
    if (priority !== 5) {
      request.priority = priority;
    }
    return { request, errors };
  }

  /** @private */
  refresh() {
    const priority = Number(this.priority.value);
    const word = { 2: 'low', 5: 'normal', 8: 'high', 10: 'critical' }[priority];
    setText(this.priorityWords, word ? `${priority}, ${word}` : String(priority));
    setText(this.command, cliFor(location.origin, this.read().request));
  }

  /** @private */
  async start() {
    const { request, errors } = this.read();
    this.showErrors(errors);
    if (errors.length > 0) {
      this.fields.focusError();
      return;
    }
    this.go.disabled = true;
    try {
      const id = await this.submit(request);
      this.dialog.close();
      this.onStarted(id);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.errors.length > 0) {
        this.showErrors(problem.errors);
        this.fields.focusError();
      } else {
        setText(this.wrong, problem instanceof ApiProblem ? problem.message : String(problem));
      }
    }
    this.go.disabled = false;
  }

  /** @private @param {FieldError[]} errors */
  showErrors(errors) {
    const rest = this.fields.showErrors(errors);
    const ofInput = rest.filter((e) => e.pointer.startsWith('/input'));
    setText(this.inputError, ofInput.map((e) => e.message).join('; '));
    const others = rest.filter((e) => !e.pointer.startsWith('/input') || this.inputBox.hidden);
    setText(this.wrong, others.map((e) => `${e.pointer}: ${e.message}`).join('; '));
  }

  /** @private @param {string} label @param {(origin: string, request: JobRequest) => string} text */
  copyButton(label, text) {
    const button = h('button', { type: 'button', text: label });
    button.addEventListener('click', async () => {
      const command = text(location.origin, this.read().request);
      setText(this.command, command);
      const copied = await copy(command, this.command);
      setText(button, copied ? 'Copied' : 'Selected: copy it');
      announce(copied ? 'Copied' : 'The command stands in the form, selected');
      setTimeout(() => setText(button, label), 2000);
    });
    return button;
  }
}

/** Copies text; where the browser does not allow it, selects it. @param {string} text @param {Element} shown */
async function copy(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(shown);
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
    return false;
  }
}
