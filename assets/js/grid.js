// The ledger as a spreadsheet. Loaded by ledger pages only; the table reads and prints without it.
import { Editor } from './grid/edit.js';
import { Model } from './grid/model.js';
import { Paste } from './grid/paste.js';
import { Popover } from './grid/popover.js';
import { Selection } from './grid/select.js';

const isText = (event) => event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey;
// With a Chinese input method the first key arrives as "Process": the field must be there before it composes.
const composes = (event) => event.key === 'Process' || event.keyCode === 229;

function enhance(wrap) {
  const model = new Model(wrap);
  if (!model.rows.length || model.table.classList.contains('live')) return;
  const place = wrap.querySelector('.grid-say');
  const tell = (text) => (place.textContent = text);
  for (const link of model.table.querySelectorAll('tbody a')) link.tabIndex = -1;
  model.table.classList.add('live');
  model.table.setAttribute('role', 'grid');
  const selection = new Selection(model);
  const popover = new Popover(model);
  const editor = new Editor(model, selection, popover, tell);
  const paste = new Paste(model, selection, editor);
  listen(model, { selection, editor, paste });
  // Leaving would lose what the server has not taken: the browser asks first.
  window.addEventListener('beforeunload', (event) => {
    if (editor.kept.size && wrap.isConnected) event.preventDefault();
  });
}

function listen(model, { selection, editor, paste }) {
  const { table } = model;
  const current = () => model.cell(selection.here);
  table.addEventListener('keydown', (event) => {
    if (!event.target.closest('tbody td, tbody th')) return;
    if (selection.key(event)) event.preventDefault();
    else if (act(event, { model, selection, editor, paste, cell: current() })) event.preventDefault();
  });
  // A click elsewhere in the table writes what was typed, as a spreadsheet does.
  table.addEventListener('mousedown', () => editor.commit(), true);
  table.addEventListener('dblclick', (event) => {
    if (event.target.closest('tbody td, tbody th')?.cellIndex > 0) editor.start(current());
  });
  table.addEventListener('focusin', () => editor.look(current()));
  document.addEventListener('copy', (event) => {
    if (table.contains(document.activeElement) && !String(getSelection())) selection.copy(event);
  });
  document.addEventListener('paste', (event) => {
    if (!table.contains(document.activeElement)) return;
    event.preventDefault();
    paste.text(event.clipboardData.getData('text/plain'));
  });
}

/** @returns {boolean} whether the key did something. */
function act(event, { model, selection, editor, paste, cell }) {
  const link = cell.querySelector('a[href]');
  if (composes(event)) {
    editor.start(cell, '');
    return false; // the input method goes on in the field
  }
  if (event.key === 'F2') editor.start(cell);
  else if (event.key === 'Enter' && link) link.click();
  else if (event.key === 'Enter') editor.start(cell);
  else if (event.key === 'Escape') selection.go(selection.here);
  else if (event.key === 'Delete' || event.key === 'Backspace') paste.clear();
  else if ((event.ctrlKey || event.metaKey) && event.key === 'a') selectAll(model, selection);
  else if (isText(event) && event.key !== '/' && event.key !== ' ') editor.start(cell, event.key);
  else return false;
  return true;
}

function selectAll(model, selection) {
  selection.go({ r: 0, c: 0 });
  selection.go({ r: model.rows.length - 1, c: model.cols.length - 1 }, true);
}

const start = (root) => root.querySelectorAll('[data-grid]').forEach(enhance);

start(document);
// A filter or a page swapped by htmx brings a new table.
document.addEventListener('htmx:after:swap', () => start(document));
