// Small things that every part builds pages with. Texts become text nodes, so nothing that somebody writes can become markup.
import { lang } from './words.js';

export function element(tag, classes, ...children) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

/** A button; its label is its content, or an aria-label when an icon is all it shows. */
export function button(classes, label, iconName, action) {
  const made = element('button', classes);
  made.type = 'button';
  if (iconName) {
    made.append(icon(iconName));
    made.setAttribute('aria-label', label);
    made.title = label;
  } else {
    made.append(label);
  }
  made.addEventListener('click', action);
  return made;
}

const paths = {
  one: 'M2.500 8.500 6 12l7-8',
  two: 'M1 8.500 4.500 12l7-8M7.500 11l1 1 7-8',
  reply: 'M7 4 3 8l4 4M3.500 8H9c3 0 4.500 1.500 4.500 4.500',
  link: 'M6 3H3v10h10v-3M9 3h4v4M13 3 7.500 8.500',
  list: 'M3 4h10M3 8h10M3 12h10',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  alert: 'M8 2 1.500 13.500h13zM8 6.500v3.500M8 11.800v.200',
  copy: 'M6 6h7v8H6zM10 6V2H3v8h3',
  call: 'M4 2l2 3-1.500 1.500c.800 2 2.200 3.600 4.500 4.800L10.500 10l3.500 2-1 2.500C7.500 15 1.500 9 2 3z',
  form: 'M3 2h10v12H3zM5.500 5.500h5M5.500 8h5M5.500 10.500h3',
  pin: 'M8 14.500S3.500 10 3.500 6.500a4.500 4.500 0 0 1 9 0C12.500 10 8 14.500 8 14.500zM8 8.200a1.700 1.700 0 1 0 0-3.400 1.700 1.700 0 0 0 0 3.400',
  person: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.500 14c.500-3 2.700-4.500 5.500-4.500s5 1.500 5.500 4.500',
  image: 'M2 3h12v10H2zM2 11l4-4 3 3 2-2 3 3M10.500 5.800v.100',
  video: 'M2 4h8.500v8H2zM10.500 7 14 5v6l-3.500-2',
  mic: 'M8 2a2 2 0 0 0-2 2v4a2 2 0 0 0 4 0V4a2 2 0 0 0-2-2zM3.500 8a4.500 4.500 0 0 0 9 0M8 12.500V15',
  plus: 'M8 3v10M3 8h10',
  more: 'M3.500 8v.010M8 8v.010M12.500 8v.010',
  smile: 'M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM5.500 9.500c1 2 4 2 5 0M6 6v.300M10 6v.300',
  close: 'M4 4l8 8M12 4l-8 8',
  play: 'M5 3v10l8-5z',
  pause: 'M5 3v10M11 3v10',
  search: 'M7 11.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9zM10.500 10.500 14 14',
  trash: 'M3 4.500h10M6 4.500v-2h4v2M4.500 4.500l.700 9h5.600l.700-9',
  ban: 'M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM3.500 3.500l9 9',
};

export function svg(tag, attributes, ...children) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

export function icon(name) {
  return svg('svg', { viewBox: '0 0 16 16', 'aria-hidden': 'true', class: 'icon icon-' + name }, svg('path', { d: paths[name] }));
}

export function initials(name) {
  const letters = name.split(/\s+/).filter(word => /^\p{L}/u.test(word)).map(word => word[0]);
  return letters.length ? (letters[0] + (letters[1] || '')).toLocaleUpperCase(lang) : name.slice(-2);
}

export function hue(text) {
  let sum = 0;
  for (const c of text) sum = (sum * 31 + c.codePointAt(0)) % 997;
  return 'hue-' + (sum % 8);
}

/** Arrow keys, Home and End walk through what the selector finds in the box. */
export function walk(box, selector, also = () => false) {
  box.addEventListener('keydown', pressed => {
    const stops = [...box.querySelectorAll(selector)];
    const at = stops.indexOf(document.activeElement.closest(selector));
    const steps = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 };
    if (also(pressed) || !(pressed.key in steps) || at < 0) return;
    pressed.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, steps[pressed.key]))]?.focus();
  });
}
