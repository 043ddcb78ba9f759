// Menus are <details>: Esc closes and gives the focus back, a click elsewhere closes.
const open = () => document.querySelectorAll('details.menu[open], .foot-places details[open]');

document.addEventListener('click', (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector('summary').focus();
  }
});
