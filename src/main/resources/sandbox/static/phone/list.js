// The list of phones: names, last words, unread counters; kept up to date while the page is open.
import { get, hear, post } from './api.js';
import { element, hue, initials, walk } from './dom.js';
import { lately, plain, t } from './words.js';

export class PhoneList {
  constructor(box, search) {
    this.box = box;
    this.search = search;
    this.current = (box.dataset.current || '').split(',');
    this.phones = JSON.parse(box.dataset.phones);
    search.addEventListener('input', () => this.draw());
    search.addEventListener('keydown', pressed => {
      if (pressed.key !== 'ArrowDown') return;
      pressed.preventDefault();
      box.querySelector('.person')?.focus();
    });
    walk(box, '.person');
    hear(name => {
      if (['open', 'change', 'clock'].includes(name)) this.soon();
    });
    this.draw();
  }

  soon() {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.refresh();
    }, 300);
  }

  async refresh() {
    try {
      this.phones = await get('/overview');
      this.draw();
    } catch {
      // the stream reconnects by itself and calls again
    }
  }

  draw() {
    const wanted = plain(this.search.value.trim());
    const digits = wanted.replace(/\D/g, '');
    const shown = this.phones.filter(phone => !wanted || plain(phone.name).includes(wanted) || (digits && phone.waId.includes(digits)));
    const focused = document.activeElement?.closest?.('.person')?.getAttribute('href');
    const top = this.box.scrollTop;
    this.box.replaceChildren(...shown.map(phone => this.row(phone)));
    if (!shown.length) this.box.append(element('p', 'none', t(this.phones.length ? 'phones.nomatch' : 'phones.none')));
    this.box.scrollTop = top;
    if (focused) this.box.querySelector(`[href="${focused}"]`)?.focus();
  }

  row(phone) {
    const avatar = element('span', 'avatar ' + hue(phone.waId), initials(phone.name));
    avatar.setAttribute('aria-hidden', 'true');
    const middle = element('span', 'middle', element('b', '', phone.name), element('span', 'last', this.said(phone)));
    const right = element('span', 'right', element('time', '', phone.lastAt ? lately(phone.lastAt) : ''));
    const here = this.current.includes(phone.waId);
    if (phone.unread && !here) {
      right.append(element('span', 'badge', String(phone.unread), element('span', 'hidden', ' ' + t('phones.unread'))));
    }
    const link = element('a', 'person' + (phone.unread && !here ? ' news' : ''), avatar, middle, right);
    link.href = '/phone/' + phone.waId;
    if (here) link.setAttribute('aria-current', 'page');
    return link;
  }

  said(phone) {
    if (phone.lastAt) {
      const words = phone.lastText?.replace(/\s+/g, ' ').trim() || t('phones.attachment');
      return (phone.lastDirection === 'inbound' ? t('phones.you') + ': ' : '') + words;
    }
    return phone.name === phone.number ? t('phones.quiet') : phone.number;
  }
}

/** The form for a person who is not on the list yet. */
export function newPerson(form) {
  const problem = form.querySelector('[role=alert]');
  form.addEventListener('submit', async submitted => {
    submitted.preventDefault();
    const given = new FormData(form);
    const number = '+' + given.get('number').replace(/\D/g, '');
    const name = given.get('name').trim();
    const hidesNumber = given.get('hidesNumber') === 'on';
    try {
      // a number alone is a stranger's: their phone appears with what they first write
      if (name || hidesNumber) await post('/phones', { number, name: name || number, hidesNumber });
      location.href = '/phone/' + number.slice(1);
    } catch (error) {
      problem.textContent = error.message;
    }
  });
}
