// The table as rows and columns. The server renders it (parts/grid.html); nothing is built here.

export class Model {
  constructor(wrap) {
    this.wrap = wrap;
    this.table = wrap.querySelector('table.grid');
    this.scroll = wrap.querySelector('.grid-scroll');
    this.words = {};
    for (const word of wrap.querySelector('template[data-words]').content.children) {
      this.words[word.dataset.k] = word.textContent.trim();
    }
    // The first <col> is the row number, which no key reaches.
    this.cols = Array.from(this.table.querySelectorAll('col[data-field]'), (col) => ({ ...col.dataset }));
    this.past = document.body.classList.contains('is-past');
  }

  get rows() {
    return this.table.tBodies[0].rows;
  }

  say(key, values = {}) {
    return Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), this.words[key]);
  }

  cell(at) {
    return this.rows[at.r]?.cells[at.c + 1];
  }

  at(cell) {
    return { r: cell.parentElement.sectionRowIndex, c: cell.cellIndex - 1 };
  }

  row(id) {
    return this.table.tBodies[0].querySelector(`tr[data-id="${CSS.escape(id)}"]`);
  }

  cellOf(id, field) {
    const at = this.cols.findIndex((col) => col.field === field);
    return at < 0 ? undefined : this.row(id)?.cells[at + 1];
  }

  col(at) {
    return this.cols[at.c];
  }

  name(row) {
    return (row.cells[1].querySelector('a') ?? row.cells[1]).textContent.trim();
  }

  /** Why this cell cannot be changed, or "" when it can. */
  fixed(cell) {
    if (this.past) return this.words.past;
    if (!this.wrap.dataset.editUrl || !this.col(this.at(cell)).editable) return this.words.fixedcolumn;
    return cell.dataset.no ?? cell.parentElement.dataset.no ?? '';
  }

  /** What the cell holds, as one would type it. */
  raw(cell) {
    if (cell.dataset.raw !== undefined) return cell.dataset.raw;
    if (cell.querySelector('.why-empty')) return '';
    return (cell.querySelector('[data-text]') ?? cell.querySelector('a') ?? cell).textContent.trim();
  }

  shown(cell) {
    const unit = this.col(this.at(cell)).unit;
    const text = (cell.querySelector('a') ?? cell).textContent.trim();
    return unit && !cell.querySelector('.why-empty') ? `${text} ${unit}` : text;
  }

  /** Takes the server's rows: text of cells is already escaped HTML. */
  take(answer) {
    for (const news of answer.rows ?? []) {
      const row = this.row(news.id);
      if (!row) continue;
      row.dataset.version = news.version;
      for (const [field, html] of Object.entries(news.cells ?? {})) {
        const cell = this.cellOf(news.id, field);
        if (!cell) continue;
        cell.innerHTML = html;
        for (const link of cell.querySelectorAll('a')) link.tabIndex = -1;
        const raw = news.raw?.[field];
        if (raw === undefined) delete cell.dataset.raw;
        else cell.dataset.raw = raw;
      }
    }
    for (const [field, html] of Object.entries(answer.totals ?? {})) {
      const cell = this.table.tFoot?.querySelector(`[data-total="${CSS.escape(field)}"]`);
      if (cell) cell.innerHTML = html;
    }
  }
}
