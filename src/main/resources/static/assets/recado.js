// What the pages do by themselves: menus, choices that are remembered, questions before something is done, words about what was done, and a
// sign while the hub cannot be reached. Everything else comes from the server as HTML.
(() => {
  const one = (id) => document.getElementById(id);
  const say = one('say')?.dataset ?? {};
  const YEAR = 365 * 24 * 3600;

  // choices: written where the server reads them with the next page
  function remember(name, value) {
    const secure = location.protocol === 'https:' ? '; secure' : '';
    document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${value === '' ? 0 : YEAR}; samesite=lax${secure}`;
    const here = new URL(location.href);
    here.searchParams.delete('page');
    location.assign(here);
  }
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-remember]');
    if (button) remember(button.dataset.remember, button.value);
  });
  document.addEventListener('change', (event) => {
    if (event.target.matches('select[data-remember]')) remember(event.target.dataset.remember, event.target.value);
  });

  // menus
  function toggleSide(open) {
    document.body.classList.toggle('side-is-open', open);
    document.querySelectorAll('[aria-controls="side"]').forEach((button) => button.setAttribute('aria-expanded', String(open)));
    if (open) one('side').querySelector('a').focus();
  }
  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-toggles="side"]')) toggleSide(!document.body.classList.contains('side-is-open'));
    document.querySelectorAll('details.drop[open]').forEach((drop) => {
      if (!drop.contains(event.target)) drop.open = false;
    });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      document.querySelectorAll('details.drop[open]').forEach((drop) => {
        drop.open = false;
        drop.querySelector('summary').focus();
      });
      if (document.body.classList.contains('side-is-open')) {
        toggleSide(false);
        document.querySelector('.side-open').focus();
      }
    }
    const typing = event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && one('q')) {
      event.preventDefault();
      one('q').focus();
      one('q').select();
    }
  });

  // a question first: <form data-confirm="…"> and hx-confirm="…"
  function ask(text, yes) {
    const dialog = one('confirm');
    one('confirm-text').textContent = text;
    one('confirm-yes').textContent = yes || one('confirm-yes').dataset.usual;
    dialog.returnValue = 'no';
    dialog.showModal();
    return new Promise((resolve) => {
      dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    });
  }
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    const asking = event.submitter?.dataset.confirm ? event.submitter : form;
    if (!asking.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopPropagation();
    if (await ask(asking.dataset.confirm, asking.dataset.confirmYes)) {
      form.dataset.confirmed = 'yes';
      form.requestSubmit(event.submitter);
      delete form.dataset.confirmed;
    }
  }, true);
  document.addEventListener('htmx:confirm', async (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    if (await ask(event.detail.question, event.target.dataset.confirmYes)) event.detail.issueRequest(true);
  });

  // words that go by themselves; bad news waits for somebody
  function toast(text) {
    const note = one('toast-template').content.firstElementChild.cloneNode(true);
    note.querySelector('.toast-text').textContent = text;
    one('toasts').append(note);
  }
  const notes = new MutationObserver(() => {
    one('toasts').querySelectorAll('.notice-good:not([data-leaves])').forEach((note) => {
      note.dataset.leaves = 'soon';
      setTimeout(() => note.remove(), 6000);
    });
  });
  if (one('toasts')) notes.observe(one('toasts'), { childList: true });
  document.addEventListener('click', (event) => event.target.closest('.toast-close')?.closest('.toast-note').remove());

  // the hub cannot be reached: said while it lasts
  function lost(state) {
    if (one('lost')) one('lost').hidden = !state;
    document.body.classList.toggle('is-lost', state);
  }
  addEventListener('offline', () => lost(true));
  document.addEventListener('htmx:sendError', () => lost(true));
  document.addEventListener('htmx:afterRequest', (event) => { if (event.detail.successful) lost(false); });

  // what htmx sends: says that a script asks, and proves that it is ours
  const csrf = document.querySelector('meta[name="csrf"]');
  document.addEventListener('htmx:configRequest', (event) => {
    event.detail.headers['X-Requested-With'] = 'XMLHttpRequest';
    if (csrf && event.detail.verb !== 'get') event.detail.headers[csrf.dataset.header] = csrf.content;
  });
  document.addEventListener('htmx:responseError', (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 401) {
      location.reload();
      return;
    }
    const reference = xhr.getResponseHeader('X-Reference');
    toast(decodeURIComponent(xhr.getResponseHeader('X-Sentence') ?? say.failed) + (reference ? ` (${say.reference} ${reference})` : ''));
  });
})();
