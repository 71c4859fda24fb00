// One phone: shows a chat of its owner, sends what they write and tap, and hears of news. Several can stand on one page.
import { get, hear, post, upload } from './api.js';
import { Composer } from './composer.js';
import { element, hue, initials } from './dom.js';
import { Log } from './log.js';
import { openMenu } from './menu.js';
import { now, t, weekdayAndTime } from './words.js';

export class Phone {
  /** @param alone the page shows no other phone: its owner looks at it all the time; otherwise when it is touched */
  constructor(root, alone) {
    this.root = root;
    this.number = root.dataset.number;
    this.owner = root.dataset.owner;
    this.lines = JSON.parse(root.dataset.lines);
    this.messages = JSON.parse(root.dataset.messages);
    this.business = root.dataset.business;
    this.alone = alone;
    this.typingUntil = 0;
    this.log = new Log(this, this.part('log'));
    this.composer = new Composer(this, this.part('composer'));
    this.part('menu').addEventListener('click', () => this.menu());
    this.findings();
    root.addEventListener('pointerdown', () => this.look());
    root.addEventListener('focusin', () => this.look());
    document.addEventListener('visibilitychange', () => this.look());
    hear((name, subject) => this.heard(name, subject));
    this.draw();
    this.windows();
    this.look();
  }

  part(name) {
    return this.root.querySelector(`[data-part=${name}]`);
  }

  heard(name, subject) {
    if (name === 'lost') this.part('state').textContent = t('phone.offline');
    else if (name === 'open' || name === 'clock') this.refresh();
    else if (subject && subject.split(' ')[0] !== this.number) return;
    else if (name === 'change') this.soon();
    else if (name === 'typing') this.typing(subject.split(' ')[1]);
  }

  typing(business) {
    if (business && business !== this.business) return;
    this.part('state').textContent = t('phone.typing');
    this.part('state').classList.add('typing');
    clearTimeout(this.typingUntil);
    // as long as WhatsApp shows it when no message follows
    this.typingUntil = setTimeout(() => this.head(), 25000);
  }

  /** Many news in a moment are fetched once; one at a time, so that an older answer never overtakes. */
  async soon() {
    this.wanted = true;
    if (this.fetching) return;
    this.fetching = true;
    while (this.wanted) {
      this.wanted = false;
      await this.refresh();
    }
    this.fetching = false;
  }

  async refresh() {
    try {
      const fresh = await get(`/phones/${this.number}/messages`);
      const latest = fresh.findLast(message => message.direction === 'outbound' && !message.failure);
      const known = this.messages.findLast(message => message.direction === 'outbound' && !message.failure);
      if (latest && latest.wamid !== known?.wamid) this.head();
      this.messages = fresh;
      if (this.part('state').textContent === t('phone.offline')) this.head();
    } catch (error) {
      if (error.status !== 404) return;
      this.messages = [];
    }
    this.draw();
    this.windows();
    this.look();
  }

  chat() {
    return this.messages.filter(message => message.phoneNumberId === this.business);
  }

  businessName(id) {
    return this.lines[id]?.name || id;
  }

  draw() {
    if (!this.headed) this.head();
    this.tabs();
    this.log.draw();
    this.unread();
  }

  head() {
    this.headed = true;
    clearTimeout(this.typingUntil);
    this.part('business').textContent = this.businessName(this.business);
    const avatar = this.part('avatar');
    avatar.textContent = initials(this.businessName(this.business));
    avatar.className = 'avatar ' + hue(this.business);
    this.part('state').textContent = t('phone.business');
    this.part('state').classList.remove('typing');
  }

  tabs() {
    const tabs = this.part('tabs');
    const ids = [...new Set([...this.messages.map(message => message.phoneNumberId), this.business])];
    tabs.hidden = ids.length < 2;
    const focused = tabs.contains(document.activeElement);
    tabs.replaceChildren(...ids.map(id => {
      const tab = element('button', '', this.businessName(id));
      tab.type = 'button';
      tab.setAttribute('aria-pressed', String(id === this.business));
      const news = this.fresh().filter(message => message.phoneNumberId === id).length;
      if (news && id !== this.business) tab.append(this.count(news));
      tab.addEventListener('click', () => this.open(id));
      return tab;
    }));
    if (focused) tabs.querySelector('[aria-pressed=true]')?.focus();
  }

  count(news) {
    return element('span', 'badge', String(news), element('span', 'hidden', ' ' + t('phones.unread')));
  }

  /** What has arrived and was not looked at. */
  fresh() {
    return this.messages.filter(message => message.direction === 'outbound' && !message.failure
      && message.type !== 'reaction' && message.status !== 'read');
  }

  unread() {
    const badge = this.root.closest('.stand')?.querySelector('[data-part=unread]');
    if (!badge) return;
    const news = this.awake() ? 0 : this.fresh().length;
    badge.hidden = !news;
    badge.replaceChildren(...(news ? [String(news), element('span', 'hidden', ' ' + t('phones.unread'))] : []));
  }

  open(business) {
    this.business = business;
    this.log.clear();
    this.composer.quote(null);
    this.head();
    this.draw();
    this.windows();
  }

  menu() {
    const others = Object.entries(this.lines).filter(([id]) => id !== this.business);
    openMenu(this.part('menu'), t('phone.more'), [
      ['search', t('phone.find'), () => this.find(true)],
      ...others.map(([id, line]) => ['reply', t('phone.write-to', line.name), () => this.open(id)]),
    ]);
  }

  findings() {
    const bar = this.part('find');
    const input = bar.querySelector('input');
    const count = bar.querySelector('span');
    input.addEventListener('input', () => { count.textContent = input.value.trim() ? String(this.log.search(input.value)) : (this.log.search(''), ''); });
    bar.querySelector('button').addEventListener('click', () => this.find(false));
    bar.addEventListener('keydown', pressed => { if (pressed.key === 'Escape') this.find(false); });
  }

  find(open) {
    const bar = this.part('find');
    bar.hidden = !open;
    const input = bar.querySelector('input');
    if (open) {
      input.focus();
    } else {
      input.value = '';
      input.dispatchEvent(new Event('input'));
      this.composer.text.focus();
    }
  }

  async windows() {
    const line = this.root.closest('.stand')?.querySelector('[data-part=window]');
    if (!line) return;
    try {
      const all = await get(`/phones/${this.number}/windows`);
      const until = all.find(window => window.phoneNumberId === this.business)?.openUntil;
      const open = Boolean(until) && new Date(until) > now();
      line.textContent = open ? t('phone.window-open', weekdayAndTime(until)) : t('phone.window-closed');
      line.classList.toggle('open', open);
    } catch {
      // the stream reconnects by itself and calls again
    }
  }

  awake() {
    return document.visibilityState === 'visible' && (this.alone || this.root.contains(document.activeElement));
  }

  look() {
    if (this.awake() && this.fresh().length) post(`/phones/${this.number}/look`).catch(() => {});
    this.unread();
  }

  /** @param loudly throws what went wrong; otherwise it is shown and false comes back */
  async done(doing, loudly = false) {
    try {
      await doing;
      return true;
    } catch (error) {
      if (loudly) throw error;
      this.toast(error.message);
      return false;
    }
  }

  write(words) {
    return this.done(post(`/phones/${this.number}/write`, { text: words, phoneNumberId: this.business }));
  }

  tap(wamid, what) {
    this.log.toEnd();
    return this.done(post(`/phones/${this.number}/tap`, { wamid, button: what }));
  }

  send(message, loudly = false) {
    this.log.toEnd();
    return this.done(post(`/phones/${this.number}/send`, { ...message, phoneNumberId: this.business }), loudly);
  }

  react(message, emoji) {
    return this.send({ type: 'reaction', reaction: { message_id: message.wamid, emoji } });
  }

  async sendFile(file, type, more, context, loudly = false) {
    const kept = {};
    if (!await this.done(upload(file, file.name, this.business).then(media => Object.assign(kept, media)), loudly)) return false;
    return this.send({ type, [type]: { id: kept.id, ...more }, context }, loudly);
  }

  toast(words) {
    const made = this.part('toast');
    made.textContent = words;
    made.hidden = false;
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => { made.hidden = true; }, 5000);
  }
}

