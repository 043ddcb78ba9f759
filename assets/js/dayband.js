// A past day is part of the address (?day=2026-11-20). While one looks at it, links inside the
// house keep it, so one walks through the house as it stood that day; data-live leads back to today.
const day = () => document.body.dataset.day || '';

function keeps(link) {
  return (
    link.origin === location.origin &&
    !link.hasAttribute('data-live') &&
    !link.hasAttribute('download') &&
    !link.search.includes('day=') &&
    link.getAttribute('href')?.[0] !== '#'
  );
}

document.addEventListener(
  'click',
  (event) => {
    const link = event.target.closest?.('a[href]');
    if (!day() || !link || !keeps(link)) return;
    const url = new URL(link.href);
    url.searchParams.set('day', day());
    link.href = url.href;
  },
  true,
);

document.addEventListener('htmx:config:request', (event) => {
  const request = event.detail.ctx.request;
  if (day() && request.method === 'GET' && !request.body.has('day')) request.body.set('day', day());
});
