// The sandbox's clock: shown when it differs from this machine's, and moved, so that windows and other deadlines pass before one's eyes.
import { get, hear, post, remove } from './api.js';
import { dayAndTime, now, offset, setNow, t } from './words.js';

export class SandboxClock {
  /** @param moved is called when the time of the sandbox is known or another */
  constructor(box, moved) {
    this.box = box;
    this.moved = moved;
    this.problem = box.querySelector('[role=alert]');
    for (const by of box.querySelectorAll('[data-advance]')) by.addEventListener('click', () => this.move(() => post('/clock', { advance: by.dataset.advance })));
    const set = box.querySelector('form');
    set.addEventListener('submit', submitted => {
      submitted.preventDefault();
      this.move(() => post('/clock', { now: new Date(set.elements.at.value).toISOString() }));
    });
    this.back = box.querySelector('[data-back]');
    this.back.addEventListener('click', () => this.move(() => remove('/clock')));
    box.addEventListener('keydown', pressed => {
      if (pressed.key !== 'Escape' || !box.open) return;
      box.open = false;
      box.querySelector('summary').focus();
    });
    hear(name => { if (name === 'clock' || name === 'open') this.refresh(); });
    setInterval(() => this.show(), 10000);
    this.show();
  }

  async move(moving) {
    try {
      this.problem.textContent = '';
      await moving();
      await this.refresh();
    } catch (error) {
      this.problem.textContent = error.message;
    }
  }

  async refresh() {
    const before = offset();
    const { now: time } = await get('/clock').catch(() => ({}));
    if (!time) return;
    setNow(time);
    this.show();
    if (Math.abs(before - offset()) > 1000) this.moved();
  }

  show() {
    const moved = offset() !== 0;
    this.box.classList.toggle('moved', moved);
    this.back.disabled = !moved;
    this.box.querySelector('summary span').textContent = moved ? t('clock.moved', dayAndTime(now())) : t('clock.real', dayAndTime(now()));
    const at = this.box.querySelector('form').elements.at;
    if (document.activeElement !== at) at.value = local(now());
  }
}

/** As an input of a local date and time wants it. */
function local(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
