// Editing in the cell. The text stays with the user until the server has taken it.
import { Command } from './send.js';

export class Editor {
  constructor(model, selection, popover, tell) {
    Object.assign(this, { model, selection, popover, tell });
    this.kept = new Map(); // cell → {value, command, reasons?, stale?, failed?}
    this.extra = []; // mends chosen in the note: further edits of the same command
    popover.box.addEventListener('grid:mend', (event) => this.mend(event.detail));
    popover.part('yours').onclick = () => this.insist();
    popover.part('theirs').onclick = () => this.yield();
    popover.part('again').onclick = () => this.again();
    model.scroll.addEventListener('scroll', () => this.place(), { passive: true });
  }

  get open() {
    return Boolean(this.input);
  }

  start(cell, text) {
    const why = this.model.fixed(cell);
    if (why) return this.tell(this.model.say('cannot', { why }));
    this.tell('');
    const col = this.model.col(this.model.at(cell));
    const kept = this.kept.get(cell);
    this.cell = cell;
    this.extra = [];
    this.input = this.field(col);
    this.input.value = text ?? kept?.value ?? this.model.raw(cell);
    this.input.setAttribute('aria-label', `${col.label}，${this.model.name(cell.parentElement)}`);
    this.model.wrap.append(this.input);
    this.input.addEventListener('keydown', (event) => this.key(event));
    this.input.addEventListener('input', () => this.popover.typed(this.input.value));
    this.popover.open(cell, { editing: true });
    if (kept) this.show(kept);
    this.popover.typed(this.input.value);
    this.place();
    this.input.focus();
    if (text === undefined) this.input.select?.();
    return undefined;
  }

  field(col) {
    const choices = this.model.wrap.querySelector(`template[data-choices="${CSS.escape(col.field)}"]`);
    const input = document.createElement(choices ? 'select' : 'input');
    if (choices) input.append(choices.content.cloneNode(true));
    input.className = `cell-edit${['money', 'number'].includes(col.kind) ? ' num' : ''}`;
    if (!choices) Object.assign(input, { type: 'text', autocomplete: 'off' });
    return input;
  }

  place() {
    this.popover.place();
    if (!this.input) return;
    const wrap = this.model.wrap.getBoundingClientRect();
    const box = this.cell.getBoundingClientRect();
    this.input.style.top = `${box.top - wrap.top - 1}px`;
    this.input.style.left = `${box.left - wrap.left - 1}px`;
    this.input.style.width = `${Math.max(box.width + 1, 96)}px`;
    this.input.style.height = `${box.height + 1}px`;
  }

  key(event) {
    event.stopPropagation();
    if (event.isComposing) return; // the Enter of a Chinese input method chooses a word
    const back = event.shiftKey ? -1 : 1;
    if (event.key === 'Escape') this.leave();
    else if (event.key === 'Enter') this.finish(back, 0);
    else if (event.key === 'Tab') this.finish(0, back);
    else return;
    event.preventDefault();
  }

  mend({ field, value, say }) {
    this.extra.push({ id: this.cell.parentElement.dataset.id, field, value });
    this.popover.notes([{ say: this.model.say('alsowill', { what: say }) }]);
    this.input?.focus();
  }

  /** Takes the field away; the text is dropped unless something is kept for the cell. */
  leave() {
    const { cell } = this;
    this.kept.delete(cell);
    cell.classList.remove('refused');
    this.close();
    cell.focus();
  }

  close() {
    this.input?.remove();
    this.input = null;
    this.popover.close();
  }

  finish(dr, dc) {
    this.commit();
    this.selection.move(dr, dc);
  }

  commit() {
    if (!this.input) return;
    const { cell } = this;
    const value = this.input.value;
    const extra = this.extra;
    this.close();
    if (value === this.model.raw(cell) && !extra.length) {
      this.kept.delete(cell);
      cell.classList.remove('refused');
      return;
    }
    const { id } = cell.parentElement.dataset;
    const edits = [{ id, field: this.model.col(this.model.at(cell)).field, value }, ...extra];
    this.send(cell, { value, command: new Command(this.model, edits) });
  }

  async send(cell, kept) {
    cell.classList.remove('refused');
    cell.classList.add('saving');
    this.kept.set(cell, kept);
    const answer = await kept.command.send();
    cell.classList.remove('saving');
    if (answer.status === 200) return this.took(cell, answer);
    Object.assign(kept, { reasons: undefined, stale: undefined, failed: undefined });
    if (answer.status === 409 && answer.stale) kept.stale = answer.stale[0];
    else if (answer.reasons) kept.reasons = answer.reasons;
    else kept.failed = answer.status;
    cell.classList.add('refused');
    cell.title = kept.value;
    this.tell(this.model.say('notsaved', { row: this.model.name(cell.parentElement), yours: kept.value }));
    if (document.activeElement === cell) this.look(cell);
    return undefined;
  }

  took(cell, answer) {
    this.kept.delete(cell);
    cell.removeAttribute('title');
    this.model.take(answer);
    cell.classList.add('saved');
    setTimeout(() => cell.classList.remove('saved'), 1600);
    if (!this.kept.size) this.tell('');
  }

  /** Standing on a cell whose text was not taken: say why. */
  look(cell) {
    if (this.open) return;
    const kept = this.kept.get(cell);
    this.popover.close();
    if (!kept || cell.classList.contains('saving')) return;
    this.cell = cell;
    this.popover.open(cell, { editing: false, kept: kept.value });
    this.show(kept);
  }

  show(kept) {
    this.popover.part('again').parentElement.hidden = kept.failed === undefined;
    if (kept.stale) this.popover.stale(kept.stale, kept.value);
    else if (kept.reasons) this.popover.refusal(kept.reasons);
    else if (kept.failed !== undefined) this.popover.refusal([{ say: this.failure(kept.failed) }]);
  }

  failure(status) {
    return this.model.words[`failed${status}`] ?? this.model.say('failed', { status });
  }

  /** "Mine": the same text again, now knowing what the other wrote. */
  insist() {
    const { cell } = this;
    const { value, stale, command } = this.kept.get(cell);
    if (stale.version !== undefined) cell.parentElement.dataset.version = stale.version;
    this.close();
    this.send(cell, { value, command: new Command(this.model, command.edits) });
    cell.focus();
  }

  /** "Theirs": the cell shows what stands in the book now. */
  yield() {
    const { cell } = this;
    const { stale } = this.kept.get(cell);
    if (stale.version !== undefined) cell.parentElement.dataset.version = stale.version;
    cell.textContent = stale.now;
    delete cell.dataset.raw;
    this.kept.delete(cell);
    cell.classList.remove('refused');
    this.close();
    if (!this.kept.size) this.tell('');
    cell.focus();
  }

  again() {
    const { cell } = this;
    const kept = this.kept.get(cell);
    this.close();
    this.send(cell, kept); // the same id: if it had arrived, the same answer comes
    cell.focus();
  }
}
