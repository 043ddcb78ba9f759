// The note under the cell being edited: old, new, what does not add up, what the server said.
import { check } from './send.js';

export class Popover {
  constructor(model) {
    this.model = model;
    const template = model.wrap.querySelector('template[data-popover]');
    this.box = template.content.firstElementChild.cloneNode(true);
    this.box.hidden = true;
    model.wrap.append(this.box);
    this.turn = 0;
  }

  part(name) {
    return this.box.querySelector(`[data-p="${name}"]`);
  }

  open(cell, { editing, kept = '' }) {
    const { model } = this;
    const col = model.col(model.at(cell));
    this.cell = cell;
    this.part('field').textContent = col.label;
    this.part('row').textContent = model.name(cell.parentElement);
    this.part('was').textContent = model.shown(cell) || model.words.nothing;
    this.part('keys').hidden = !editing;
    this.will(kept);
    this.part('checkrow').hidden = true;
    this.part('no').hidden = true;
    this.part('stale').hidden = true;
    this.part('again').parentElement.hidden = true;
    this.box.hidden = false;
    this.place();
  }

  close() {
    this.box.hidden = true;
    this.turn += 1;
    clearTimeout(this.timer);
  }

  /** Below the cell, or above it where there is no room. */
  place() {
    if (this.box.hidden) return;
    const wrap = this.model.wrap.getBoundingClientRect();
    const cell = this.cell.getBoundingClientRect();
    const below = cell.bottom - wrap.top + 4;
    const fits = below + this.box.offsetHeight < wrap.height;
    this.box.style.top = `${fits ? below : Math.max(4, cell.top - wrap.top - this.box.offsetHeight - 4)}px`;
    this.box.style.left = `${Math.max(4, Math.min(cell.left - wrap.left, wrap.width - this.box.offsetWidth - 8))}px`;
  }

  will(value) {
    const { unit } = this.model.col(this.model.at(this.cell));
    this.part('will').textContent = value === '' ? this.model.words.nothing : `${value}${unit && /^[-\d.,\s]+$/.test(value) ? ` ${unit}` : ''}`;
  }

  typed(value) {
    const col = this.model.col(this.model.at(this.cell));
    this.will(value);
    clearTimeout(this.timer);
    const url = this.model.wrap.dataset.checkUrl;
    if (url) this.timer = setTimeout(() => this.ask(url, col.field, value), 300);
  }

  async ask(url, field, value) {
    const row = this.cell.parentElement;
    const turn = (this.turn += 1);
    const answer = await check(url, { id: row.dataset.id, seen: Number(row.dataset.version), field, value });
    if (turn !== this.turn || answer.status !== 200) return;
    if (answer.was) this.part('was').textContent = answer.was;
    if (answer.will) this.part('will').textContent = answer.will;
    this.notes(answer.notes ?? []);
    this.place();
  }

  /** notes: [{say, mend?: {say, field, value}}]; a mend adds its edit to the same command. */
  notes(notes) {
    const place = this.part('check');
    place.textContent = '';
    for (const note of notes) {
      const line = document.createElement('div');
      line.textContent = note.say;
      place.append(line);
      if (!note.mend) continue;
      const mend = document.createElement('button');
      mend.type = 'button';
      mend.className = 'btn-plain';
      mend.textContent = note.mend.say;
      mend.onclick = () => this.box.dispatchEvent(new CustomEvent('grid:mend', { detail: note.mend }));
      place.append(mend);
    }
    this.part('checkrow').hidden = notes.length === 0;
  }

  /** What came back for the text that is kept in this cell. */
  refusal(reasons) {
    const place = this.part('no');
    place.textContent = '';
    for (const reason of reasons) {
      const line = document.createElement('p');
      line.textContent = reason.say;
      if (reason.mend) line.append(' ', mending(reason.mend));
      place.append(line);
    }
    place.hidden = false;
    this.place();
  }

  stale(news, yours) {
    const say = news.by ? 'staleby' : 'stale';
    this.part('staleText').textContent = this.model.say(say, { by: news.by, at: news.at, now: news.now, yours });
    this.part('stale').hidden = false;
    this.place();
  }
}

// A mend is an address in the house, or a sentence.
function mending(mend) {
  const isAddress = mend.url ?? (typeof mend === 'string' && mend.startsWith('/') && !mend.startsWith('//') ? mend : '');
  if (!isAddress) return document.createTextNode(mend.say ?? mend);
  const link = document.createElement('a');
  link.href = isAddress;
  link.textContent = mend.say ?? document.querySelector('template[data-words]').content.querySelector('[data-k="mend"]').textContent;
  return link;
}
