// Where one is, and the range from there: arrows, Shift, Home/End, mouse, copy.
import { format } from './tsv.js';

const clamp = (value, top) => Math.max(0, Math.min(value, top));

export class Selection {
  constructor(model) {
    this.model = model;
    this.here = { r: 0, c: 0 };
    this.anchor = this.here;
    const { table } = model;
    table.addEventListener('mousedown', (event) => this.press(event));
    table.addEventListener('mouseover', (event) => this.drag(event));
    table.addEventListener('focusin', (event) => {
      const cell = event.target.closest('tbody td, tbody th');
      if (cell && cell.cellIndex > 0) this.mark(cell);
    });
    this.rove();
  }

  /** Exactly one cell can be reached by Tab. */
  rove() {
    const { table } = this.model;
    for (const cell of table.querySelectorAll('tbody [tabindex="0"]')) cell.tabIndex = -1;
    const cell = this.model.cell(this.here);
    if (cell) cell.tabIndex = 0;
  }

  mark(cell) {
    const at = this.model.at(cell);
    if (at.r === this.here.r && at.c === this.here.c) return this.paint();
    this.here = at;
    this.anchor = at;
    this.rove();
    return this.paint();
  }

  go(at, extend = false) {
    this.here = { r: clamp(at.r, this.model.rows.length - 1), c: clamp(at.c, this.model.cols.length - 1) };
    if (!extend) this.anchor = this.here;
    this.rove();
    const cell = this.model.cell(this.here);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.paint();
  }

  move(dr, dc, extend = false) {
    this.go({ r: this.here.r + dr, c: this.here.c + dc }, extend);
  }

  get box() {
    const { here: a, anchor: b } = this;
    return { top: Math.min(a.r, b.r), bottom: Math.max(a.r, b.r), left: Math.min(a.c, b.c), right: Math.max(a.c, b.c) };
  }

  get many() {
    return this.here.r !== this.anchor.r || this.here.c !== this.anchor.c;
  }

  /** The selected cells, row by row. */
  cells() {
    const { top, bottom, left, right } = this.box;
    const rows = [];
    for (let r = top; r <= bottom; r += 1) {
      rows.push([]);
      for (let c = left; c <= right; c += 1) rows[r - top].push(this.model.cell({ r, c }));
    }
    return rows;
  }

  paint() {
    const { table } = this.model;
    for (const cell of table.querySelectorAll('.picked')) cell.classList.remove('picked');
    for (const row of table.querySelectorAll('tr.at')) row.classList.remove('at');
    this.model.rows[this.here.r]?.classList.add('at');
    if (this.many) for (const cell of this.cells().flat()) cell.classList.add('picked');
  }

  press(event) {
    const cell = event.target.closest('tbody td, tbody th');
    if (!cell || cell.cellIndex === 0 || event.button !== 0 || event.target.closest('a')) return;
    event.preventDefault();
    this.held = true;
    document.addEventListener('mouseup', () => (this.held = false), { once: true });
    this.go(this.model.at(cell), event.shiftKey);
  }

  drag(event) {
    if (!this.held || event.buttons !== 1) return;
    const cell = event.target.closest('tbody td, tbody th');
    if (cell && cell.cellIndex > 0) this.go(this.model.at(cell), true);
  }

  /** @returns {boolean} whether the key was one of movement. */
  key(event) {
    const far = event.ctrlKey || event.metaKey;
    const { r, c } = this.here;
    const lastRow = this.model.rows.length - 1;
    const lastCol = this.model.cols.length - 1;
    const to = {
      ArrowUp: { r: far ? 0 : r - 1, c },
      ArrowDown: { r: far ? lastRow : r + 1, c },
      ArrowLeft: { r, c: far ? 0 : c - 1 },
      ArrowRight: { r, c: far ? lastCol : c + 1 },
      Home: { r: far ? 0 : r, c: 0 },
      End: { r: far ? lastRow : r, c: lastCol },
      PageUp: { r: r - 12, c },
      PageDown: { r: r + 12, c },
    }[event.key];
    if (to) this.go(to, event.shiftKey);
    return Boolean(to);
  }

  copy(event) {
    const rows = this.cells().map((row) => row.map((cell) => this.model.raw(cell)));
    event.clipboardData.setData('text/plain', format(rows));
    event.preventDefault();
  }
}
