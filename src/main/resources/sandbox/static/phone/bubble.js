// One message as a bubble.
import { button, element, icon } from './dom.js';
import { attachments, mediaName } from './media.js';
import { buttons } from './buttons.js';
import { openMenu } from './menu.js';
import { badge, picker } from './reactions.js';
import { onlyEmoji, rich } from './rich.js';
import { capital, clockTime, t } from './words.js';

/** What a message says in one line, for quotes. */
export function inShort(message) {
  const media = message.view.media || message.view.headerMedia;
  const words = (message.view.body || '').trim();
  if (words) return words;
  if (message.view.location) return message.view.location.name || t('phone.location');
  if (message.view.contacts) return message.view.contacts[0]?.name?.formatted_name || t('phone.contact');
  return media ? media.filename || mediaName(media.type || media) : message.text || '';
}

function status(message) {
  return message.direction === 'inbound' ? t('phone.mine.' + message.status) : t('phone.sees') + ': ' + t('phone.status.' + message.status);
}

function ticks(message) {
  const made = element('span', 'ticks ' + message.status);
  made.title = status(message);
  made.append(icon(message.status === 'failed' ? 'alert' : ['delivered', 'read'].includes(message.status) ? 'two' : 'one'));
  made.append(element('span', 'hidden', status(message)));
  return made;
}

/** Brings the ticks of a drawn message up to date without drawing it anew. */
export function retick(item, message) {
  item.querySelector('.ticks')?.replaceWith(ticks(message));
}

function quote(phone, message) {
  const wanted = message.view.context?.id || message.view.context?.message_id || message.view.context;
  const source = typeof wanted === 'string' && phone.messages.find(other => other.wamid === wanted);
  if (!source) return null;
  const made = element('a', 'quote', element('b', '', source.direction === 'inbound' ? t('phones.you') : phone.businessName(source.phoneNumberId)),
    element('span', '', inShort(source)));
  made.href = '#' + source.wamid;
  made.addEventListener('click', clicked => {
    clicked.preventDefault();
    phone.log.show(source.wamid);
  });
  return made;
}

function lost(phone, message) {
  const note = element('div', 'note', icon('alert'), element('span', '', t('phone.failed') + ' · ' + message.failure));
  note.title = message.text;
  return element('article', 'message lost', note);
}

/** @param follows the message before is of the same side */
export function bubble(phone, message, follows, sides) {
  if (message.failure) return identified(lost(phone, message), message);
  const mine = message.direction === 'inbound';
  const view = message.view;
  const item = identified(element('article', `message ${mine ? 'mine' : 'theirs'}${follows ? ' follows' : ''}`), message);
  const body = element('div', 'bubble');
  if (view.forwarded) body.append(element('div', 'forwarded', t('phone.forwarded')));
  const quoted = quote(phone, message);
  if (quoted) body.append(quoted);
  const carried = attachments(phone.root, view);
  body.append(...carried);
  if (view.media?.type === 'sticker') item.classList.add('bare');
  if (view.header) body.append(element('h3', '', view.header));
  if (message.type === 'unsupported') body.append(element('div', 'words soft', t('phone.unsupported')));
  // media without a caption, places and people say nothing beside themselves
  else if (view.body && !(view.location || view.contacts)) {
    body.append(rich(view.body, element('div', 'words' + (onlyEmoji(view.body) && !carried.length ? ' large' : ''))));
  }
  if (view.footer) body.append(element('div', 'footer', view.footer));
  const time = element('time', '', clockTime(message.at));
  time.dateTime = message.at;
  body.append(element('span', 'meta', time, ticks(message)));
  const more = button('more', t('phone.options'), 'more', () => options(phone, message, item, sides));
  more.tabIndex = -1;
  more.setAttribute('aria-haspopup', 'menu');
  body.append(more);
  item.append(body);
  const tappable = buttons(phone, message);
  if (tappable.children.length) item.append(tappable);
  const emoji = badge(sides, { business: phone.businessName(message.phoneNumberId) }, () => options(phone, message, item, sides));
  if (emoji) {
    item.classList.add('reacted');
    body.append(emoji);
  }
  return item;
}

function identified(item, message) {
  item.id = message.wamid;
  item.tabIndex = -1;
  return item;
}

/** What can be done with a message: react, answer, copy. */
export function options(phone, message, item, sides) {
  const entries = [picker(sides?.inbound, emoji => phone.react(message, emoji)),
    ['reply', t('phone.reply'), () => phone.composer.quote(message)]];
  const words = inShort(message);
  if (words) entries.push(['copy', t('phone.copy'), () => navigator.clipboard?.writeText(words).then(() => phone.toast(t('phone.copied-text')), () => {})]);
  openMenu(item.querySelector('.more'), capital(t('phone.options')), entries);
}
