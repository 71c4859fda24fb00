// What the pages say, in the page's language, and times as people read them. Every "now" is the sandbox's, which can be moved.
const texts = JSON.parse(document.body.dataset.texts || '{}');
export const lang = document.documentElement.lang || 'en';

/** The text of a key; {0}, {1}… are replaced by what follows. */
export function t(key, ...values) {
  const text = texts[key] ?? key;
  return values.reduce((words, value, n) => words.replaceAll(`{${n}}`, value), text);
}

let ahead = 0;
const unmoved = 3000;

/** Says what time it is in the sandbox. */
export function setNow(iso) {
  const difference = Date.parse(iso) - Date.now();
  ahead = Math.abs(difference) < unmoved ? 0 : difference;
}

/** Milliseconds that the sandbox is ahead of this machine. */
export const offset = () => ahead;
export const now = () => new Date(Date.now() + ahead);

const format = options => {
  const made = new Intl.DateTimeFormat(lang, options);
  return at => made.format(new Date(at));
};
const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
export const clockTime = format(hours);
export const weekdayAndTime = format({ weekday: 'short', ...hours });
export const dayAndTime = format({ weekday: 'short', day: 'numeric', month: 'short', ...hours });
const longDay = format({ weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = format({ day: 'numeric', month: 'short' });

export const capital = word => word.charAt(0).toLocaleUpperCase(lang) + word.slice(1);

function daysAgo(at) {
  const midnight = now();
  midnight.setHours(0, 0, 0, 0);
  const then = new Date(at);
  then.setHours(0, 0, 0, 0);
  return Math.round((midnight - then) / 864e5);
}

export function dayName(at) {
  const days = daysAgo(at);
  return days === 0 ? t('phone.today') : days === 1 ? t('phone.yesterday') : capital(longDay(at));
}

/** When somebody last wrote, short. */
export function lately(at) {
  const days = daysAgo(at);
  return days === 0 ? clockTime(at) : days === 1 ? t('phone.yesterday') : shortDay(at);
}

export function minutes(seconds) {
  const whole = Number.isFinite(seconds) ? Math.floor(seconds) : 0;
  return Math.floor(whole / 60) + ':' + String(whole % 60).padStart(2, '0');
}

export function fileSize(bytes) {
  const unit = bytes < 1e6 ? ['kilobyte', 1e3] : ['megabyte', 1e6];
  return new Intl.NumberFormat(lang, { style: 'unit', unit: unit[0], maximumFractionDigits: 1 }).format(bytes / unit[1]);
}

/** Letters without accents in lower case, to search by. */
export function plain(words) {
  return words.toLocaleLowerCase(lang).normalize('NFD').replace(/\p{M}/gu, '');
}
