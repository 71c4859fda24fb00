// Brings a page to life: whatever of phones, their list, the clock and the recorder is on it.
import { PhoneList, newPerson } from './list.js';
import { Phone } from './phone.js';
import { Recorder } from './recording.js';
import { SandboxClock } from './clock.js';
import { setNow } from './words.js';

if (document.body.dataset.now) setNow(document.body.dataset.now);
const roots = [...document.querySelectorAll('.device')];
const phones = roots.map(root => new Phone(root, roots.length === 1));
const list = document.getElementById('list');
const shown = list && new PhoneList(list, document.getElementById('search'));
const person = document.getElementById('new');
if (person) newPerson(person);
const clock = document.getElementById('clock');
if (clock) {
  const made = new SandboxClock(clock, () => {
    phones.forEach(phone => phone.refresh());
    shown?.draw();
  });
  made.refresh();
}
const recorder = document.getElementById('recorder');
if (recorder) new Recorder(recorder);
