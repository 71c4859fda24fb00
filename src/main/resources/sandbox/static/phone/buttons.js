// What can be tapped under a message, and the sheet that a list opens.
import { element, icon, walk } from './dom.js';
import { ask, openSheet, rise } from './menu.js';
import { outward } from './rich.js';
import { t } from './words.js';

const icons = { url: 'link', copy_code: 'copy', phone_number: 'call', flow: 'form', send_location: 'pin', request_contact_info: 'person' };

/** The row of buttons of a message; empty when it has none. */
export function buttons(phone, message) {
  const box = element('div', 'buttons');
  if (message.view.list) {
    box.append(tappable('list', message.view.list.button, made => openList(phone, message, made)));
    return box;
  }
  for (const button of message.view.buttons || []) box.append(one(phone, message, button));
  return box;
}

function tappable(iconName, words, action) {
  const made = element('button', '', icon(iconName), element('span', '', words));
  made.type = 'button';
  made.addEventListener('click', () => action(made));
  return made;
}

function one(phone, message, action) {
  const words = action.text || t('phone.button.' + action.kind);
  if (action.kind === 'url') {
    return outward(element('a', '', icon('link'), element('span', '', words)), action.url || action.id || '');
  }
  return tappable(icons[action.kind] || 'reply', words, made => act(phone, message, action, made));
}

async function act(phone, message, action, made) {
  switch (action.kind) {
    case 'copy_code':
      await navigator.clipboard?.writeText(action.id).catch(() => {});
      return phone.toast(t('phone.copied', action.id));
    case 'phone_number':
      return phone.toast(t('phone.calling', action.id || action.url || ''));
    case 'flow':
      return flow(phone, message, action);
    case 'send_location':
      return phone.composer.place({ message_id: message.wamid });
    case 'request_contact_info':
      return phone.send({ type: 'contacts', context: { message_id: message.wamid },
        contacts: [{ name: { formatted_name: phone.owner }, phones: [{ phone: '+' + phone.number, wa_id: phone.number }], origin: 'contact_request' }] });
    default:
      made.classList.add('tapped');
      return phone.tap(message.wamid, action.id || action.text);
  }
}

function flow(phone, message, action) {
  const given = JSON.stringify({ flow_token: action.flow_token || action.token || 'unused' }, null, 1);
  ask(phone.root, action.text || 'Flow', [['response', t('phone.flow'), { rows: 5, value: given, required: '' }]], ({ response }) => {
    JSON.parse(response);
    return phone.send({ type: 'interactive', context: { message_id: message.wamid },
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: response } } }, true);
  });
}

function openList(phone, message) {
  const sheet = openSheet(phone.root, message.view.list.button);
  const rows = element('div', 'rows');
  for (const section of message.view.list.sections) {
    if (section.title) rows.append(element('h3', '', section.title));
    for (const row of section.rows) {
      const made = element('button', 'row', element('b', '', row.text));
      made.type = 'button';
      if (row.description) made.append(element('span', '', row.description));
      made.addEventListener('click', () => {
        sheet.close();
        phone.tap(message.wamid, row.id);
      });
      rows.append(made);
    }
  }
  walk(rows, '.row');
  sheet.append(rows);
  rise(sheet);
  rows.querySelector('.row')?.focus();
}
