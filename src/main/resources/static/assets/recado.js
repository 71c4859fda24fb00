// Renews the page's parts in place. A part whose answer has not changed is left alone, so that nothing flickers and no selection is lost.
(() => {
  const EVERY = 5000;
  const parts = [...document.querySelectorAll('[data-part]')].map((element) => ({ element, last: null }));
  if (parts.length === 0) return;
  const stale = document.getElementById('stale');

  async function renew(part) {
    const answer = await fetch(part.element.dataset.part, { headers: { 'X-Requested-With': 'XMLHttpRequest' } });
    if (answer.status === 401) {
      location.reload();
      return;
    }
    if (!answer.ok) throw new Error(answer.status);
    const html = await answer.text();
    if (html !== part.last && !part.element.contains(document.activeElement)) {
      part.element.innerHTML = html;
      part.last = html;
    }
  }

  async function renewAll() {
    if (!document.hidden) {
      const outcomes = await Promise.allSettled(parts.map(renew));
      if (stale) stale.hidden = outcomes.every((outcome) => outcome.status === 'fulfilled');
    }
    setTimeout(renewAll, EVERY);
  }

  setTimeout(renewAll, EVERY);
})();
