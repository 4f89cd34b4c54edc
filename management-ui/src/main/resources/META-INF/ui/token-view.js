import { byId, setText } from './dom.js';
import { fragmentOf, parseFragment } from './fragment.js';

const KEY = 'gridmill.token';

/** Where the token of this tab is kept. */
export const tokens = {
  /** @returns {string} empty when there is none */
  read() {
    try {
      return sessionStorage.getItem(KEY) ?? '';
    } catch {
      return ''; // storage is switched off: the token lives as long as the page
    }
  },
  /** @param {string} token empty to forget it */
  write(token) {
    try {
      if (token) {
        sessionStorage.setItem(KEY, token);
      } else {
        sessionStorage.removeItem(KEY);
      }
    } catch {
      // see above
    }
  },
};

/** Takes a token out of the address, so that it stays in no history and no copied link. */
export function takeTokenFromAddress() {
  const { token, job } = parseFragment(location.hash);
  if (token) {
    tokens.write(token);
    history.replaceState(null, '', location.pathname + location.search + fragmentOf(job));
  }
  return token;
}

/** The form that asks for the token. */
export class TokenView {
  /** @param {(token: string) => Promise<string>} onToken tries a token; gives what is wrong, or nothing */
  constructor(onToken) {
    this.pane = byId('sign-in');
    this.field = byId('token');
    this.error = byId('token-error');
    const button = byId('token-form').querySelector('button');
    byId('token-form').addEventListener('submit', async (event) => {
      event.preventDefault();
      const token = this.field.value.trim();
      if (!token) {
        return;
      }
      button.disabled = true;
      const wrong = await onToken(token);
      button.disabled = false;
      this.say(wrong);
      if (wrong) {
        this.field.select();
      } else {
        this.field.value = '';
      }
    });
  }

  /** @param {string} [why] */
  show(why = '') {
    this.pane.hidden = false;
    this.say(why);
    this.field.focus();
  }

  hide() {
    this.pane.hidden = true;
  }

  /** @private @param {string} wrong */
  say(wrong) {
    setText(this.error, wrong);
    this.field.setAttribute('aria-invalid', String(wrong !== ''));
  }
}
