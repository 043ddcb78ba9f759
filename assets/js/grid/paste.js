// Pasting from Excel: first a sheet with old and new of each cell, then one request for all.
import { Command } from './send.js';
import { parse } from './tsv.js';

export class Paste {
  constructor(model, selection, editor) {
    Object.assign(this, { model, selection, editor });
    const template = model.wrap.querySelector('template[data-paste]');
    this.sheet = template.content.firstElementChild.cloneNode(true);
    model.wrap.append(this.sheet);
    this.part('write').onclick = () => this.write();
    this.part('drop').onclick = () => this.drop();
    this.part('close').onclick = () => this.sheet.close();
    this.sheet.addEventListener('close', () => this.selection.go(this.selection.here, true));
    this.sheet.addEventListener('keydown', (event) => event.stopPropagation());
  }

  part(name) {
    return this.sheet.querySelector(`[data-p="${name}"]`);
  }

  text(text) {
    const rows = parse(text);
    const one = rows.length === 1 && rows[0].length === 1;
    if (one && !this.selection.many) return this.editor.start(this.model.cell(this.selection.here), rows[0][0]);
    return this.show(one ? this.spread(rows[0][0]) : this.lay(rows));
  }

  clear() {
    if (!this.selection.many) return this.editor.start(this.model.cell(this.selection.here), '');
    return this.show(this.spread(''));
  }

  /** One value over the whole range. */
  spread(value) {
    return { lines: this.selection.cells().flat().map((cell) => this.line(cell, value)), lost: 0 };
  }

  /** Rows from the top left of the range; what falls off the table is counted and said. */
  lay(rows) {
    const { top, left } = this.selection.box;
    const lines = [];
    let lost = 0;
    rows.forEach((row, dr) =>
      row.forEach((value, dc) => {
        const inside = left + dc < this.model.cols.length;
        const cell = inside && this.model.cell({ r: top + dr, c: left + dc });
        if (cell) lines.push(this.line(cell, value));
        else lost += 1;
      }),
    );
    return { lines, lost };
  }

  line(cell, value) {
    const col = this.model.col(this.model.at(cell));
    const same = this.model.raw(cell) === value.trim();
    return { cell, col, value: value.trim(), id: cell.parentElement.dataset.id, why: same ? 'same' : this.model.fixed(cell) };
  }

  show({ lines, lost }) {
    const moved = lines.filter((line) => line.why !== 'same');
    Object.assign(this, { lines: moved, lost, same: lines.length - moved.length, sent: null });
    this.render();
    this.sheet.showModal();
    this.part('write').focus();
  }

  get going() {
    return this.lines.filter((line) => !line.why);
  }

  render() {
    const { going, lost, same, model } = this;
    const fixed = this.lines.length - going.length;
    this.part('title').textContent = model.say('pastetitle', { n: going.length });
    const notes = [fixed && model.say('pastefixed', { n: fixed }), same && model.say('pastesame', { n: same }), lost && model.say('pastelost', { n: lost })];
    this.part('notes').textContent = notes.filter(Boolean).join('；');
    this.part('rows').replaceChildren(...this.lines.map((line) => this.tr(line)));
    const refused = going.filter((line) => line.no).length;
    const stale = going.filter((line) => line.old).length;
    this.part('write').hidden = going.length === 0;
    this.part('write').textContent = model.say(stale ? 'pasteinsist' : 'pastewrite', { n: going.length });
    this.part('drop').hidden = !(refused || stale) || refused + stale === going.length;
    this.part('drop').textContent = model.say('pastedrop', { n: refused + stale, m: going.length - refused - stale });
  }

  tr(line) {
    const { model } = this;
    const row = document.createElement('tr');
    row.className = line.no ? 'no' : line.old ? 'old' : line.why ? 'skip-row' : '';
    const note = line.no ?? (line.old ? model.say(line.old.by ? 'staleby' : 'stale', { ...line.old, yours: line.value }) : line.why);
    const will = line.value === '' ? model.words.nothing : line.value;
    const texts = [model.name(line.cell.parentElement), line.col.label, model.shown(line.cell) || model.words.nothing, will, note];
    for (const [index, text] of texts.entries()) {
      const cell = row.insertCell();
      cell.textContent = text ?? '';
      if (index === 3) cell.className = line.why ? '' : 'will';
    }
    return row;
  }

  async write() {
    const going = this.going;
    const same = this.sent && JSON.stringify(this.sent.edits.map(key)) === JSON.stringify(going.map(key)) && !this.sent.answered;
    this.sent = same ? this.sent : new Command(this.model, going.map(({ id, col, value }) => ({ id, field: col.field, value })));
    const button = this.part('write');
    button.setAttribute('aria-busy', 'true');
    const answer = await this.sent.send();
    button.removeAttribute('aria-busy');
    this.sent.answered = answer.status > 0;
    this.took(answer, going);
  }

  took(answer, going) {
    for (const line of going) Object.assign(line, { no: undefined, old: undefined });
    if (answer.status === 200) {
      this.model.take(answer);
      this.sheet.close();
      this.editor.tell('');
      for (const { cell } of going) {
        cell.classList.add('saved');
        setTimeout(() => cell.classList.remove('saved'), 1600);
      }
      return;
    }
    for (const reason of answer.reasons ?? []) this.note(going, reason, (line) => (line.no = [line.no, reason.say].filter(Boolean).join('；')));
    for (const news of answer.stale ?? []) {
      this.note(going, news, (line) => (line.old = news));
      if (news.version !== undefined) this.model.row(news.id).dataset.version = news.version;
    }
    this.render();
    const said = answer.reasons || answer.stale;
    this.part('say').textContent = said ? this.model.say('pasteno', { n: going.filter((line) => line.no || line.old).length }) : this.editor.failure(answer.status);
  }

  note(going, { id, field }, put) {
    going.filter((line) => line.id === id && (!field || line.col.field === field)).forEach(put);
  }

  /** Leaves out what was refused and keeps the rest ready to write. */
  drop() {
    this.lines = this.lines.filter((line) => !line.no && !line.old);
    this.part('say').textContent = '';
    this.render();
  }
}

const key = ({ id, field, col, value }) => [id, field ?? col.field, value];
