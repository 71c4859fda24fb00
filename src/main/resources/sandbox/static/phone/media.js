// What a message carries beside words: pictures, films, sound, files, places, people.
import { button, element, icon, initials, svg } from './dom.js';
import { openSheet, rise } from './menu.js';
import { player } from './player.js';
import { t } from './words.js';

/** What a message's view carries, as nodes in the order they are drawn. Messages of earlier days name only the type of their media. */
export function attachments(phone, view) {
  const nodes = [];
  for (const key of ['headerMedia', 'media']) {
    if (!view[key]) continue;
    const media = typeof view[key] === 'string' ? { type: view[key], filename: view.filename } : view[key];
    nodes.push(drawn(phone, media));
  }
  for (const place of [view.headerLocation, view.location]) if (place) nodes.push(map(place));
  for (const contact of view.contacts || []) nodes.push(card(phone, contact));
  return nodes;
}

const names = { image: 'photo', video: 'video', document: 'document', audio: 'audio', sticker: 'sticker' };

export const mediaName = type => t('phone.' + (names[type] || 'document'));

function drawn(phone, media) {
  if (!media.url) return missing(media);
  switch (media.type) {
    case 'image': return picture(phone, media);
    case 'sticker': return sticker(media);
    case 'video': return film(media);
    case 'audio': return player(media);
    default: return paper(media);
  }
}

/** Stands for media that the sandbox does not have (any more). */
function missing(media) {
  return element('div', 'media', icon(media.type === 'document' ? 'file' : 'image'), element('span', '', media.filename || mediaName(media.type)));
}

function image(media, label) {
  const made = element('img');
  made.src = media.url;
  made.alt = label;
  made.addEventListener('error', () => made.replaceWith(missing(media)));
  return made;
}

function picture(phone, media) {
  const open = button('picture', '', '', () => view(phone, media));
  open.setAttribute('aria-label', t('phone.open-photo'));
  open.append(image(media, t('phone.photo')));
  return open;
}

function view(phone, media) {
  const sheet = openSheet(phone, t('phone.photo'), 'viewer');
  const save = element('a', '', t('phone.download'));
  save.href = media.url;
  save.download = media.filename || 'photo';
  sheet.append(image(media, t('phone.photo')), save);
  sheet.showModal();
}

function sticker(media) {
  const made = image(media, t('phone.sticker'));
  made.className = 'sticker';
  return made;
}

function film(media) {
  const made = element('video', 'film');
  Object.assign(made, { src: media.url, controls: true, preload: 'metadata', playsInline: true });
  made.setAttribute('aria-label', t('phone.video'));
  return made;
}

function paper(media) {
  const name = media.filename || t('phone.document');
  const kind = (name.includes('.') ? name.split('.').pop() : (media.mime || '').split('/').pop()).slice(0, 4).toUpperCase();
  const link = element('a', 'paper', element('span', 'kind', kind || '…'), element('span', '', name));
  link.href = media.url;
  link.download = name;
  return link;
}

/** A map that nobody had to ask the internet for: streets drawn from the coordinates. */
function map(place) {
  const seed = Math.abs(Math.round((place.latitude * 7919 + place.longitude * 104729) * 100));
  const streets = [0, 1, 2, 3, 4, 5].map(n => {
    const from = (seed >> n) % 120;
    const tilt = ((seed >> (n + 3)) % 50) - 25;
    return n % 2 ? `M0 ${from} L260 ${from + tilt}` : `M${from * 2} 0 L${from * 2 + tilt} 120`;
  });
  const picture = svg('svg', { viewBox: '0 0 260 120', class: 'map', 'aria-hidden': 'true', preserveAspectRatio: 'xMidYMid slice' },
    svg('path', { class: 'street', d: streets.join('') }), svg('path', { class: 'avenue', d: `M0 ${40 + seed % 40} L260 ${50 + seed % 30}` }),
    svg('path', { class: 'here', d: 'M130 78s-15-16-15-28a15 15 0 0 1 30 0c0 12-15 28-15 28z' }), svg('circle', { cx: 130, cy: 50, r: 5 }));
  const label = element('div', 'place', element('b', '', place.name || t('phone.location')));
  if (place.address) label.append(element('span', '', place.address));
  label.append(element('span', 'coordinates', `${Number(place.latitude).toFixed(5)}, ${Number(place.longitude).toFixed(5)}`));
  return element('div', 'location', picture, label);
}

const nameOf = contact => contact.name?.formatted_name || contact.phones?.[0]?.phone || t('phone.contact');

function card(phone, contact) {
  const face = element('span', 'avatar hue-1', initials(nameOf(contact)));
  face.setAttribute('aria-hidden', 'true');
  const open = button('card-of', '', '', () => details(phone, contact));
  open.append(face, element('span', '', element('b', '', nameOf(contact)), element('span', '', contact.phones?.[0]?.phone || contact.emails?.[0]?.email || '')));
  return open;
}

function details(phone, contact) {
  const sheet = openSheet(phone, nameOf(contact));
  const list = element('dl', 'details');
  const say = (label, value) => value && list.append(element('dt', '', label), element('dd', '', value));
  say(t('phone.company'), [contact.org?.title, contact.org?.department, contact.org?.company].filter(Boolean).join(' · '));
  contact.phones?.forEach(one => say(t('phone.telephone'), one.phone));
  contact.emails?.forEach(one => say(t('phone.email'), one.email));
  contact.addresses?.forEach(one => say(t('phone.address'), [one.street, one.zip, one.city, one.country].filter(Boolean).join(', ')));
  contact.urls?.forEach(one => say(t('phone.web'), one.url));
  say(t('phone.birthday'), contact.birthday);
  sheet.append(list);
  rise(sheet);
}
