import { dialogOpen, openDialog } from './dialog.js';
import { h } from './dom.js';

const SETTING = 'gridmill.keys';

const ON_MAP = [
  ['Arrows, Page up, Page down, Home, End', 'on the task map: move from cell to cell'],
  ['Enter', 'on the task map: open the task'],
  ['Escape', 'close what is open'],
];

/**
 * Single-key shortcuts. They can be switched off, for those who speak to their computer.
 * @param {Record<string, {does: string, run: () => void}>} shortcuts by key
 */
export function bindKeys(shortcuts) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !enabled() || dialogOpen() || isTyping(event.target)) {
      return;
    }
    const shortcut = shortcuts[event.key];
    if (shortcut) {
      event.preventDefault();
      shortcut.run();
    }
  });
}

/** Shows what the keys do. @param {Record<string, {does: string}>} shortcuts */
export function showKeys(shortcuts) {
  const rows = [...Object.entries(shortcuts).map(([key, { does }]) => [key, does]), ...ON_MAP];
  const toggle = h('input', { type: 'checkbox', id: 'keys-on' });
  toggle.checked = enabled();
  toggle.addEventListener('change', () => {
    try {
      localStorage.setItem(SETTING, toggle.checked ? 'on' : 'off');
    } catch {
      // storage is switched off: the keys stay on
    }
  });
  openDialog(
    { title: 'Keyboard', kind: 'small' },
    h('dl', { class: 'keys' }, ...rows.flatMap(([key, does]) => [
      h('dt', {}, h('kbd', { text: key })),
      h('dd', { text: does }),
    ])),
    h('label', { class: 'switch' }, toggle, 'Single-key shortcuts'),
  );
}

function enabled() {
  try {
    return localStorage.getItem(SETTING) !== 'off';
  } catch {
    return true;
  }
}

/** @param {any} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
