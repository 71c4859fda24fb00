// Requests to the sandbox, and its stream of news: one for the whole page, whatever it shows.
import { t } from './words.js';

async function answered(response) {
  const type = response.headers.get('Content-Type') || '';
  const body = type.includes('json') ? await response.json() : null;
  if (response.ok) return body;
  const words = body?.detail || body?.error?.error_data?.details || body?.error?.message || response.status;
  throw Object.assign(new Error(t('phone.problem') + ': ' + words), { status: response.status });
}

async function reached(path, options) {
  let response;
  try {
    response = await fetch('/sandbox/api' + path, options);
  } catch {
    throw new Error(t('phone.offline'));
  }
  return answered(response);
}

export const get = path => reached(path);
export const remove = path => reached(path, { method: 'DELETE' });
export const post = (path, body = {}) =>
  reached(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

/** Puts a file where messages can name it by its id. */
export function upload(file, name, phoneNumberId) {
  const form = new FormData();
  form.append('file', file, name);
  form.append('phoneNumberId', phoneNumberId);
  return reached('/media', { method: 'POST', body: form });
}

const hearers = new Set();
let stream = null;

/**
 * Hears of news: name is "change" or "typing" with whose phone it was, empty for all of them; "clock"; "open" when the stream stands
 * (again); "lost" when it does not.
 */
export function hear(hearer) {
  hearers.add(hearer);
  if (!stream) connect();
}

const tell = (name, subject = '') => hearers.forEach(hearer => hearer(name, subject));

function connect() {
  stream = new EventSource('/phones/events');
  stream.addEventListener('open', () => tell('open'));
  for (const name of ['change', 'typing', 'clock', 'recording']) stream.addEventListener(name, event => tell(name, event.data));
  stream.addEventListener('error', () => {
    const failed = stream;
    setTimeout(() => { if (failed === stream && stream.readyState !== EventSource.OPEN) tell('lost'); }, 3000);
  });
}

// a browser opens six connections to one place at most: pages that nobody sees leave theirs to the others
document.addEventListener('visibilitychange', () => {
  if (!hearers.size) return;
  if (document.visibilityState === 'visible') {
    if (!stream) connect();
  } else {
    stream?.close();
    stream = null;
  }
});
