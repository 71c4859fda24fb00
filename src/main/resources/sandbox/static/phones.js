// The list of phones: names, last words, unread counters; kept up to date while the page is open.
const list = document.getElementById('list');
const search = document.getElementById('search');
const lang = document.documentElement.lang || 'en';
const clock = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const day = new Intl.DateTimeFormat(lang, { day: 'numeric', month: 'short' });
let phones = JSON.parse(list.dataset.phones);

export function initials(name) {
  const letters = name.split(/\s+/).filter(word => /^\p{L}/u.test(word)).map(word => word[0]);
  return letters.length ? (letters[0] + (letters[1] || '')).toLocaleUpperCase(lang) : name.slice(-2);
}

export function hue(text) {
  let sum = 0;
  for (const c of text) sum = (sum * 31 + c.codePointAt(0)) % 997;
  return 'hue-' + (sum % 8);
}

export function element(tag, classes, text) {
  const made = document.createElement(tag);
  if (classes) made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
}

function when(at) {
  const then = new Date(at);
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  if (then >= midnight) return clock.format(then);
  return then >= midnight.getTime() - 864e5 ? list.dataset.yesterday : day.format(then);
}

function row(phone) {
  const link = element('a', 'person' + (phone.unread ? ' news' : ''));
  link.href = '/phone/' + phone.waId;
  if (phone.waId === list.dataset.current) link.setAttribute('aria-current', 'page');
  const avatar = element('span', 'avatar ' + hue(phone.waId), initials(phone.name));
  avatar.setAttribute('aria-hidden', 'true');
  const middle = element('span', 'middle');
  middle.append(element('b', '', phone.name));
  const said = phone.lastText
    ? (phone.lastDirection === 'inbound' ? list.dataset.you + ': ' : '') + phone.lastText.replace(/\s+/g, ' ')
    : phone.name === phone.number ? list.dataset.quiet : phone.number;
  middle.append(element('span', 'last', said));
  const right = element('span', 'right');
  right.append(element('time', '', phone.lastAt ? when(phone.lastAt) : ''));
  if (phone.unread && phone.waId !== list.dataset.current) {
    const badge = element('span', 'badge', String(phone.unread));
    badge.append(element('span', 'hidden', ' ' + list.dataset.unread));
    right.append(badge);
  }
  link.append(avatar, middle, right);
  return link;
}

function draw() {
  const wanted = search.value.trim().toLocaleLowerCase(lang).normalize('NFD').replace(/\p{M}/gu, '');
  const digits = wanted.replace(/\D/g, '');
  const shown = phones.filter(phone => {
    const name = phone.name.toLocaleLowerCase(lang).normalize('NFD').replace(/\p{M}/gu, '');
    return !wanted || name.includes(wanted) || (digits && phone.waId.includes(digits));
  });
  const focused = document.activeElement?.closest?.('.person')?.getAttribute('href');
  list.replaceChildren(...shown.map(row));
  if (!shown.length) list.append(element('p', 'none', phones.length ? list.dataset.nomatch : list.dataset.none));
  if (focused) list.querySelector(`[href="${focused}"]`)?.focus();
}

async function refresh() {
  try {
    phones = await (await fetch('/sandbox/api/overview')).json();
    draw();
    const counts = document.getElementById('stats');
    if (counts) {
      const stats = await (await fetch('/sandbox/api/stats')).json();
      for (const count of counts.querySelectorAll('[data-stat]')) count.textContent = stats[count.dataset.stat];
    }
  } catch {
    // the event stream reconnects by itself and calls again
  }
}

let waiting = false;
function soon() {
  if (waiting) return;
  waiting = true;
  setTimeout(() => { waiting = false; refresh(); }, 300);
}

search.addEventListener('input', draw);
document.getElementById('new')?.addEventListener('submit', submitted => {
  submitted.preventDefault();
  location.href = '/phone/' + document.getElementById('new-number').value.replace(/\D/g, '');
});
const stream = new EventSource('/phones/events');
stream.addEventListener('open', soon);
stream.addEventListener('change', soon);
draw();
