// One command id per body of a form. The server renders it; a double submit repeats it and gets
// the same answer. Text changed after a submit is another command, so it gets another id.
const bodies = new WeakMap();

// crypto.randomUUID exists only over https and on localhost; inside an office many sites are plain http.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function bodyOf(form) {
  const pairs = [];
  for (const [name, value] of new FormData(form)) {
    if (name === 'command_id') continue;
    pairs.push([name, value instanceof File ? [value.name, value.size, value.lastModified] : value]);
  }
  return JSON.stringify(pairs);
}

function prepare(form) {
  const field = form.elements.namedItem('command_id');
  if (!(field instanceof HTMLInputElement)) return;
  const body = bodyOf(form);
  const sent = bodies.get(form);
  if (!field.value || (sent !== undefined && sent !== body)) field.value = newId();
  bodies.set(form, body);
}

function busy(form, state) {
  for (const button of form.querySelectorAll('button[type="submit"], button:not([type])')) {
    if (state) button.setAttribute('aria-busy', 'true');
    else button.removeAttribute('aria-busy');
  }
}

// Capture: before htmx collects the fields.
document.addEventListener(
  'submit',
  (event) => {
    prepare(event.target);
    // Cosmetic: what keeps a repeat harmless is the id above. A GET form stays as it is.
    if (event.target.method === 'post') busy(event.target, true);
  },
  true,
);

document.addEventListener('htmx:finally:request', (event) => {
  const form = event.target.closest?.('form');
  if (form) busy(form, false);
});

// Coming back by the browser's back button.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) for (const form of document.forms) busy(form, false);
});
