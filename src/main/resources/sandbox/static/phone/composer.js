// Where a person writes: words, an answer to a certain message, and the way to everything else that can be sent.
import { button, element, icon } from './dom.js';
import { inShort } from './bubble.js';
import { openMenu } from './menu.js';
import { askContact, askPlace, askFile, pickFile } from './attach.js';
import { recordVoice } from './voice.js';
import { t } from './words.js';

export class Composer {
  constructor(phone, form) {
    this.phone = phone;
    this.form = form;
    this.text = form.querySelector('textarea');
    this.action = form.querySelector('[data-part=send]');
    this.quoted = null;
    const attach = form.querySelector('[data-part=attach]');
    attach.addEventListener('click', () => this.menu(attach));
    form.addEventListener('submit', submitted => {
      submitted.preventDefault();
      if (this.text.value.trim()) this.write();
      else this.voice();
    });
    this.text.addEventListener('input', () => this.grow());
    this.text.addEventListener('keydown', pressed => this.key(pressed));
    this.text.addEventListener('paste', pasted => {
      const file = pasted.clipboardData?.files[0];
      if (file) {
        pasted.preventDefault();
        askFile(phone, file, this.taken());
      }
    });
    phone.root.addEventListener('dragover', over => over.preventDefault());
    phone.root.addEventListener('drop', dropped => {
      dropped.preventDefault();
      if (dropped.dataTransfer.files[0]) askFile(phone, dropped.dataTransfer.files[0], this.taken());
    });
    this.grow();
  }

  menu(anchor) {
    const { phone } = this;
    const file = accept => pickFile(accept, chosen => askFile(phone, chosen, this.taken()));
    openMenu(anchor, t('phone.attach'), [
      ['image', t('phone.attach.photo'), () => file('image/jpeg,image/png,video/mp4,video/3gpp')],
      ['file', t('phone.document'), () => file('')],
      ['smile', t('phone.sticker'), () => pickFile('image/webp', chosen => askFile(phone, chosen, this.taken(), 'sticker'))],
      ['mic', t('phone.attach.audio'), () => pickFile('audio/*', chosen => askFile(phone, chosen, this.taken(), 'audio'))],
      ['pin', t('phone.location'), () => this.place()],
      ['person', t('phone.contact'), () => askContact(phone, this.taken())],
    ]);
  }

  place(context = this.taken()) {
    askPlace(this.phone, context);
  }

  /** The message that the next thing answers; it is answered once. */
  taken() {
    const context = this.quoted ? { message_id: this.quoted.wamid } : undefined;
    this.quote(null);
    return context;
  }

  quote(message) {
    this.quoted = message;
    this.form.parentElement.querySelector('.answering')?.remove();
    if (!message) return;
    const who = message.direction === 'inbound' ? t('phones.you') : this.phone.businessName(message.phoneNumberId);
    const drop = button('quiet', t('phone.no-quote'), 'close', () => {
      this.quote(null);
      this.text.focus();
    });
    const strip = element('div', 'answering', element('div', 'quote', element('b', '', who), element('span', '', inShort(message))), drop);
    this.form.before(strip);
    this.text.focus();
  }

  async write() {
    const words = this.text.value.trim();
    const quoted = this.quoted;
    this.text.value = '';
    this.quote(null);
    this.grow();
    this.phone.log.toEnd();
    const sent = quoted
      ? await this.phone.send({ type: 'text', text: { body: words }, context: { message_id: quoted.wamid } })
      : await this.phone.write(words);
    if (sent || this.text.value) return;
    this.text.value = words;
    this.quote(quoted);
    this.grow();
  }

  voice() {
    recordVoice(this.phone, this.form, file => this.phone.sendFile(file, 'audio', { voice: true }, this.taken()));
  }

  key(pressed) {
    if (pressed.key === 'Enter' && !pressed.shiftKey && !pressed.isComposing) {
      pressed.preventDefault();
      if (this.text.value.trim()) this.form.requestSubmit();
    } else if (pressed.key === 'Escape' && this.quoted) {
      this.quote(null);
    } else if (pressed.key === 'ArrowUp' && !this.text.value) {
      pressed.preventDefault();
      this.phone.log.focusLast();
    }
  }

  grow() {
    this.text.style.height = 'auto';
    this.text.style.height = Math.min(this.text.scrollHeight, 120) + 'px';
    const writing = Boolean(this.text.value.trim());
    const label = t(writing ? 'phone.send' : 'phone.record');
    if (this.action.title === label) return;
    this.action.title = label;
    this.action.setAttribute('aria-label', label);
    this.action.classList.toggle('speak', !writing);
    if (!this.arrow) this.arrow = this.action.firstElementChild;
    this.action.replaceChildren(writing ? this.arrow : icon('mic'));
  }
}
