// Excel's clipboard: cells by tabs, rows by line ends, quotes around cells that hold either.

/** @returns {string[][]} rows of cells; the line end that Excel adds after the last row is no row. */
export function parse(text) {
  const rows = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') cell += text[(at += 1)];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === '\t') cell = push(rows, cell);
    else if (sign === '\n') {
      cell = push(rows, cell);
      rows.push([]);
    } else if (sign !== '\r' || text[at + 1] !== '\n') cell += sign;
  }
  push(rows, cell);
  const last = rows[rows.length - 1];
  if (rows.length > 1 && last.length === 1 && last[0] === '') rows.pop();
  return rows.map((row) => row.map(bare));
}

function push(rows, cell) {
  rows[rows.length - 1].push(cell);
  return '';
}

// A cell that begins like a formula goes out with an apostrophe, so Excel does not run it, and comes back without.
const bare = (cell) => cell.replace(/^'(?=[=+@-])/, '');
const safe = (cell) => (/^[=+@]/.test(cell) || /^-(?![\d.,]+$)/.test(cell) ? `'${cell}` : cell);

export function format(rows) {
  const one = (cell) => {
    const text = safe(cell);
    return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(one).join('\t')).join('\r\n');
}
