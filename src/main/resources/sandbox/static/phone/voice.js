// Recording a voice note. Browsers record Opus in WebM or Ogg; WhatsApp's voice notes are Opus in Ogg, so WebM is packed anew.
import { button, element } from './dom.js';
import { toOgg } from './ogg.js';
import { minutes, t } from './words.js';

const kinds = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus'];

export async function recordVoice(phone, form, send) {
  const kind = window.MediaRecorder && kinds.find(type => MediaRecorder.isTypeSupported(type));
  let microphone;
  try {
    if (!kind) throw new Error();
    microphone = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  } catch {
    phone.toast(t('phone.no-microphone'));
    return;
  }
  const chunks = [];
  let wanted = false;
  const recorder = new MediaRecorder(microphone, { mimeType: kind });
  recorder.addEventListener('dataavailable', event => chunks.push(event.data));
  recorder.addEventListener('stop', async () => {
    clearInterval(counting);
    microphone.getTracks().forEach(track => track.stop());
    strip.remove();
    form.hidden = false;
    form.querySelector('textarea').focus();
    if (!wanted) return;
    try {
      const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
      const ogg = kind.startsWith('audio/ogg') ? bytes : toOgg(bytes);
      send(new File([ogg], 'voice.ogg', { type: 'audio/ogg' }));
    } catch (error) {
      phone.toast(t('phone.problem') + ': ' + error.message);
    }
  });
  const started = Date.now();
  const time = element('time', '', '0:00');
  const counting = setInterval(() => { time.textContent = minutes((Date.now() - started) / 1000); }, 250);
  const end = keep => {
    wanted = keep;
    recorder.stop();
  };
  const keep = button('send', t('phone.send-voice'), 'reply', () => end(true));
  keep.classList.add('keep');
  const strip = element('div', 'composer recording', button('quiet', t('phone.drop-voice'), 'trash', () => end(false)),
    element('span', 'pulse'), time, element('span', 'grow', t('phone.recording')), keep);
  strip.addEventListener('keydown', pressed => { if (pressed.key === 'Escape') end(false); });
  form.hidden = true;
  form.after(strip);
  recorder.start();
  keep.focus();
}
