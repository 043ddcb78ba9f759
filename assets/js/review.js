// Review by keyboard: j and k go down and up a list, or to the next and the previous pair; a chooses "the same" (again:
// the other of the two), r "not the same" and goes to the reason. Nothing is sent before the button is pressed.
const typing = (target) => target.closest('input:not([type=radio]), textarea, select, [contenteditable]');

function along(step) {
  const links = [...document.querySelectorAll('.work-list .work')];
  const at = links.indexOf(document.activeElement);
  const to = links[Math.min(Math.max(at + step, 0), links.length - 1)];
  if (to) to.focus();
}

function follow(rel) {
  const link = document.querySelector(`a[rel=${rel}]`);
  if (link) link.click();
}

function choose(radio) {
  radio.checked = true;
  radio.dispatchEvent(new Event('change', { bubbles: true }));
  radio.focus();
}

function same(radios) {
  const answers = radios.filter((radio) => radio.value !== 'different');
  const at = answers.findIndex((radio) => radio.checked);
  choose(answers[(at + 1) % answers.length]);
}

function different(radios) {
  choose(radios.find((radio) => radio.value === 'different'));
  document.querySelector('#judge textarea')?.focus();
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const radios = [...document.querySelectorAll('#judge input[name=verdict]')];
  const onPair = document.querySelector('.kind-record') !== null;
  const keys = {
    j: () => (onPair ? follow('next') : along(1)),
    k: () => (onPair ? follow('prev') : along(-1)),
    a: radios.length ? () => same(radios) : null,
    r: radios.length ? () => different(radios) : null,
  };
  const act = keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});
