// A voice note or a piece of audio: play, pause, where it is, how long it is.
import { button, element, icon } from './dom.js';
import { minutes, t } from './words.js';

export function player(media) {
  const audio = element('audio');
  audio.preload = 'metadata';
  audio.src = media.url;
  const length = element('span', 'length', '0:00');
  const where = element('input', 'where');
  Object.assign(where, { type: 'range', min: 0, max: 1000, value: 0 });
  where.setAttribute('aria-label', t('phone.where'));
  const toggle = button('play', t('phone.play'), 'play', () => (audio.paused ? audio.play() : audio.pause()));
  const show = () => {
    const total = Number.isFinite(audio.duration) ? audio.duration : 0;
    where.value = total ? audio.currentTime / total * 1000 : 0;
    where.setAttribute('aria-valuetext', minutes(audio.currentTime));
    length.textContent = minutes(audio.currentTime || total);
    const label = t(audio.paused ? 'phone.play' : 'phone.pause');
    if (toggle.title !== label) {
      toggle.title = label;
      toggle.setAttribute('aria-label', label);
      toggle.replaceChildren(icon(audio.paused ? 'play' : 'pause'));
    }
  };
  for (const event of ['timeupdate', 'durationchange', 'play', 'pause', 'ended', 'seeked']) audio.addEventListener(event, show);
  audio.addEventListener('play', () => document.querySelectorAll('audio').forEach(other => { if (other !== audio) other.pause(); }));
  audio.addEventListener('error', () => { length.textContent = t('phone.gone'); });
  where.addEventListener('input', () => { if (Number.isFinite(audio.duration)) audio.currentTime = where.value / 1000 * audio.duration; });
  return element('div', 'audio' + (media.voice ? ' voice' : ''), toggle, element('span', 'track', where, length), icon(media.voice ? 'mic' : 'file'), audio);
}
