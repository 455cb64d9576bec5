// Shortcuts, drafts and the live rule check. Every page works without this file.
(() => {
  'use strict';
  const shown = (s) => document.querySelector(s);
  const inField = (t) => t.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable]');

  // Shortcuts: single keys rest while a field has the focus, and can be switched off.
  const goTo = { d: '/min-dag', m: '/mottagning/ny', a: '/arenden', e: '/enhet', u: '/utforare' };
  const off = () => document.body.dataset.kortkommandon === 'av';
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
      save(form);
      return;
    }
    if (e.key === 'Escape') document.querySelectorAll('.meny[open]').forEach((m) => (m.open = false));
    if (e.ctrlKey || e.metaKey || e.altKey || off() || inField(e.target)) return;
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
  const state = new WeakMap();
  const say = (form, text) => {
    const place = form.querySelector('[data-utkast-status]');
    if (place) place.textContent = text;
  };
  const body = (form) => new URLSearchParams(new FormData(form));

  async function save(form) {
    const s = state.get(form);
    clearTimeout(s.timer);
    if (!s.dirty || s.sending || s.sent) return;
    s.sending = true;
    s.dirty = false;
    let ok = false;
    let words = '';
    try {
      const answer = await fetch(form.dataset.utkast, { method: 'POST', body: body(form), redirect: 'error', credentials: 'same-origin' });
      ok = answer.ok;
      words = await answer.text();
    } catch {
      ok = false;
    }
    s.sending = false;
    if (ok) say(form, words);
    else {
      s.dirty = true;
      say(form, 'Inte sparat än. Vi försöker igen. Stäng inte sidan.');
    }
    if (s.dirty) s.timer = setTimeout(() => save(form), ok ? 3000 : 10000);
  }

  document.querySelectorAll('form[data-utkast]').forEach((form) => {
    const s = { dirty: false, sending: false, sent: false, timer: 0 };
    state.set(form, s);
    form.addEventListener('input', () => {
      s.dirty = true;
      clearTimeout(s.timer);
      s.timer = setTimeout(() => save(form), 3000);
    });
    form.addEventListener('focusout', () => save(form));
  });
  window.addEventListener('pagehide', () => {
    document.querySelectorAll('form[data-utkast]').forEach((form) => {
      const s = state.get(form);
      if (s.dirty && !s.sent) navigator.sendBeacon(form.dataset.utkast, body(form));
    });
  });

  // A second press within ten seconds is let go; the server would give the same receipt anyway.
  document.addEventListener('submit', (e) => {
    const form = e.target;
    if (form.method !== 'post' || e.submitter?.name === 'utkast') return;
    if (Date.now() - Number(form.dataset.skickad || 0) < 10000) {
      e.preventDefault();
      return;
    }
    form.dataset.skickad = Date.now();
    const s = state.get(form);
    if (s) {
      s.sent = true;
      clearTimeout(s.timer);
    }
  });
  window.addEventListener('pageshow', () => {
    document.querySelectorAll('form[data-skickad]').forEach((form) => {
      delete form.dataset.skickad;
      const s = state.get(form);
      if (s) s.sent = false;
    });
  });

  shown('[data-felruta]')?.focus();
})();
