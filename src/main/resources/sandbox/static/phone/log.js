// The messages of a chat. What is drawn stays as it is while nothing in it changes, so a playing voice note or the focus survive news.
import { bubble, options, retick } from './bubble.js';
import { element } from './dom.js';
import { reactionOf, reactionsOn } from './reactions.js';
import { dayName, plain, t } from './words.js';

export class Log {
  constructor(phone, box) {
    this.phone = phone;
    this.box = box;
    this.drawn = new Map();
    this.end = phone.root.querySelector('[data-part=to-end]');
    this.end.addEventListener('click', () => this.toEnd(true));
    this.atEnd = true;
    box.addEventListener('scroll', () => {
      this.atEnd = this.below() < 120;
      this.jump();
    });
    // a picture makes its message taller once it is there
    for (const grown of ['load', 'loadedmetadata']) box.addEventListener(grown, () => { if (this.atEnd) this.toEnd(); }, true);
    box.addEventListener('keydown', pressed => this.key(pressed));
    box.addEventListener('contextmenu', asked => {
      const item = asked.target.closest('.message:not(.lost)');
      if (!item || asked.target.closest('a, img, video')) return;
      asked.preventDefault();
      this.open(item);
    });
    this.swipe();
  }

  draw() {
    const chat = this.phone.chat();
    const sides = reactionsOn(chat);
    const first = !this.drawn.size;
    const { atEnd } = this;
    const nodes = [];
    const kept = new Map();
    let day = '';
    let side = '';
    for (const message of chat) {
      if (reactionOf(message)) continue;
      const name = dayName(message.at);
      if (name !== day) {
        nodes.push(this.day(name));
        day = name;
        side = '';
      }
      nodes.push(this.item(message, side === message.direction, sides.get(message.wamid), kept, first));
      side = message.failure ? '' : message.direction;
    }
    if (!nodes.length) nodes.push(element('p', 'empty', t('phone.empty')));
    this.drawn = kept;
    this.place(nodes);
    if (atEnd) this.toEnd();
    this.jump();
  }

  day(name) {
    const there = [...this.box.querySelectorAll('.day')].find(node => node.textContent === name);
    return there || element('div', 'day', name);
  }

  item(message, follows, sides, kept, first) {
    const { status, ...rest } = message;
    const signature = JSON.stringify([rest, follows, sides, message.view.context && this.phone.messages.length > 0]);
    const before = this.drawn.get(message.wamid);
    if (before?.signature === signature) {
      if (before.status !== status) retick(before.node, message);
      kept.set(message.wamid, { ...before, status });
      return before.node;
    }
    const node = bubble(this.phone, message, follows, sides);
    if (!before && !first) node.classList.add('fresh');
    if (before?.node.contains(document.activeElement)) queueMicrotask(() => node.focus());
    kept.set(message.wamid, { signature, status, node });
    return node;
  }

  /** Puts the nodes in order and leaves alone those that are where they belong: moving one would stop what plays in it. */
  place(nodes) {
    const wanted = new Set(nodes);
    for (const child of [...this.box.children]) if (!wanted.has(child)) child.remove();
    nodes.forEach((node, n) => {
      if (this.box.children[n] !== node) this.box.insertBefore(node, this.box.children[n] || null);
    });
  }

  clear() {
    this.drawn = new Map();
    this.atEnd = true;
    this.box.replaceChildren();
  }

  below() {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight;
  }

  jump() {
    this.end.hidden = this.below() < 200;
  }

  toEnd(smooth = false) {
    this.atEnd = true;
    this.box.scrollTo({ top: this.box.scrollHeight, behavior: smooth ? 'smooth' : 'instant' });
  }

  show(wamid) {
    const item = document.getElementById(wamid);
    item?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    item?.focus({ preventScroll: true });
  }

  focusLast() {
    [...this.box.querySelectorAll('.message')].at(-1)?.focus();
  }

  open(item) {
    const message = this.phone.messages.find(one => one.wamid === item.id);
    if (message && !message.failure) options(this.phone, message, item, reactionsOn(this.phone.chat()).get(message.wamid));
  }

  key(pressed) {
    const item = pressed.target.closest('.message');
    const items = [...this.box.querySelectorAll('.message')];
    const at = items.indexOf(item);
    if (pressed.key === 'Escape') this.phone.composer.text.focus();
    else if (['ArrowUp', 'ArrowDown'].includes(pressed.key) && (pressed.target === item || pressed.target === this.box)) {
      const next = at < 0 ? items.length - 1 : at + (pressed.key === 'ArrowUp' ? -1 : 1);
      if (next >= items.length) this.phone.composer.text.focus();
      else items[Math.max(0, next)]?.focus();
    } else if (pressed.target === item && pressed.key === 'Enter') this.open(item);
    else if (pressed.target === item && pressed.key.toLowerCase() === 'r') this.answer(item);
    else return;
    pressed.preventDefault();
  }

  answer(item) {
    const message = this.phone.messages.find(one => one.wamid === item.id);
    if (message && !message.failure) this.phone.composer.quote(message);
  }

  /** A swipe to the right answers a message, as on a phone. */
  swipe() {
    let start = null;
    this.box.addEventListener('touchstart', event => {
      const item = event.target.closest('.message');
      start = item && { item, x: event.touches[0].clientX, y: event.touches[0].clientY };
    }, { passive: true });
    this.box.addEventListener('touchend', event => {
      const end = event.changedTouches[0];
      if (start && end.clientX - start.x > 60 && Math.abs(end.clientY - start.y) < 40) this.answer(start.item);
      start = null;
    });
  }

  /** Marks what holds the words and shows the latest of them; says how many there are. */
  search(words) {
    const wanted = plain(words.trim());
    let last = null;
    let count = 0;
    for (const item of this.box.querySelectorAll('.message')) {
      const found = Boolean(wanted) && plain(item.querySelector('.bubble')?.textContent || '').includes(wanted);
      item.classList.toggle('found', found);
      if (found) {
        last = item;
        count += 1;
      }
    }
    last?.scrollIntoView({ block: 'center' });
    return count;
  }
}
