// Files, places and people to send.
import { element } from './dom.js';
import { ask } from './menu.js';
import { fileSize, t } from './words.js';

export function pickFile(accept, take) {
  const input = element('input');
  Object.assign(input, { type: 'file', accept, hidden: true });
  input.addEventListener('change', () => {
    if (input.files[0]) take(input.files[0]);
    input.remove();
  });
  input.addEventListener('cancel', () => input.remove());
  document.body.append(input);
  input.click();
}

function kind(file) {
  if (['image/jpeg', 'image/png'].includes(file.type)) return 'image';
  return ['video/mp4', 'video/3gpp'].includes(file.type) ? 'video' : 'document';
}

/** Shows what was chosen and asks for a caption; sound and stickers have none. */
export function askFile(phone, file, context, type = kind(file)) {
  const captioned = !['audio', 'sticker'].includes(type);
  if (!captioned) return phone.sendFile(file, type, {}, context);
  const send = async ({ caption }) => {
    const more = caption ? { caption } : {};
    if (type === 'document') more.filename = file.name;
    await phone.sendFile(file, type, more, context, true);
  };
  ask(phone.root, file.name, [['caption', t('phone.caption'), { maxlength: 1024 }]], send);
  const form = phone.root.querySelector('dialog[open] form');
  form.prepend(type === 'image' ? seen(file) : element('p', 'soft', fileSize(file.size)));
  return undefined;
}

function seen(file) {
  const picture = element('img', 'preview');
  picture.src = URL.createObjectURL(file);
  picture.alt = '';
  picture.addEventListener('load', () => URL.revokeObjectURL(picture.src));
  return picture;
}

export function askPlace(phone, context) {
  const sheet = [
    ['latitude', t('phone.latitude'), { type: 'number', step: 'any', min: -90, max: 90, required: '', value: '40.41680' }],
    ['longitude', t('phone.longitude'), { type: 'number', step: 'any', min: -180, max: 180, required: '', value: '-3.70380' }],
    ['name', t('phone.place-name'), { maxlength: 1000 }],
    ['address', t('phone.address'), { maxlength: 1000 }],
  ];
  ask(phone.root, t('phone.location'), sheet, given => {
    const location = { latitude: Number(given.latitude), longitude: Number(given.longitude) };
    if (given.name) location.name = given.name;
    if (given.address) location.address = given.address;
    return phone.send({ type: 'location', location, context }, true);
  });
}

export function askContact(phone, context) {
  const sheet = [
    ['name', t('phone.name'), { required: '', maxlength: 200 }],
    ['phone', t('phone.telephone'), { type: 'tel', required: '', pattern: '\\+?[0-9 \\(\\)\\-]{7,20}' }],
  ];
  ask(phone.root, t('phone.contact'), sheet, given => {
    const first = given.name.split(' ')[0];
    return phone.send({ type: 'contacts', context,
      contacts: [{ name: { formatted_name: given.name, first_name: first }, phones: [{ phone: given.phone, type: 'CELL' }] }] }, true);
  });
}

