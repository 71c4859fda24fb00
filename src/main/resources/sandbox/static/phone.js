// One phone: draws the chat, sends what its owner writes and taps, and stays up to date by server-sent events.
import { element, hue, initials } from './phones.js';

const phone = document.getElementById('phone');
const t = phone.dataset;
const lines = JSON.parse(t.lines);
const lang = document.documentElement.lang || 'en';
const api = '/sandbox/api/phones/' + t.number;
const log = document.getElementById('log');
const text = document.getElementById('text');
const state = document.getElementById('state');
const sheet = document.getElementById('sheet');
const toEnd = document.getElementById('to-end');
const clock = new Intl.DateTimeFormat(lang, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const weekdayAndTime = new Intl.DateTimeFormat(lang, { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const longDay = new Intl.DateTimeFormat(lang, { weekday: 'long', day: 'numeric', month: 'long' });
let messages = JSON.parse(t.messages);
let business = t.business;
let drawn = '';
const known = new Set();
let typing = 0;

const icons = {
  one: 'M2.500 8.500 6 12l7-8',
  two: 'M1 8.500 4.500 12l7-8M7.500 11l1 1 7-8',
  reply: 'M7 4 3 8l4 4M3.500 8H9c3 0 4.500 1.500 4.500 4.500',
  link: 'M6 3H3v10h10v-3M9 3h4v4M13 3 7.500 8.500',
  list: 'M3 4h10M3 8h10M3 12h10',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  alert: 'M8 2 1.500 13.500h13zM8 6.500v3.500M8 11.800v.200',
};

function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon', 'icon-' + name);
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', icons[name]);
  svg.append(path);
  return svg;
}

// *bold*, _italic_, ~struck~ and ```plain```, as phones draw them; built as nodes, so nothing in a text can become markup
const marks = [[/```([^]+?)```/, 'code'], [/\*(\S(?:[^*\n]*\S)?)\*/, 'b'], [/_(\S(?:[^_\n]*\S)?)_/, 'i'], [/~(\S(?:[^~\n]*\S)?)~/, 's'],
  [/(https?:\/\/[^\s]+[^\s.,;:!?)])/, 'a']];

function rich(words, into) {
  let best = null;
  for (const [pattern, tag] of marks) {
    const found = pattern.exec(words);
    if (found && (!best || found.index < best.found.index)) best = { found, tag };
  }
  if (!best) {
    into.append(words);
    return into;
  }
  const { found, tag } = best;
  if (found.index) into.append(words.slice(0, found.index));
  const made = element(tag);
  if (tag === 'a') {
    made.href = found[1];
    made.rel = 'noreferrer';
    made.target = '_blank';
    made.textContent = found[1];
  } else if (tag === 'code') {
    made.textContent = found[1];
  } else {
    rich(found[1], made);
  }
  into.append(made);
  return rich(words.slice(found.index + found[0].length), into);
}

function ticks(message) {
  const mine = message.direction === 'inbound';
  const label = mine ? t['m' + capital(message.status)] : t.tSees + ': ' + t['s' + capital(message.status)];
  const made = element('span', 'ticks ' + message.status);
  made.title = label;
  made.append(icon(message.status === 'failed' ? 'alert' : message.status === 'delivered' || message.status === 'read' ? 'two' : 'one'));
  made.append(element('span', 'hidden', label));
  return made;
}

function capital(word) {
  return word[0].toUpperCase() + word.slice(1);
}

function quoted(message) {
  const source = messages.find(other => other.wamid === message.view.context);
  if (!source) return null;
  const quote = element('a', 'quote');
  quote.href = '#' + source.wamid;
  quote.append(element('b', '', source.direction === 'inbound' ? t.tYou : lines[source.phoneNumberId]?.name || ''));
  quote.append(element('span', '', source.text));
  quote.addEventListener('click', clicked => {
    clicked.preventDefault();
    document.getElementById(source.wamid)?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  });
  return quote;
}

function bubble(message, follows) {
  const mine = message.direction === 'inbound';
  const item = element('div', 'message ' + (mine ? 'mine' : 'theirs') + (follows ? ' follows' : ''));
  item.id = message.wamid;
  if (drawn && !known.has(message.wamid)) item.classList.add('fresh');
  known.add(message.wamid);
  if (message.failure) {
    item.classList.remove('theirs', 'follows');
    item.classList.add('lost');
    const note = element('div', 'note');
    note.append(icon('alert'), element('span', '', t.tFailed + ' · ' + message.failure));
    note.title = message.text;
    item.append(note);
    return item;
  }
  const body = element('div', 'bubble');
  const quote = message.view.context ? quoted(message) : null;
  if (quote) body.append(quote);
  if (message.view.media) {
    const media = element('div', 'media ' + message.view.media);
    media.append(icon('file'), element('span', '', message.view.filename || t['t' + capital(message.view.media)] || message.view.media));
    body.append(media);
  }
  if (message.view.header) body.append(element('h3', '', message.view.header));
  body.append(rich(message.view.body || '', element('div', 'words')));
  if (message.view.footer) body.append(element('div', 'footer', message.view.footer));
  const meta = element('span', 'meta');
  const time = element('time', '', clock.format(new Date(message.at)));
  time.dateTime = message.at;
  meta.append(time, ticks(message));
  body.append(meta);
  item.append(body);
  const buttons = element('div', 'buttons');
  if (message.view.list) {
    const open = element('button');
    open.type = 'button';
    open.append(icon('list'), element('span', '', message.view.list.button));
    open.addEventListener('click', () => choose(message));
    buttons.append(open);
  }
  for (const action of message.view.list ? [] : message.actions) {
    const link = action.kind === 'url';
    const made = element(link ? 'a' : 'button');
    if (link) {
      made.href = /^https?:/.test(action.id) ? action.id : '#';
      made.target = '_blank';
      made.rel = 'noreferrer';
    } else {
      made.type = 'button';
      made.addEventListener('click', () => tap(message, action, made));
    }
    made.append(icon(link ? 'link' : 'reply'), element('span', '', action.text));
    buttons.append(made);
  }
  if (buttons.children.length) item.append(buttons);
  return item;
}

function dayName(at) {
  const then = new Date(at);
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  if (then >= midnight) return t.tToday;
  return then >= midnight.getTime() - 864e5 ? t.tYesterday : capital(longDay.format(then));
}

function draw() {
  const chat = messages.filter(message => message.phoneNumberId === business);
  const now = JSON.stringify(chat.map(message => [message.wamid, message.status])) + business;
  drawTabs();
  if (now === drawn) return;
  const atEnd = !drawn || log.scrollHeight - log.scrollTop - log.clientHeight < 120;
  const nodes = [];
  let last = '';
  let side = '';
  for (const message of chat) {
    const name = dayName(message.at);
    if (name !== last) {
      nodes.push(element('div', 'day', name));
      last = name;
      side = '';
    }
    nodes.push(bubble(message, side === message.direction));
    side = message.failure ? '' : message.direction;
  }
  drawn = now;
  if (!nodes.length) nodes.push(element('p', 'empty', t.tEmpty));
  const focused = log.contains(document.activeElement) ? path(document.activeElement) : null;
  log.replaceChildren(...nodes);
  if (focused) document.getElementById(focused.id)?.querySelectorAll('button, a')[focused.n]?.focus();
  if (atEnd) log.scrollTop = log.scrollHeight;
  jump();
}

function path(focused) {
  const item = focused.closest('.message');
  return item && { id: item.id, n: [...item.querySelectorAll('button, a')].indexOf(focused) };
}

function drawTabs() {
  const tabs = document.getElementById('tabs');
  const ids = [...new Set(messages.map(message => message.phoneNumberId))];
  if (!ids.includes(business)) ids.push(business);
  tabs.hidden = ids.length < 2;
  tabs.replaceChildren(...ids.map(id => {
    const tab = element('button', '', lines[id]?.name || id);
    tab.type = 'button';
    tab.role = 'tab';
    tab.setAttribute('aria-selected', String(id === business));
    tab.addEventListener('click', () => { business = id; head(); draw(); windows(); });
    return tab;
  }));
}

function head() {
  const line = lines[business] || { name: business, number: '' };
  document.getElementById('business').textContent = line.name;
  const avatar = document.getElementById('avatar');
  avatar.textContent = initials(line.name);
  avatar.className = 'avatar ' + hue(business);
  state.textContent = t.tAccount;
}

function jump() {
  toEnd.hidden = log.scrollHeight - log.scrollTop - log.clientHeight < 200;
}

async function windows() {
  const all = await (await fetch(api + '/windows')).json();
  const until = all.find(window => window.phoneNumberId === business)?.openUntil;
  const open = until && new Date(until) > new Date();
  const line = document.getElementById('window');
  line.textContent = open ? t.tWindowOpen.replace('{0}', weekdayAndTime.format(new Date(until))) : t.tWindowClosed;
  line.classList.toggle('open', Boolean(open));
}

async function refresh() {
  const answer = await fetch(api + '/messages');
  if (answer.status === 404) {
    draw();
    return;
  }
  messages = await answer.json();
  draw();
  look();
}

function look() {
  const fresh = messages.some(message => message.direction === 'outbound' && !message.failure && message.status !== 'read');
  if (fresh && document.visibilityState === 'visible') fetch(api + '/look', { method: 'POST' });
}

async function post(what, body) {
  try {
    const answer = await fetch(api + what, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
    if (answer.ok) return true;
    toast(t.tProblem + ': ' + ((await answer.json()).detail || answer.status));
  } catch {
    toast(t.tOffline);
  }
  return false;
}

function toast(words) {
  const made = document.getElementById('toast');
  made.textContent = words;
  made.hidden = false;
  setTimeout(() => { made.hidden = true; }, 4000);
}

async function tap(message, action, button) {
  button.classList.add('tapped');
  await post('/tap', { wamid: message.wamid, button: action.id || action.text });
  log.scrollTop = log.scrollHeight;
}

function choose(message) {
  document.getElementById('sheet-title').textContent = message.view.list.button;
  const rows = document.getElementById('rows');
  rows.replaceChildren();
  for (const section of message.view.list.sections) {
    if (section.title) rows.append(element('h3', '', section.title));
    for (const row of section.rows) {
      const made = element('button', 'row');
      made.type = 'button';
      made.append(element('b', '', row.text));
      if (row.description) made.append(element('span', '', row.description));
      made.addEventListener('click', () => { sheet.close(); post('/tap', { wamid: message.wamid, button: row.id }); });
      rows.append(made);
    }
  }
  sheet.showModal();
}

function grow() {
  text.style.height = 'auto';
  text.style.height = Math.min(text.scrollHeight, 120) + 'px';
}

document.getElementById('composer').addEventListener('submit', async submitted => {
  submitted.preventDefault();
  const words = text.value.trim();
  if (!words) return;
  text.value = '';
  grow();
  log.scrollTop = log.scrollHeight;
  if (!await post('/write', { text: words, phoneNumberId: business })) text.value = words;
});
text.addEventListener('input', grow);
text.addEventListener('keydown', pressed => {
  if (pressed.key === 'Enter' && !pressed.shiftKey && !pressed.isComposing) {
    pressed.preventDefault();
    document.getElementById('composer').requestSubmit();
  }
});
toEnd.addEventListener('click', () => log.scrollTo({ top: log.scrollHeight, behavior: 'smooth' }));
log.addEventListener('scroll', jump);
document.addEventListener('visibilitychange', look);

const stream = new EventSource('/phone/' + t.number + '/events');
stream.addEventListener('open', () => { head(); refresh(); windows(); });
stream.addEventListener('change', () => { typing = 0; head(); refresh(); windows(); });
stream.addEventListener('typing', () => {
  state.textContent = t.tTyping;
  const mine = ++typing;
  setTimeout(() => { if (mine === typing) head(); }, 25000);
});
stream.addEventListener('error', () => {
  setTimeout(() => { if (stream.readyState !== EventSource.OPEN) state.textContent = t.tOffline; }, 3000);
});
head();
draw();
look();
windows();
