// The pages around the phones: counters, reset, business numbers, templates, failures. What they show is what the control interface says.
import { get, hear, post, remove } from './api.js';
import { button, element } from './dom.js';
import { dayAndTime, setNow, t } from './words.js';

if (document.body.dataset.now) setNow(document.body.dataset.now);
const at = id => document.getElementById(id);
const trouble = at('trouble');

async function tried(doing) {
  try {
    trouble.textContent = '';
    await doing();
    await refresh();
  } catch (error) {
    trouble.textContent = error.message;
  }
}

/** Draws a list anew and keeps the focus where it was: on the control of the same name. */
function redraw(box, nodes) {
  const name = box.contains(document.activeElement) ? document.activeElement.dataset.name : null;
  box.replaceChildren(...nodes);
  if (name) box.querySelector(`[data-name="${CSS.escape(name)}"]`)?.focus();
}

const deed = (name, label, action) => {
  const made = button('plain', label, '', () => tried(action));
  made.dataset.name = name;
  return made;
};

function choice(name, label, values, current, choose) {
  const select = element('select', '', ...values.map(value => element('option', '', value)));
  select.value = current;
  select.dataset.name = name;
  select.addEventListener('change', () => tried(() => choose(select.value)));
  return element('label', 'pick', element('span', '', label), select);
}

const chip = state => element('span', 'chip ' + state.toLowerCase(), state);
const scores = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'];
const tiers = ['TIER_250', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'];

function numberCard(line) {
  const { standing } = line;
  const number = what => `/numbers/${line.id}/${what}`;
  const account = what => `/accounts/${line.account}/${what}`;
  const facts = element('dl', 'facts');
  const say = (label, value) => facts.append(element('dt', '', label), element('dd', '', value));
  say(t('front.number-id'), element('code', '', line.id));
  say(t('front.account'), element('code', '', line.account));
  say(t('front.callback'), line.callback ? element('code', '', line.callback) : t('front.not-subscribed'));
  say(t('front.throughput'), standing.messagesPerSecond ? t('front.per-second', standing.messagesPerSecond) : t('front.unlimited'));
  const state = chip(standing.accountState);
  const picks = element('div', 'row',
    choice(line.id + '-quality', t('front.quality'), scores, standing.quality, score => post(number('quality'), { score })),
    choice(line.id + '-tier', t('front.tier'), tiers.includes(standing.tier) ? tiers : [standing.tier, ...tiers], standing.tier, tier => post(account('tier'), { tier })));
  const deeds = element('div', 'row', deed(line.id + '-registered', t(standing.registered ? 'front.deregister' : 'front.register'),
    () => post(number(standing.registered ? 'deregister' : 'register'))));
  if (standing.accountState === 'ACTIVE') {
    deeds.append(deed(line.id + '-lock', t('front.lock'), () => post(account('lock'))), deed(line.id + '-restrict', t('front.restrict'), () => post(account('restrict'))));
  } else {
    deeds.append(deed(line.id + '-lock', t('front.reinstate'), () => post(account('reinstate'))));
  }
  return element('article', 'number', element('h3', '', line.name + ' ', element('small', '', line.number), ' ', state), facts, picks, deeds);
}

const events = { PENDING: ['approve', 'reject'], APPROVED: ['pause', 'reject'], PAUSED: ['unpause'], REJECTED: ['approve'], DISABLED: ['approve'] };

function templateRow(template) {
  const happen = event => deed(template.id + event, t('front.' + event), () => post(`/templates/${template.id}/${event}`));
  const next = template.next ? element('small', '', ` ${template.next.toLowerCase()} · ${dayAndTime(template.nextAt)}`) : null;
  return element('tr', '', element('td', '', element('code', '', template.name)), element('td', '', template.language), element('td', '', template.category),
    element('td', '', chip(template.status), next), element('td', '', element('div', 'row', ...(events[template.status] || []).map(happen))));
}

function armedRow(fault) {
  const whom = fault.waId ? '+' + fault.waId : t('front.anybody');
  const times = fault.times ? t('front.times', fault.times) : '';
  return element('li', '', element('b', '', fault.kind), element('span', '', [whom, times].filter(Boolean).join(' · ')),
    deed('fault-' + fault.id, t('front.take-back'), () => remove('/faults/' + fault.id)));
}

async function draw(id, path, row, empty) {
  const box = at(id);
  if (!box) return;
  const all = await get(path);
  redraw(box, all.length ? all.map(row) : [element(box.tagName === 'UL' ? 'li' : 'p', 'soft', empty)]);
}

async function refresh() {
  await draw('numbers', '/numbers', numberCard, '');
  await draw('templates', '/templates', templateRow, '');
  await draw('armed', '/faults', armedRow, t('front.none-armed'));
  const counts = document.querySelectorAll('[data-stat]');
  if (!counts.length) return;
  const stats = { ...await get('/stats'), ...await get('/webhooks') };
  for (const count of counts) count.textContent = stats[count.dataset.stat];
}

let waiting = false;
hear(() => {
  if (waiting) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    refresh().catch(() => {});
  }, 400);
});

at('reset')?.addEventListener('click', () => {
  if (confirm(t('front.reset-sure'))) tried(() => post('/reset'));
});
at('disarm')?.addEventListener('click', () => tried(() => remove('/faults')));
at('arm')?.addEventListener('submit', submitted => {
  submitted.preventDefault();
  const given = Object.fromEntries(new FormData(submitted.target));
  tried(() => post('/faults', { kind: given.kind, number: given.number || null, times: Number(given.times) }));
});
refresh().catch(error => { trouble.textContent = error.message; });
