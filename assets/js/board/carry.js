// Carrying by mouse, pen and finger alike. A mouse carries after a few pixels; a finger after it rested, so that a
// swipe still scrolls. Escape lets go. A card under which something is typed stays where it is.
const FAR = 6; // pixels
const LONG = 350; // milliseconds
const EDGE = 48; // pixels from the rim of the board at which it moves on
const STILL = 'a, button, input, select, textarea, summary, label, .bask';

export function follow(board, putDown) {
  let carried = null; // { card, gap, dx, dy, over }
  let pressed = null; // { card, x, y, timer, touch }

  function lift(x, y) {
    const { card } = pressed;
    const box = card.getBoundingClientRect();
    const gap = document.createElement('li');
    gap.className = 'bgap';
    gap.style.height = `${box.height}px`;
    card.after(gap);
    card.classList.add('is-carried');
    card.style.width = `${box.width}px`;
    carried = { card, gap, dx: pressed.x - box.left, dy: pressed.y - box.top, over: null };
    document.body.classList.add('is-dragging');
    move(x, y);
  }

  function move(x, y) {
    const { card, dx, dy } = carried;
    card.style.left = `${x - dx}px`;
    card.style.top = `${y - dy}px`;
    const rim = board.getBoundingClientRect();
    if (x > rim.right - EDGE) board.scrollLeft += 16;
    else if (x < rim.left + EDGE) board.scrollLeft -= 16;
    const over = document.elementFromPoint(x, y)?.closest('.bcol') ?? null;
    if (over === carried.over) return;
    carried.over?.classList.remove('is-over');
    over?.classList.add('is-over');
    carried.over = over;
  }

  function drop(onto) {
    const { card, gap, over } = carried;
    over?.classList.remove('is-over');
    card.classList.remove('is-carried');
    // Asked for first: unread, Chromium leaves an empty style behind, and htmx would copy it against the content policy.
    if (card.hasAttribute('style')) card.removeAttribute('style');
    gap.remove();
    document.body.classList.remove('is-dragging');
    carried = null;
    if (onto && over) putDown(card, over.dataset.stage);
  }

  function forget() {
    clearTimeout(pressed?.timer);
    pressed = null;
  }

  board.addEventListener('pointerdown', (event) => {
    const card = event.target.closest('.bcard[data-move]');
    if (!card || event.button !== 0 || event.target.closest(STILL)) return;
    const touch = event.pointerType === 'touch';
    const { clientX: x, clientY: y } = event;
    pressed = { card, x, y, touch, timer: touch ? setTimeout(() => lift(x, y), LONG) : 0 };
  });

  document.addEventListener('pointermove', (event) => {
    if (carried) return move(event.clientX, event.clientY);
    if (!pressed) return;
    const far = Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) > FAR;
    if (far && pressed.touch) forget();
    else if (far) lift(event.clientX, event.clientY);
  });

  // While a finger carries, nothing scrolls under it.
  document.addEventListener('touchmove', (event) => carried && event.preventDefault(), { passive: false });

  document.addEventListener('pointerup', () => {
    if (carried) drop(true);
    forget();
  });
  document.addEventListener('pointercancel', () => {
    if (carried) drop(false);
    forget();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && carried) {
      drop(false);
      forget();
    }
  });
}
