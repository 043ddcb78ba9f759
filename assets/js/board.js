// The board under a hand: a card carried to another column asks there for its day; put back, it returns. Nothing is
// written by carrying: the form in the card does, as it does for the keyboard and without scripts.
import { follow } from './board/carry.js';

const htmx = window.htmx;
const board = document.getElementById('board');
const say = document.getElementById('board-say');

const slot = (card) => card.querySelector('.bask');
const listOf = (stage) => board.querySelector(`#column-${stage} .bcards`);

// Where a carried card came from, so that it can return.
const homes = new WeakMap();

function putDown(card, stage) {
  if (stage === card.dataset.stage) return goHome(card);
  if (!homes.has(card)) homes.set(card, { list: card.parentNode, next: card.nextSibling });
  listOf(stage).prepend(card);
  card.classList.add('is-pencil');
  card.scrollIntoView({ block: 'nearest' });
  htmx.ajax('GET', `${card.dataset.move}&to=${stage}`, { target: `#${slot(card).id}`, swap: 'innerHTML' });
}

function goHome(card) {
  const home = homes.get(card);
  card.classList.remove('is-pencil');
  if (!home) return;
  homes.delete(card);
  if (!home.list.isConnected) home.list = listOf(card.dataset.stage);
  home.list.insertBefore(card, home.next?.parentNode === home.list ? home.next : null);
  card.scrollIntoView({ block: 'nearest' });
}

function close(card) {
  slot(card).replaceChildren();
  goHome(card);
  card.querySelector('.bmove').focus();
}

// What the server answered stands in the card: the eye and the keyboard go there. A refused card returns.
function answered(card) {
  const refused = slot(card).querySelector('[data-refused]');
  if (refused) goHome(card);
  const form = slot(card).querySelector('form');
  const first = refused ?? form?.querySelector('[aria-invalid="true"], textarea') ?? form?.querySelector('[type="submit"]')
    ?? slot(card).querySelector('.btn-primary') ?? slot(card).querySelector('button');
  first?.focus({ preventScroll: true });
  slot(card).scrollIntoView({ block: 'nearest' });
}

// A column that was read again: what came is shown, and the switch of the phone counts anew.
function renewed(column) {
  const count = document.querySelector(`[data-switch="${column.dataset.stage}"] .count`);
  if (count) count.textContent = column.dataset.count;
  if (!column.dataset.say) return;
  say.textContent = column.dataset.say;
  const moved = column.querySelector('.is-moved');
  if (moved?.offsetParent) moved.querySelector('h3 a').focus();
}

document.addEventListener('htmx:after:swap', (event) => {
  const target = event.detail.ctx.target;
  const id = typeof target === 'string' ? target.slice(1) : target?.id;
  const part = id && document.getElementById(id);
  if (part?.classList.contains('bask')) answered(part.closest('.bcard'));
  else if (part?.classList.contains('bcol')) renewed(part);
});

board.addEventListener('click', (event) => {
  if (event.target.closest('[data-put-back]')) close(event.target.closest('.bcard'));
});

board.addEventListener('keydown', (event) => {
  const card = event.target.closest('.bcard[data-move]');
  if (event.key === 'Escape' && card && slot(card).hasChildNodes()) close(card);
});

follow(board, putDown);
