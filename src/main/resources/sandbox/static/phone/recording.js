// Starts and stops the recording of a scenario and hands over its file.
import { get, hear, post } from './api.js';
import { t } from './words.js';

export class Recorder {
  constructor(box) {
    this.box = box;
    this.toggle = box.querySelector('button');
    this.state = box.querySelector('[role=status]');
    this.toggle.addEventListener('click', () => this.press());
    hear((name) => { if (name === 'open' || name === 'recording' || (this.running && name === 'change')) this.refresh(); });
    this.refresh();
  }

  async refresh() {
    const recording = await get('/scenarios/recording').catch(() => null);
    if (!recording) return;
    this.running = recording.running;
    this.box.classList.toggle('running', this.running);
    this.toggle.querySelector('span').textContent = t(this.running ? 'scenario.stop' : 'scenario.record');
    this.state.textContent = this.running ? t('scenario.running', recording.steps) : '';
  }

  async press() {
    try {
      if (!this.running) {
        await post('/scenarios/recording');
      } else {
        const stopped = await post('/scenarios/recording/stop');
        save(stopped.file, stopped.name);
      }
      await this.refresh();
    } catch (error) {
      this.state.textContent = error.message;
    }
  }
}

function save(text, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
