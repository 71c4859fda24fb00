// Emoji that people and businesses put on a message.
import { element } from './dom.js';
import { t } from './words.js';

export const choice = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** A reaction that a message brings; null when it brings none. Messages of earlier days keep it in context and body. */
export function reactionOf(message) {
  if (message.type !== 'reaction') return null;
  return message.view.reaction || { message: message.view.context, emoji: message.view.body || '' };
}

/** The reactions that count: the latest of each side on each message. */
export function reactionsOn(messages) {
  const found = new Map();
  for (const message of messages) {
    const reaction = reactionOf(message);
    if (!reaction || message.failure) continue;
    const sides = found.get(reaction.message) || {};
    sides[message.direction] = reaction.emoji || '';
    found.set(reaction.message, sides);
  }
  return found;
}

/** The emoji under a bubble; null when there are none. */
export function badge(sides, names, open) {
  const shown = [['inbound', t('phones.you')], ['outbound', names.business]].filter(([side]) => sides?.[side]);
  if (!shown.length) return null;
  const made = element('button', 'reactions', [...new Set(shown.map(([side]) => sides[side]))].join('') + (shown.length > 1 ? ' 2' : ''));
  made.type = 'button';
  made.tabIndex = -1;
  made.setAttribute('aria-label', shown.map(([side, name]) => `${name}: ${sides[side]}`).join(', '));
  made.addEventListener('click', () => open(made));
  return made;
}

/** The row of emoji to pick from; the one that stands is taken back by picking it again. */
export function picker(current, pick) {
  const row = element('div', 'emoji');
  row.setAttribute('role', 'group');
  row.setAttribute('aria-label', t('phone.react'));
  for (const emoji of choice) {
    const made = element('button', '', emoji);
    made.type = 'button';
    made.setAttribute('role', 'menuitemradio');
    made.setAttribute('aria-checked', String(emoji === current));
    made.addEventListener('click', () => {
      made.closest('[popover]')?.hidePopover();
      pick(emoji === current ? '' : emoji);
    });
    row.append(made);
  }
  return row;
}
