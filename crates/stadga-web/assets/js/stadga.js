// Shortcuts, drafts, the lock and the live rule check. Every page works without this file.
(() => {
  'use strict';
  const shown = (s) => document.querySelector(s);
  const inField = (t) => t.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]');

  // Shortcuts: single keys rest while a field has the focus, and can be switched off.
  const goTo = { d: '/min-dag', m: '/mottagning/ny', a: '/arenden', e: '/enhet', u: '/utforare' };
  const off = () => /(^|; )kortkommandon=av(;|$)/.test(document.cookie);
  let waitsForG = 0;
  let chosen = -1;

  function chooseRow(step) {
    const rows = [...document.querySelectorAll('main .uppg')];
    if (!rows.length) return;
    rows.forEach((row) => row.removeAttribute('data-vald'));
    chosen = Math.max(0, Math.min(rows.length - 1, chosen + step));
    const row = rows[chosen];
    row.setAttribute('data-vald', '');
    row.querySelector('a.t')?.focus();
  }

  function write() {
    const field = shown('.snabb textarea, .journal textarea');
    const link = shown('main a[href*="anteckning"]:not([href*="ratta"])');
    if (field) field.focus();
    else if (link) link.click();
  }

  document.addEventListener('keydown', (e) => {
    const form = e.target.closest?.('form');
    if (e.key === 'Enter' && (e.ctrlKey || e.metaKey) && form && form.method === 'post') {
      e.preventDefault();
      form.requestSubmit();
      return;
    }
    if (e.key === 's' && (e.ctrlKey || e.metaKey) && form?.dataset.utkast) {
      e.preventDefault();
      state.get(form).dirty = true;
      save(form);
      return;
    }
    if (e.key === 'Escape') document.querySelectorAll('.meny[open]').forEach((m) => (m.open = false));
    if (e.ctrlKey || e.metaKey || e.altKey || off() || inField(e.target) || shown('dialog[open]')) return;
    const afterG = e.timeStamp - waitsForG < 1500;
    waitsForG = 0;
    if (afterG && goTo[e.key]) location.assign(goTo[e.key]);
    else if (e.key === 'g') waitsForG = e.timeStamp;
    else if (e.key === '/') shown('#q')?.focus();
    else if (e.key === 'n') write();
    else if (e.key === 'j') chooseRow(1);
    else if (e.key === 'k') chooseRow(-1);
    else if (e.key === '.') shown('.uppg[data-vald] .gor :is(a,button)')?.click();
    else if (e.key === '?') location.assign('/hjalp');
    else return;
    e.preventDefault();
  });

  // Drafts: 3 seconds after a pause, when a field is left, and when the page is left.
  const WAITS = 'Inte sparat än. Vi försöker igen. Stäng inte sidan.';
  const state = new WeakMap();
  const forms = () => [...document.querySelectorAll('form[data-utkast]')];
  const say = (form, text) => {
    const place = form.querySelector('[data-utkast-status]');
    if (place) place.textContent = text;
  };
  const body = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string'));

  async function save(form) {
    const s = state.get(form);
    clearTimeout(s.timer);
    if (!s.dirty || s.sending || s.sent) return;
    s.sending = true;
    s.dirty = false;
    s.stop = new AbortController();
    let ok = false;
    let words = '';
    try {
      const how = { method: 'POST', body: body(form), redirect: 'error', credentials: 'same-origin', signal: s.stop.signal };
      const answer = await fetch(form.dataset.utkast, how);
      ok = answer.ok;
      words = await answer.text();
      s.cutOff = false;
    } catch {
      s.cutOff = true;
    }
    s.sending = false;
    if (s.sent) return;
    if (ok) say(form, words);
    else {
      s.dirty = true;
      say(form, WAITS);
    }
    form.dispatchEvent(new CustomEvent('stadga:utkast', { bubbles: true, detail: ok }));
    if (ok && s.waits) {
      // Sent while the network was away: now it goes.
      const by = s.waits.by;
      s.waits = null;
      form.requestSubmit(by);
      return;
    }
    if (s.dirty) s.timer = setTimeout(() => save(form), ok ? 3000 : s.cutOff ? 3000 : 10000);
  }

  forms().forEach((form) => {
    const s = { dirty: false, sending: false, sent: false, cutOff: false, waits: null, timer: 0 };
    state.set(form, s);
    form.addEventListener('input', () => {
      s.dirty = true;
      clearTimeout(s.timer);
      s.timer = setTimeout(() => save(form), 3000);
    });
    form.addEventListener('focusout', () => save(form));
    // Another script sends it: nothing is saved beside that.
    form.addEventListener('stadga:vila', (e) => {
      Object.assign(s, { sent: e.detail, dirty: false, cutOff: false });
      clearTimeout(s.timer);
      s.stop?.abort();
    });
  });

  // What is typed and not saved goes along when the page is left; a text too long for that asks first.
  function leave() {
    return forms().every((form) => {
      const s = state.get(form);
      if (s.sent || !(s.dirty || s.sending)) return true;
      return navigator.sendBeacon(form.dataset.utkast, body(form)) && !s.cutOff;
    });
  }
  window.addEventListener('beforeunload', (e) => {
    if (!leave()) e.preventDefault();
  });
  window.addEventListener('pagehide', leave);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) forms().forEach(save);
  });

  // A second press within ten seconds is let go; the server would give the same receipt anyway.
  document.addEventListener('submit', (e) => {
    const form = e.target;
    if (form.method !== 'post' || e.submitter?.name === 'utkast') return;
    const s = state.get(form);
    if (s && (s.cutOff || !navigator.onLine)) {
      // Without a network the browser would put a page of its own in place of what is written.
      e.preventDefault();
      s.waits = { by: e.submitter };
      s.dirty = true;
      say(form, WAITS);
      save(form);
      return;
    }
    if (Date.now() - Number(form.dataset.skickad || 0) < 10000) {
      e.preventDefault();
      return;
    }
    form.dataset.skickad = Date.now();
    if (s) {
      s.sent = true;
      clearTimeout(s.timer);
      s.stop?.abort();
    }
  });
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-skickad]').forEach((form) => {
      delete form.dataset.skickad;
      const s = state.get(form);
      if (s) s.sent = false;
    });
  });

  // Where notes have been written some may wait for a network: anteckning.js sends them from any page.
  if (navigator.serviceWorker?.controller && !shown('script[src$="/anteckning.js"]')) {
    document.head.append(Object.assign(document.createElement('script'), { src: '/assets/js/anteckning.js' }));
  }

  // What is marked in a copy joins what is masked in it.
  const masked = shown('textarea[name=maskera]');
  if (masked) {
    const add = document.createElement('button');
    add.type = 'button';
    add.className = 'ds-button';
    add.dataset.variant = 'secondary';
    add.textContent = 'Maskera det markerade';
    add.addEventListener('mousedown', (e) => e.preventDefault());
    add.addEventListener('click', () => {
      const text = String(getSelection()).replace(/\s+/g, ' ').trim();
      if (!text) return;
      masked.value = `${masked.value.trimEnd()}\n${text}`.trimStart();
      masked.dispatchEvent(new Event('input', { bubbles: true }));
    });
    masked.after(add);
  }

  // The lock: a page that nobody uses says so, and then covers what it shows. The server decides when.
  const { jag: me, las: idle, varna: warning } = document.body.dataset;
  const soon = shown('#snart-last');
  const locked = shown('#last');
  let until = Date.now() + idle * 1000;
  let clock = 0;

  async function left(method) {
    try {
      const answer = await fetch('/session', { method, redirect: 'error', credentials: 'same-origin' });
      const [seconds, whose] = (await answer.text()).split(' ');
      return answer.ok ? (whose === me ? Number(seconds) : 0) : NaN;
    } catch {
      return NaN;
    }
  }

  function cover() {
    soon.close();
    document.body.dataset.last = '';
    if (!locked.open) locked.showModal();
    const kept = forms().filter((form) => state.get(form).dirty || form.querySelector('[data-utkast-status]')?.textContent);
    const place = locked.querySelector('[data-last-text]');
    if (kept.some((form) => state.get(form).cutOff)) place.textContent = WAITS;
    else if (kept.length) place.textContent = 'Det du skrev är sparat. Logga in så fortsätter du där du var.';
  }

  async function look(method = 'GET') {
    clearTimeout(clock);
    let seconds = await left(method);
    if (Number.isNaN(seconds)) seconds = Math.max(0, Math.min(10, (until - Date.now()) / 1000));
    else until = Date.now() + seconds * 1000;
    if (seconds <= 0) {
      await Promise.all(forms().map(save));
      cover();
      clock = setTimeout(look, 60000);
      return;
    }
    delete document.body.dataset.last;
    locked.close();
    if (seconds > warning) soon.close();
    else if (!soon.open) soon.showModal();
    clock = setTimeout(look, (seconds > warning ? seconds - warning : Math.min(seconds, 20)) * 1000 + 500);
  }

  if (me) {
    clock = setTimeout(look, (idle - warning) * 1000);
    soon.querySelector('[data-stanna]').addEventListener('click', () => look('POST'));
    soon.addEventListener('cancel', () => look('POST'));
    // Escape closes a dialog whatever one says; this one comes back until somebody has logged in.
    locked.addEventListener('close', () => 'last' in document.body.dataset && locked.showModal());
    document.addEventListener('visibilitychange', () => document.hidden || look());
    window.addEventListener('pageshow', (e) => e.persisted && look());
  }

  shown('[data-felruta]')?.focus();
})();
