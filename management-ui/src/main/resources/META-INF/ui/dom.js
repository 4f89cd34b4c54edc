/** Small helpers to build and change the page. Text always goes in as text, never as markup. */

/**
 * An element. `on` holds listeners, `text` its text; false, null and undefined attributes are left out.
 * @param {string} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node|string|null|false|undefined)} children
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. @param {string} tag @param {Record<string, any>} [attributes] @param {...Node} children @returns {any} */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) {
      continue;
    }
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) {
        element.addEventListener(event, listener);
      }
    } else if (name === 'text') {
      element.textContent = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  for (const child of children) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child);
    }
  }
  return element;
}

/** The element of an id. @param {string} id @returns {any} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`The page has no element #${id}`);
  }
  return found;
}

/** Sets text where it differs, so that nothing is redrawn or read out for nothing. @param {Node} node @param {string} text */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Sets or removes an attribute where it differs. @param {Element} node @param {string} name @param {string|null|false} value */
export function setAttribute(node, name, value) {
  if (value === null || value === false) {
    if (node.hasAttribute(name)) {
      node.removeAttribute(name);
    }
  } else if (node.getAttribute(name) !== value) {
    node.setAttribute(name, value);
  }
}

/**
 * Children by key: those that stay are kept (with focus and hover), new ones are made, others go.
 * @template T, V
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => {element: Element, update: (item: T) => void}} make
 * @param {Map<string, {element: Element, update: (item: T) => void}>} views kept by the caller
 */
export function reconcile(parent, items, keyOf, make, views) {
  const keys = new Set(items.map(keyOf));
  for (const [key, view] of views) {
    if (!keys.has(key)) {
      view.element.remove();
      views.delete(key);
    }
  }
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    let view = views.get(key);
    if (!view) {
      view = make(item);
      views.set(key, view);
    }
    view.update(item);
    if (view.element === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(view.element, place);
    }
  }
}

/** Says something to screen readers, without showing it. @param {string} text */
export function announce(text) {
  setText(byId('announcer'), text);
}

/** Whether the user asked for little motion. */
export function prefersStill() {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
