// *bold*, _italic_, ~struck~ and ```plain```, as phones draw them, and links
import { element } from './dom.js';

const marks = [[/```([^]+?)```/, 'code'], [/\*(\S(?:[^*\n]*\S)?)\*/, 'b'], [/_(\S(?:[^_\n]*\S)?)_/, 'i'], [/~(\S(?:[^~\n]*\S)?)~/, 's'],
  [/(https?:\/\/[^\s]+[^\s.,;:!?)])/, 'a']];

/** Writes the words into a node and returns it. */
export function rich(words, into) {
  let best = null;
  for (const [pattern, tag] of marks) {
    const found = pattern.exec(words);
    if (found && (!best || found.index < best.found.index)) best = { found, tag };
  }
  if (!best) {
    into.append(words);
    return into;
  }
  const { found, tag } = best;
  if (found.index) into.append(words.slice(0, found.index));
  into.append(marked(tag, found[1]));
  return rich(words.slice(found.index + found[0].length), into);
}

function marked(tag, words) {
  if (tag === 'code') return element(tag, '', words);
  if (tag !== 'a') return rich(words, element(tag));
  return outward(element(tag, '', words), words);
}

/** Makes a link that leaves the sandbox: in a window of its own, and only to the web. */
export function outward(link, address) {
  link.href = /^https?:/.test(address) ? address : '#';
  link.target = '_blank';
  link.rel = 'noreferrer';
  return link;
}

/** What counts as one emoji and nothing else is drawn large. */
export const onlyEmoji = words => /^(\p{Extended_Pictographic}[\u{fe0f}\u{1f3fb}-\u{1f3ff}]?(\u{200d}\p{Extended_Pictographic}\u{fe0f}?)*){1,3}$/u.test(words.trim());
