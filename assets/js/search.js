// "/" goes to the search box; arrows walk the hits, Enter opens, Esc closes.
const box = () => document.querySelector('[data-search]');
const list = () => document.getElementById('search-hits');
const hits = () => Array.from(list()?.querySelectorAll('[role="option"]') ?? []);
const inText = (target) => target.closest?.('input, textarea, select, [contenteditable="true"], dialog');

function close() {
  if (list()) list().textContent = '';
  box()?.setAttribute('aria-expanded', 'false');
  box()?.removeAttribute('aria-activedescendant');
}

function choose(step) {
  const all = hits();
  if (!all.length) return;
  const at = all.findIndex((hit) => hit.getAttribute('aria-selected') === 'true');
  const next = all[(at + step + all.length) % all.length] ?? all[0];
  for (const hit of all) hit.setAttribute('aria-selected', String(hit === next));
  box().setAttribute('aria-activedescendant', next.id);
  next.scrollIntoView({ block: 'nearest' });
}

function keyInBox(event) {
  if (event.isComposing) return; // the Enter of a Chinese input method chooses a word
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    choose(event.key === 'ArrowDown' ? 1 : -1);
  } else if (event.key === 'Escape') {
    close();
  } else if (event.key === 'Enter') {
    const chosen = hits().find((hit) => hit.getAttribute('aria-selected') === 'true');
    if (!chosen) return;
    event.preventDefault();
    chosen.click();
  }
}

document.addEventListener('keydown', (event) => {
  if (event.target === box()) keyInBox(event);
  else if (event.key === '/' && !event.ctrlKey && !event.metaKey && !inText(event.target) && box()?.offsetParent) {
    event.preventDefault();
    box().select();
  }
});

document.addEventListener('htmx:after:swap', () => {
  const all = hits();
  all.forEach((hit, index) => {
    hit.id ||= `search-hit-${index}`;
    hit.setAttribute('aria-selected', 'false');
  });
  box()?.setAttribute('aria-expanded', String(all.length > 0));
});

document.addEventListener('click', (event) => {
  if (!event.target.closest('.top-search')) close();
});

// htmx begins to listen in a timer of its own, a moment after "/" already works: what was typed until then is said again.
setTimeout(() => {
  if (box() && box() === document.activeElement && box().value) box().dispatchEvent(new Event('input', { bubbles: true }));
});
