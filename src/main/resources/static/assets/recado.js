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
  let asked = null;
  function ask(about, text, yes) {
    const dialog = one('confirm');
    asked = about;
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
    if (await ask(form, asking.dataset.confirm, asking.dataset.confirmYes)) {
      form.dataset.confirmed = 'yes';
      form.requestSubmit(event.submitter);
      delete form.dataset.confirmed;
    }
  }, true);
  document.addEventListener('htmx:confirm', async (event) => {
    if (!event.detail.question) return;
    event.preventDefault();
    if (await ask(event.target, event.detail.question, event.target.dataset.confirmYes)) event.detail.issueRequest(true);
  });

  // what somebody is asked about stays where it is until they have answered
  document.addEventListener('htmx:beforeSwap', (event) => { if (one('confirm')?.open && event.detail.target.contains(asked)) event.detail.shouldSwap = false; });

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

  // what is shown once and has to be taken along
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button[data-copies]');
    if (!button) return;
    const field = one(button.dataset.copies);
    field.select();
    // without TLS a browser has no clipboard for pages: what is selected is copied by hand
    if (!navigator.clipboard) return;
    await navigator.clipboard.writeText(field.value);
    button.querySelector('span').textContent = button.dataset.copied;
  });

  // What is typed into a filter counts while it is typed. The change that follows when the field is left would ask once more, and its answer
  // would take the place of what the click that left the field has asked for.
  document.addEventListener('change', (event) => {
    if (event.target.matches('.filters input[type="search"]')) event.stopPropagation();
  }, true);

  // forms that are nothing but a choice
  document.addEventListener('change', (event) => event.target.closest('form[data-submits]')?.requestSubmit());

  // the hub cannot be reached: said while it lasts
  let doubt = null;
  function lost(state) {
    clearTimeout(doubt);
    doubt = null;
    if (one('lost')) one('lost').hidden = !state;
  }
  addEventListener('offline', () => lost(true));
  document.addEventListener('htmx:sendError', () => lost(true));
  document.addEventListener('htmx:afterRequest', (event) => { if (event.detail.successful) lost(false); });

  // The stream of news. It ends every minute and comes back by itself; a page that nobody sees does not listen. Whoever comes back looks
  // at everything once, so that nothing is missed in between.
  const RECONNECT = 2000;
  const DOUBT = 3000;
  let stream = null;
  let waiting = new Set();
  let looking = false;
  function listen() {
    if (!document.body.classList.contains('is-inside') || stream || document.hidden) return;
    stream = new EventSource('/live');
    stream.onopen = () => {
      lost(false);
      renew('*');
    };
    stream.onerror = () => {
      doubt ??= setTimeout(() => lost(true), DOUBT);
      if (stream?.readyState === EventSource.CLOSED) {
        // refused: too many listen, or the session is over; renewing tells which
        stream = null;
        renew('*');
        setTimeout(listen, RECONNECT);
      }
    };
    stream.addEventListener('appointments', (event) => renew(event.data));
  }
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else {
      listen();
    }
  });
  addEventListener('pagehide', () => stream?.close());
  addEventListener('online', () => {
    stream?.close();
    stream = null;
    listen();
  });

  async function renew(ids) {
    ids.split(',').forEach((id) => waiting.add(id));
    if (looking) return;
    looking = true;
    while (waiting.size > 0) {
      const asked = waiting.has('*') || waiting.size > 200 ? '*' : [...waiting].join(',');
      waiting = new Set();
      try {
        await Promise.all([renewDay(asked), renewCounts()]);
        if (stream?.readyState === EventSource.OPEN) lost(false);
      } catch {
        doubt ??= setTimeout(() => lost(true), DOUBT);
      }
    }
    looking = false;
  }
  async function fetched(address, type) {
    const answer = await fetch(address, { headers: { 'X-Requested-With': 'XMLHttpRequest', Accept: type } });
    if (answer.status === 401) location.reload();
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }
  async function renewCounts() {
    const counts = await (await fetched('/menu/counts', 'application/json')).json();
    for (const [id, count] of Object.entries(counts)) {
      const badge = one(`count-${id}`);
      if (!badge) continue;
      badge.hidden = count === 0;
      badge.textContent = count > 999 ? '999+' : String(count);
    }
  }

  // the day's lines: those with news are put in their place, the others are left alone
  async function renewDay(ids) {
    const today = one('today');
    if (!today) return;
    const answer = await fetched(`${today.dataset.changes}${today.dataset.query || '?'}&ids=${encodeURIComponent(ids)}`.replace('?&', '?'), 'text/html');
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const orders = [...fresh.querySelectorAll('#agenda-order > section')];
    const shown = [...document.querySelectorAll('#agenda > section')].map((section) => section.id).filter(Boolean);
    if (orders.map((order) => order.id).join() !== shown.join()) {
      const whole = await fetched(location.href, 'text/html');
      one('agenda').innerHTML = new DOMParser().parseFromString(await whole.text(), 'text/html').getElementById('agenda').innerHTML;
    } else {
      orders.forEach((order) => renewLines(document.querySelector(`#${order.id} .lines`), order.dataset.order.split(','), fresh));
    }
    swap(one('counters'), fresh.getElementById('counters'));
  }
  function renewLines(list, order, fresh) {
    let before = null;
    for (const id of order) {
      let line = one(`appointment-${id}`);
      const news = fresh.getElementById(`appointment-${id}`);
      if (news && !line) {
        line = document.importNode(news, true);
        line.classList.add('is-new');
      } else if (news && line) {
        line = swap(line, news, 'is-new');
      }
      if (!line) continue;
      const place = before ? before.nextElementSibling : list.firstElementChild;
      if (place !== line) list.insertBefore(line, place);
      before = line;
    }
    while (before?.nextElementSibling) before.nextElementSibling.remove();
  }
  function swap(old, fresh, mark) {
    const copy = document.importNode(fresh, true);
    const plain = old.cloneNode(true);
    plain.classList.remove('is-new');
    if (plain.outerHTML === copy.outerHTML) return old;
    const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    if (mark) copy.classList.add(mark);
    old.replaceWith(copy);
    if (focused) copy.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus();
    return copy;
  }
  listen();

  // search while typing: arrows choose, Enter opens, Escape closes
  const box = one('q');
  const results = one('search-results');
  let typed = null;
  let question = 0;
  function options() {
    return [...results.querySelectorAll('[role="option"]')];
  }
  function showResults(state) {
    results.hidden = !state;
    box.setAttribute('aria-expanded', String(state));
    if (!state) box.removeAttribute('aria-activedescendant');
  }
  function choose(step) {
    const all = options();
    if (all.length === 0) return;
    const at = all.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    all[at]?.setAttribute('aria-selected', 'false');
    const next = all[(at + step + all.length + (at < 0 && step < 0 ? 1 : 0)) % all.length];
    next.setAttribute('aria-selected', 'true');
    next.scrollIntoView({ block: 'nearest' });
    box.setAttribute('aria-activedescendant', next.id);
  }
  async function suggest() {
    const number = ++question;
    const text = box.value.trim();
    if (text.length < 2) {
      showResults(false);
      return;
    }
    try {
      const answer = await fetched(`/search/suggestions?q=${encodeURIComponent(text)}`, 'text/html');
      const html = await answer.text();
      // a later question may have been answered already
      if (number !== question) return;
      results.innerHTML = html;
      showResults(document.activeElement === box);
    } catch {
      showResults(false);
    }
  }
  if (box && results) {
    box.addEventListener('input', () => {
      clearTimeout(typed);
      typed = setTimeout(suggest, 160);
    });
    box.addEventListener('focus', () => { if (options().length > 0 && box.value.trim().length > 1) showResults(true); });
    box.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        // what was typed stays while there are results to close
        if (results.hidden) box.blur();
        else event.preventDefault();
        showResults(false);
        event.stopPropagation();
      } else if (!results.hidden && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        event.preventDefault();
        choose(event.key === 'ArrowDown' ? 1 : -1);
      } else if (event.key === 'Enter' && !results.hidden) {
        const chosen = options().find((option) => option.getAttribute('aria-selected') === 'true');
        if (chosen) {
          event.preventDefault();
          location.assign(chosen.href);
        }
      }
    });
    document.addEventListener('click', (event) => { if (!one('search').contains(event.target)) showResults(false); });
    one('search').addEventListener('focusout', (event) => { if (event.relatedTarget && !one('search').contains(event.relatedTarget)) showResults(false); });
  }

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
