// Writes to the page only what differs, since most of what a wall shows stays as it is.

export const byId = id => document.getElementById(id);

export const setText = (element, text) => {
  if (element.wallText !== text) {
    element.wallText = text;
    element.textContent = text;
  }
};

export const setAttribute = (element, name, value) => {
  const text = String(value);
  if (element.getAttribute(name) !== text) {
    element.setAttribute(name, text);
  }
};

export const show = (element, isShown) => {
  if (element.hidden === isShown) {
    element.hidden = !isShown;
  }
};

export const make = (name, className, ...children) => {
  const element = document.createElement(name);
  element.className = className;
  element.append(...children);
  return element;
};

/** A line drawing on a 24 by 24 grid, and its path. */
export const makeIcon = () => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  svg.append(path);
  return { svg, path };
};
