// What htmx cannot put into its target: no connection, no right, gone, our fault. Said in a band at the top of the page;
// nothing that was typed is touched. 409, 413 and 422 are fragments of the server and are swapped as they are.
import htmx from 'htmx.org';

htmx.config.noSwap = [204, 304, 401, 403, 404, '5xx'];

function say(key) {
  const words = document.querySelector('template[data-trouble]');
  if (!words) return;
  const band = words.content.querySelector('.say-band').cloneNode(true);
  band.querySelector('p').textContent = words.content.querySelector(`[data-k="${key}"]`).textContent;
  document.querySelectorAll('[data-trouble-band]').forEach((old) => old.remove());
  document.getElementById('main').prepend(band);
  band.scrollIntoView({ block: 'nearest' });
}

document.addEventListener('htmx:response:error', (event) => {
  const { status } = event.detail.ctx.response;
  if (status >= 500) say('500');
  else if (status === 401 || status === 403 || status === 404) say(String(status));
});

document.addEventListener('htmx:error', (event) => {
  if (event.detail.ctx) say('0');
});

// The session ended: the answer is the sign-in page. A reload signs in and comes back to this page.
document.addEventListener('htmx:before:response', (event) => {
  const { raw } = event.detail.ctx.response;
  const target = event.detail.ctx.request.action;
  if (!raw.redirected || !new URL(raw.url).pathname.startsWith('/accounts/login')) return;
  if (new URL(target, location.href).pathname.startsWith('/accounts/')) return;
  event.preventDefault();
  say('401');
});
