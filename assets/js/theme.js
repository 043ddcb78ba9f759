// Runs in <head> before the first paint: light or dark, and "scripts are here".
const root = document.documentElement;
const KEY = 'southgate-theme';

function stored() {
  try {
    return localStorage.getItem(KEY) || 'auto';
  } catch {
    return 'auto'; // private mode: the system's choice holds
  }
}

function show(choice) {
  if (choice === 'light' || choice === 'dark') root.setAttribute('data-bs-theme', choice);
  else root.removeAttribute('data-bs-theme');
  for (const button of document.querySelectorAll('[data-theme-set]')) {
    button.setAttribute('aria-pressed', String(button.dataset.themeSet === choice));
  }
}

root.classList.remove('no-js');
show(stored());
document.addEventListener('DOMContentLoaded', () => show(stored()));
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-theme-set]');
  if (!button) return;
  try {
    localStorage.setItem(KEY, button.dataset.themeSet);
  } catch {
    // the choice then lasts for this page only
  }
  show(button.dataset.themeSet);
});
