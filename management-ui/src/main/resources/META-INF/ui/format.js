/** Words for numbers and times, for people. Pure. */

const THIN = '\u202f';

/** A whole number with groups. @param {number} n */
export function count(n) {
  return Math.round(n).toLocaleString('en');
}

/** A whole number in little room: from a million on in millions. @param {number} n */
export function compact(n) {
  return n < 1_000_000 ? count(n) : `${(n / 1_000_000).toFixed(2)}${THIN}M`;
}

/** `1 task`, `2 tasks`. @param {number} n @param {string} noun */
export function plural(n, noun) {
  return `${count(n)} ${noun}${n === 1 ? '' : 's'}`;
}

/** A rate with about three digits. @param {number} n */
export function rate(n) {
  if (!Number.isFinite(n) || n <= 0) {
    return '0';
  }
  if (n >= 1_000_000) {
    return `${(n / 1_000_000).toFixed(2)}${THIN}M`;
  }
  if (n >= 100) {
    return count(n);
  }
  return n.toFixed(1);
}

/** A share of 0 to 1 as percent; never 100 % before it is done. @param {number} share */
export function percent(share) {
  const value = Math.max(0, Math.min(1, share || 0)) * 100;
  const whole = value > 99 && value < 100 ? 99 : Math.floor(value + 1e-9);
  return `${whole}${THIN}%`;
}

/** Bytes in units of 1024. @param {number} n */
export function bytes(n) {
  const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = n;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)}${THIN}${units[unit]}`;
}

/** A span of time. @param {number} millis */
export function duration(millis) {
  if (!Number.isFinite(millis) || millis < 0) {
    return '–';
  }
  if (millis < 1) {
    return millis === 0 ? `0${THIN}ms` : `${millis.toFixed(2)}${THIN}ms`;
  }
  if (millis < 1000) {
    return `${millis < 10 ? millis.toFixed(1) : Math.round(millis)}${THIN}ms`;
  }
  const seconds = millis / 1000;
  if (seconds < 60) {
    return `${seconds < 9.95 ? seconds.toFixed(1) : Math.floor(seconds)}${THIN}s`;
  }
  const whole = Math.floor(seconds);
  /** @type {[number, string][]} */
  const parts = [
    [Math.floor(whole / 86400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(first, first + 2)
    .filter(([n], i) => i === 0 || n > 0)
    .map(([n, unit]) => `${n}${THIN}${unit}`)
    .join(' ');
}

/** How long ago, in coarse steps so that lists stand still. @param {number} millis */
export function ago(millis) {
  if (millis < 5000) {
    return 'just now';
  }
  /** @type {[number, string][]} */
  const steps = [[86400_000, 'd'], [3600_000, 'h'], [60_000, 'min'], [1000, 's']];
  for (const [size, unit] of steps) {
    if (millis >= size) {
      return `${Math.floor(millis / size)}${THIN}${unit} ago`;
    }
  }
  return 'just now';
}

/** Time of day. @param {Date|number} time */
export function clock(time) {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((n) => String(n).padStart(2, '0'))
    .join(':');
}

/** Day and time of day. @param {string} iso */
export function fullTime(iso) {
  const date = new Date(iso);
  const day = date.toLocaleDateString('en-CA');
  return `${day} ${clock(date)}`;
}

/** The part of an id that tells jobs of a list apart. @param {string} id */
export function shortId(id) {
  return id.length <= 10 ? id : `${id.slice(0, 4)}…${id.slice(-5)}`;
}

/** `a, b and c`. @param {string[]} words */
export function list(words) {
  return words.length <= 1
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`;
}
