// Menus and sheets that open over a phone: arrow keys inside, Escape or a click beside closes, the focus goes back where it was.
import { button, element, icon, walk } from './dom.js';
import { t } from './words.js';

/** @param entries [icon, label, action], or a node that is shown as it is */
export function openMenu(anchor, label, entries) {
  const menu = element('div', 'menu');
  menu.popover = 'auto';
  menu.setAttribute('role', 'menu');
  menu.setAttribute('aria-label', label);
  for (const entry of entries) {
    if (entry instanceof Node) {
      menu.append(entry);
      continue;
    }
    const [iconName, words, action] = entry;
    const item = element('button', '', icon(iconName), element('span', '', words));
    item.type = 'button';
    item.setAttribute('role', 'menuitem');
    item.addEventListener('click', () => {
      menu.hidePopover();
      action();
    });
    menu.append(item);
  }
  walk(menu, '[role=menuitem], [role=menuitemradio]');
  anchor.closest('.device, body').append(menu);
  menu.addEventListener('toggle', toggled => {
    if (toggled.newState === 'open') return;
    const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (inside) anchor.focus();
  });
  menu.showPopover();
  place(menu, anchor.getBoundingClientRect());
  menu.querySelector('[role^=menuitem]')?.focus();
  return menu;
}

function place(menu, anchor) {
  const size = menu.getBoundingClientRect();
  const above = anchor.top - size.height - 6;
  menu.style.left = Math.max(8, Math.min(anchor.left, innerWidth - size.width - 8)) + 'px';
  menu.style.top = Math.max(8, above > 8 ? above : Math.min(anchor.bottom + 6, innerHeight - size.height - 8)) + 'px';
}

/** A sheet with a title that is gone once closed; rise(sheet) opens it at the foot of its phone. */
export function openSheet(phone, title, classes = '') {
  const sheet = element('dialog', 'sheet ' + classes);
  const heading = element('h2', '', title);
  heading.id = 'sheet-' + Math.random().toString(36).slice(2);
  sheet.setAttribute('aria-labelledby', heading.id);
  sheet.append(element('header', '', heading, button('quiet', t('phone.close'), 'close', () => sheet.close())));
  sheet.addEventListener('click', clicked => { if (clicked.target === sheet) sheet.close(); });
  sheet.addEventListener('close', () => sheet.remove());
  phone.append(sheet);
  return sheet;
}

export function rise(sheet) {
  const phone = sheet.parentElement.getBoundingClientRect();
  sheet.classList.add('low');
  sheet.style.width = Math.min(phone.width - 16, innerWidth - 16) + 'px';
  sheet.showModal();
  const bottom = Math.min(phone.bottom, innerHeight);
  sheet.style.margin = '0';
  sheet.style.left = phone.left + (phone.width - sheet.offsetWidth) / 2 + 'px';
  sheet.style.top = Math.max(8, bottom - sheet.offsetHeight - 12) + 'px';
}

/**
 * A sheet that asks for a few things.
 *
 * @param fields [name, label, attributes of the input]
 * @param send gets the values by name; what it throws is shown in the sheet
 */
export function ask(phone, title, fields, send) {
  const sheet = openSheet(phone, title);
  const form = element('form', 'ask');
  for (const [name, label, attributes = {}] of fields) {
    const input = element(attributes.rows ? 'textarea' : 'input');
    Object.assign(input, { name, autocomplete: 'off' });
    for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
    if (attributes.value !== undefined) input.value = attributes.value;
    form.append(element('label', '', element('span', '', label), input));
  }
  const problem = element('p', 'problem');
  problem.setAttribute('role', 'alert');
  const submit = element('button', 'main', t('phone.send'));
  form.append(problem, submit);
  form.addEventListener('submit', async submitted => {
    submitted.preventDefault();
    try {
      await send(Object.fromEntries(new FormData(form)));
      sheet.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  });
  sheet.append(form);
  rise(sheet);
  form.querySelector('input, textarea').focus();
}
