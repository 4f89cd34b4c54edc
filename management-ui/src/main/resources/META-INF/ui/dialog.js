import { byId, h } from './dom.js';

/**
 * A modal dialog with a title and a close button. The browser keeps the focus inside, Escape closes it.
 * @param {{title: string, kind?: string, onClose?: () => void}} options
 * @param {...(Node|string)} children
 */
export function openDialog({ title, kind = '', onClose }, ...children) {
  const id = `dialog-${++serial}`;
  const close = h('button', { type: 'button', class: 'plain round', 'aria-label': 'Close', text: '✕' });
  const heading = h('h2', { id, text: title });
  const element = h(
    'dialog',
    { class: `dialog ${kind}`, 'aria-labelledby': id },
    h('div', { class: 'dialog-head' }, heading, close),
    h('div', { class: 'dialog-body' }, ...children),
  );
  close.addEventListener('click', () => element.close());
  element.addEventListener('click', (event) => {
    if (event.target === element) {
      element.close();
    }
  });
  element.addEventListener('close', () => {
    element.remove();
    onClose?.();
  });
  byId('dialogs').append(element);
  element.showModal();
  return { element, heading, close: () => element.close() };
}

let serial = 0;

/** Whether a dialog is open. */
export function dialogOpen() {
  return document.querySelector('dialog[open]') !== null;
}

/**
 * Asks before something that cannot be undone; the safe answer has the focus.
 * @param {{title: string, effect: string, yes: string, no: string}} words
 * @returns {Promise<boolean>}
 */
export function confirmEffect({ title, effect, yes, no }) {
  return new Promise((resolve) => {
    let answer = false;
    const noButton = h('button', { type: 'button', text: no, autofocus: true });
    const yesButton = h('button', { type: 'button', class: 'danger', text: yes });
    const dialog = openDialog(
      { title, kind: 'small', onClose: () => resolve(answer) },
      h('p', { text: effect }),
      h('div', { class: 'buttons' }, noButton, yesButton),
    );
    noButton.addEventListener('click', () => dialog.close());
    yesButton.addEventListener('click', () => {
      answer = true;
      dialog.close();
    });
    noButton.focus();
  });
}
