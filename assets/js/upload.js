// A form with data-upload sends its file with a bar and can be left. Without scripts it is an
// ordinary multipart form. The answer is either HX-Redirect or a fragment for data-upload-result.
import { csrf } from './csrf.js';

const MB = 1024 * 1024;
const inMB = (bytes) => String(Math.ceil((bytes / MB) * 10) / 10); // rounded up: what is over the limit also reads so

function tell(form, text, bad = false) {
  const place = form.querySelector('[data-upload-say]');
  place.textContent = text;
  place.className = bad ? 'field-error' : 'field-help';
  place.setAttribute('role', bad ? 'alert' : 'status');
}

function tooLarge(form) {
  const limit = Number(form.dataset.maxBytes || 0);
  const files = Array.from(form.querySelector('input[type="file"]')?.files ?? []);
  const big = files.find((file) => limit && file.size > limit);
  if (!big) return false;
  tell(form, form.dataset.sayTooLarge.replace('{size}', inMB(big.size)).replace('{limit}', inMB(limit)), true);
  return true;
}

function show(form, request) {
  const address = request.getResponseHeader('HX-Redirect');
  if (address) {
    location.assign(address);
    return;
  }
  const place = document.querySelector(form.dataset.uploadResult);
  place.innerHTML = request.responseText;
  window.htmx.process(place);
  place.focus?.();
  place.scrollIntoView({ block: 'nearest' });
}

function finish(form, bar, stop) {
  bar.hidden = true;
  stop.hidden = true;
  form.removeAttribute('aria-busy');
  for (const button of form.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
}

function send(form) {
  const request = new XMLHttpRequest(); // fetch() still tells nothing of bytes sent
  const bar = form.querySelector('progress');
  const stop = form.querySelector('[data-upload-stop]');
  const done = () => finish(form, bar, stop);
  request.open('POST', form.action);
  request.setRequestHeader('HX-Request', 'true');
  request.setRequestHeader('X-CSRFToken', csrf());
  request.upload.onprogress = (event) => {
    bar.max = event.total;
    bar.value = event.loaded;
    const words = event.loaded < event.total ? form.dataset.saySent : form.dataset.sayReading;
    tell(form, words.replace('{sent}', inMB(event.loaded)).replace('{total}', inMB(event.total)));
  };
  request.onload = () => {
    done();
    tell(form, '');
    show(form, request);
  };
  request.onerror = () => {
    done();
    tell(form, form.dataset.sayFailed, true);
  };
  request.onabort = () => {
    done();
    tell(form, form.dataset.sayStopped);
  };
  stop.onclick = () => request.abort();
  bar.hidden = false;
  stop.hidden = false;
  form.setAttribute('aria-busy', 'true');
  request.send(new FormData(form));
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.matches('[data-upload]')) return;
  event.preventDefault();
  if (form.getAttribute('aria-busy') === 'true') return;
  if (tooLarge(form)) form.querySelectorAll('[aria-busy]').forEach((button) => button.removeAttribute('aria-busy'));
  else send(form);
});

// Dropping a file on the marked place is the same as choosing it.
for (const kind of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, (event) => {
    const place = event.target.closest?.('.drop');
    if (!place) return;
    event.preventDefault();
    place.classList.toggle('over', kind === 'dragover');
    const input = place.querySelector('input[type="file"]');
    if (kind === 'drop' && event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
}
