// A note is sealed in the browser until the server has confirmed it. Every page works without this file.
(() => {
  'use strict';
  if (!window.isSecureContext || !window.indexedDB || !window.crypto?.subtle || !navigator.locks) return;
  const body = document.body;
  const me = body.dataset.jag;
  const shell = document.querySelector('[data-utan-nat]');
  const MONTH = 30 * 24 * 3600 * 1000;
  const WAITS = 'Väntar på nät';
  const LOG_IN = 'Logga in igen, så sparas anteckningen';
  const bytes = (text) => new TextEncoder().encode(text);

  // What is kept: keys that cannot be taken out, what waits, and the forms that were open.
  const opened = new Promise((yes, no) => {
    const ask = indexedDB.open('stadga', 1);
    ask.onupgradeneeded = () => ['nyckel', 'vantar', 'oppna'].forEach((name) => ask.result.createObjectStore(name, { keyPath: 'id' }));
    ask.onsuccess = () => yes(ask.result);
    ask.onerror = () => no(ask.error);
  });
  opened.catch(() => {});
  async function at(name, mode, work) {
    const deal = (await opened).transaction(name, mode, { durability: 'strict' });
    const asked = work(deal.objectStore(name));
    return new Promise((yes, no) => {
      deal.oncomplete = () => yes(asked.result);
      deal.onerror = deal.onabort = () => no(deal.error);
    });
  }
  const all = (name) => at(name, 'readonly', (s) => s.getAll());
  const put = (name, value) => at(name, 'readwrite', (s) => s.put(value));
  const drop = (name, id) => at(name, 'readwrite', (s) => s.delete(id));

  async function keyOf(whose) {
    const known = () => at('nyckel', 'readonly', (s) => s.get(whose));
    if (!(await known())) {
      const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
      // Another tab may have been first; its key stands.
      await at('nyckel', 'readwrite', (s) => s.add({ id: whose, key })).catch(() => {});
    }
    return (await known()).key;
  }
  // What is sealed holds for one author and one place, and opens as nothing else.
  const way = (row, iv) => ({ name: 'AES-GCM', iv, additionalData: bytes(`${row.vem} ${row.id}`) });
  async function seal(row, what) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const text = await crypto.subtle.encrypt(way(row, iv), await keyOf(row.vem), bytes(JSON.stringify(what)));
    return { ...row, iv, text };
  }
  async function open(row) {
    const text = await crypto.subtle.decrypt(way(row, row.iv), await keyOf(row.vem), row.text);
    return JSON.parse(new TextDecoder().decode(text));
  }

  const forms = () => [...document.querySelectorAll('form[data-anteckning]')];
  const author = (form) => form.dataset.vem || me;
  const draftId = (form) => `utkast ${form.elements.kommando.value}`;
  const say = (form, text) => {
    const place = form.querySelector('[data-utkast-status]');
    if (place) place.textContent = text;
  };
  // stadga.js lets a form rest while this file has it.
  const rest = (form, detail) => form.dispatchEvent(new CustomEvent('stadga:vila', { detail }));
  const when = (ms) => {
    const text = new Date(ms).toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm' });
    return { day: text.slice(0, 10), clock: text.slice(11, 16).replace(':', '.') };
  };
  // The server's clock, as the page had it: a telephone's own may be wrong.
  const skew = new WeakMap();
  const now = (form) => Date.now() + (skew.get(form) || 0);
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => '0123456789abcdefghjkmnpqrstvwxyz'[b & 31]).join('');

  function written(form) {
    const fields = [...new FormData(form)].filter(([, value]) => typeof value === 'string');
    return { action: new URL(form.action).pathname, page: location.pathname, about: form.dataset.om, fields };
  }
  const row = (form, id, kind) => ({ id, vem: author(form), slag: kind, skriven: now(form), fran: Date.now(), laget: '' });

  // Seals a finished note. The day it was written goes along, and the clock when there was no network.
  async function keep(form) {
    const what = written(form);
    const { day, clock } = when(now(form));
    const value = (name) => what.fields.find((field) => field[0] === name)?.[1] || '';
    const set = (name, text) => (what.fields = what.fields.filter((field) => field[0] !== name).concat([[name, text]]));
    if (!value('datum')) set('datum', day);
    const away = shell || !navigator.onLine || cutOff.has(form);
    if (away && 'klocka' in form.dataset && !value('klockslag') && value('datum') === day) set('klockslag', clock);
    const sealed = await seal(row(form, value('kommando'), 'anteckning'), what);
    await put('vantar', sealed);
    await drop('vantar', draftId(form));
    return sealed;
  }

  // Sends one note. The command's key makes it one note however often it is sent.
  async function send(sealed) {
    const { action, fields } = await open(sealed);
    let answer;
    let words;
    try {
      const sent = new URLSearchParams([...fields, ['besked', 'skript']]);
      const how = { method: 'POST', body: sent, redirect: 'error', credentials: 'same-origin', signal: AbortSignal.timeout(30000) };
      answer = await fetch(action, how);
      words = await answer.text();
    } catch {
      return { laget: 'nat' };
    }
    const [, clock, to] = (answer.ok && /^(\d\d\.\d\d) (\/\S*)$/.exec(words)) || [];
    // Confirmed, or in the server's keeping as a draft: only then is it let go here.
    const back = answer.status === 422 || answer.status === 409;
    if (to || back) {
      await drop('vantar', sealed.id);
      return to ? { laget: 'klart', clock, to } : { laget: 'ater', to: action };
    }
    const laget = answer.status === 401 ? 'inloggning' : answer.ok || answer.status === 429 || answer.status >= 500 ? 'nat' : 'fast';
    await put('vantar', { ...sealed, laget });
    return { laget, to: answer.status === 401 ? words : '' };
  }

  const busy = new WeakSet();
  async function press(form) {
    if (busy.has(form)) return;
    busy.add(form);
    rest(form, true);
    say(form, 'Sparas …');
    try {
      const sealed = await keep(form);
      const sent = await send(sealed);
      if (sent.laget === 'klart') {
        say(form, `Sparat ${sent.clock}`);
        location.assign(sent.to);
        return;
      }
      if (sent.laget === 'ater') {
        form.submit();
        return;
      }
      form.reset();
      form.querySelectorAll('textarea').forEach((field) => (field.value = ''));
      form.querySelectorAll('.ater').forEach((field) => field.remove());
      form.elements.kommando.value = newKey();
      say(form, sent.laget === 'inloggning' ? LOG_IN : sent.laget === 'fast' ? 'Inte sparat. Se överst på sidan.' : WAITS);
      draw(sent.laget === 'inloggning' ? sent.to : '');
      if (sent.laget === 'nat') later();
    } catch {
      // Nothing can be kept in this browser: the form goes the ordinary way.
      form.submit();
      return;
    }
    rest(form, false);
    busy.delete(form);
  }

  // Everything of mine that waits is sent, one tab at a time.
  let clock = 0;
  const later = () => {
    clearTimeout(clock);
    clock = setTimeout(sync, 3000);
  };
  const touched = new WeakSet();
  async function sync() {
    clearTimeout(clock);
    if (shell) return look();
    if (!me) return;
    let to = '';
    let logIn = '';
    let cut = false;
    await navigator.locks.request('stadga-anteckning', async () => {
      for (const sealed of await mine()) {
        const { page } = await open(sealed);
        const sent = await send(sealed);
        if (sent.laget === 'klart') {
          told.push([`Sparat ${sent.clock}`, '']);
          const free = forms().every((form) => !touched.has(form));
          if (free && page === location.pathname) to = sent.to;
        } else if (sent.laget === 'ater') told.push(['En anteckning är sparad som utkast och behöver något mer.', sent.to]);
        else if (sent.laget === 'inloggning') logIn = sent.to;
        cut = sent.laget === 'nat';
        if (cut || logIn) break;
      }
    });
    if (to) location.assign(to);
    else await draw(logIn);
    if (cut) later();
  }
  const mine = async () => (await all('vantar')).filter((sealed) => sealed.vem === me && sealed.slag === 'anteckning');

  // What waits, in words: one's own can be read, another's is only counted.
  const told = [];
  const box = document.createElement('div');
  box.setAttribute('role', 'status');
  const part = (name, text, inside) => Object.assign(document.createElement(name), text ? { textContent: text } : {}, inside);
  function line(text, href) {
    const li = part('li', '', { className: 'lista-rad' });
    const words = part('span', text);
    li.append(words);
    if (href) words.append(' ', part('a', href.startsWith('/?') || href === '/' ? 'Logga in' : 'Öppna', { href }));
    return li;
  }
  async function own(sealed, logIn) {
    const { about, fields } = await open(sealed);
    const state = { fast: 'Går inte att spara: du når inte längre ärendet', inloggning: LOG_IN }[sealed.laget] || WAITS;
    const li = line(`Skriven ${when(sealed.skriven).clock}. ${state}.`, sealed.laget === 'inloggning' ? logIn : '');
    const text = fields.find((field) => field[0] === 'text')?.[1] || '';
    const more = part('details', '', { className: 'liten' });
    more.append(part('summary', 'Läs'), part('p', about, { className: 'svag' }), part('p', text, { className: 'fritext' }));
    if (sealed.laget === 'fast') {
      const away = part('button', 'Ta bort', { type: 'button', className: 'ds-button' });
      away.dataset.variant = 'secondary';
      away.addEventListener('click', () => drop('vantar', sealed.id).then(() => draw('')));
      more.append(away);
    }
    li.firstChild.append(more);
    return li;
  }
  async function draw(logIn) {
    const waits = (await all('vantar')).filter((sealed) => sealed.slag === 'anteckning');
    const whose = me || (shell && shell.dataset.vem);
    const lines = [];
    for (const sealed of waits.filter((sealed) => sealed.vem === whose)) lines.push(await own(sealed, logIn));
    const others = waits.length - lines.length;
    const many = others === 1 ? 'En anteckning' : `${others} anteckningar`;
    if (others && whose) lines.push(line(`${many} från någon annan väntar här. Den som skrev loggar in, så sparas det.`));
    else if (others) lines.push(line(`${many} väntar här. Den som skrev loggar in, så sparas det.`));
    told.forEach(([text, href]) => lines.push(line(text, href)));
    box.className = lines.length ? 'kort vantar-nat' : '';
    const list = part('ul');
    list.append(...lines);
    box.replaceChildren(...(lines.length ? [list] : []));
  }

  // Drafts that did not reach the server wait here too, and are put back in the form.
  const cutOff = new WeakSet();
  async function keepDraft(form) {
    if (busy.has(form) || !form.elements.text?.value.trim()) return;
    await put('vantar', await seal(row(form, draftId(form), 'utkast'), written(form)));
    say(form, `${WAITS}. Det du skriver är låst i den här webbläsaren.`);
  }
  document.addEventListener('stadga:utkast', (e) => {
    const form = e.target;
    if (!form.matches('form[data-anteckning]')) return;
    cutOff[e.detail ? 'delete' : 'add'](form);
    if (e.detail) drop('vantar', draftId(form));
    else keepDraft(form);
  });
  function fill(form, name, value) {
    const known = form.elements[name];
    const fields = known instanceof RadioNodeList ? [...known] : [known];
    for (const field of fields) {
      if (!field) form.append(part('input', '', { type: 'hidden', name, value, className: 'ater' }));
      else if (field.type === 'checkbox' || field.type === 'radio') field.checked ||= field.value === value;
      else if (name === 'text' && field.value && !value.includes(field.value)) field.value = `${field.value}\n\n${value}`;
      else if (field.type !== 'hidden') field.value = value;
    }
  }
  async function putBack(form) {
    const action = new URL(form.action).pathname;
    for (const sealed of await all('vantar')) {
      if (sealed.slag !== 'utkast' || sealed.vem !== author(form)) continue;
      const what = await open(sealed);
      if (what.action !== action) continue;
      for (const [name, value] of what.fields) if (value) fill(form, name, value);
      form.elements.kommando.value = sealed.id.split(' ')[1];
      form.elements.text?.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }

  // The forms that are open can be opened again without a network, as long as the session would last.
  const lasts = () => Date.now() + Number(body.dataset.las || 0) * 1000;
  async function remember(form) {
    const { action, about, fields } = written(form);
    const hidden = fields.filter(([name]) => form.elements[name]?.type === 'hidden');
    const id = `${me} ${location.pathname}`;
    const what = { action, about, hidden, skew: skew.get(form), klocka: 'klocka' in form.dataset };
    await put('oppna', await seal({ id, vem: me, sida: location.pathname, till: lasts() }, what));
  }
  async function tidy() {
    for (const sealed of await all('oppna')) {
      if (sealed.till < Date.now() || (me && sealed.vem !== me)) await drop('oppna', sealed.id);
      else if (me) await put('oppna', { ...sealed, till: lasts() });
    }
    for (const sealed of await all('vantar')) if (Date.now() - sealed.fran > MONTH) await drop('vantar', sealed.id);
  }

  // The shell: a page without a network, with the form of the page it stands in place of.
  async function furnish() {
    const live = (await all('oppna')).filter((sealed) => sealed.till > Date.now());
    const form = shell.querySelector('form');
    const here = live.find((sealed) => sealed.sida === location.pathname);
    shell.dataset.vem = here?.vem || '';
    if (here) {
      const { action, about, hidden, skew: off, klocka } = await open(here);
      form.action = action;
      form.dataset.om = about;
      form.dataset.vem = here.vem;
      if (klocka) form.dataset.klocka = '';
      skew.set(form, off);
      for (const [name, value] of hidden) form.append(part('input', '', { type: 'hidden', name, value }));
      form.elements.kommando.value = newKey();
      shell.querySelector('[data-om-plats]').textContent = about;
      form.hidden = false;
      await putBack(form);
      let pause = 0;
      form.addEventListener('input', () => {
        clearTimeout(pause);
        pause = setTimeout(() => keepDraft(form), 500);
      });
    }
    const list = shell.querySelector('[data-andra]');
    for (const other of live.filter((sealed) => sealed !== here)) {
      const li = part('li');
      li.append(part('a', (await open(other)).about, { href: other.sida }));
      list.append(li);
    }
    list.parentElement.hidden = !list.children.length;
  }
  // The page itself comes back when the server answers, unless somebody is writing.
  async function look() {
    clearTimeout(clock);
    try {
      await fetch('/session', { redirect: 'error', credentials: 'same-origin' });
      const writing = shell.querySelector('textarea').value.trim();
      if (!writing && location.pathname !== '/utan-nat') return location.reload();
      say(shell.querySelector('form'), 'Nätet är tillbaka');
    } catch {
      // Not yet.
    }
    clock = setTimeout(look, 3000);
  }

  // Logging out takes what is kept along; what waits is asked about first.
  async function leave(form) {
    const waits = (await all('vantar')).filter((sealed) => sealed.vem === me);
    if (waits.length && !(await sure())) return;
    for (const sealed of waits) await drop('vantar', sealed.id);
    for (const sealed of await all('oppna')) await drop('oppna', sealed.id);
    await drop('nyckel', me);
    form.submit();
  }
  const sure = () =>
    new Promise((answer) => {
      const ask = part('dialog', '', { className: 'lucka' });
      const stay = part('button', 'Stanna kvar', { type: 'button', className: 'ds-button' });
      const go = part('button', 'Logga ut och ta bort det', { type: 'button', className: 'ds-button' });
      [stay.dataset.variant, go.dataset.variant] = ['primary', 'secondary'];
      const [head, buttons] = [part('h2', 'Det du skrev är inte sparat än', { id: 'ut-h' }), part('p')];
      buttons.append(stay, ' ', go);
      ask.setAttribute('aria-labelledby', head.id);
      ask.append(head, part('p', 'Det väntar på nät. Loggar du ut nu tas det bort från den här webbläsaren.'), buttons);
      stay.addEventListener('click', () => ask.close());
      go.addEventListener('click', () => ask.close('ut'));
      ask.addEventListener('close', () => {
        answer(ask.returnValue === 'ut');
        ask.remove();
      });
      body.append(ask);
      ask.showModal();
    });

  document.addEventListener(
    'submit',
    (e) => {
      const form = e.target;
      const out = me && ['/byt', '/konto/ut'].includes(new URL(form.action).pathname);
      const note = form.matches('form[data-anteckning]') && !e.submitter?.hasAttribute('formaction') && author(form);
      if (!out && !note) return;
      e.preventDefault();
      e.stopPropagation();
      if (note) press(form);
      else leave(form).catch(() => form.submit());
    },
    true,
  );
  document.addEventListener('input', (e) => e.target.form && touched.add(e.target.form));
  window.addEventListener('online', sync);
  document.addEventListener('visibilitychange', () => document.hidden || sync());

  // At once: somebody may press before the rest is ready.
  forms().forEach((form) => form.dataset.anteckning && skew.set(form, Number(form.dataset.anteckning) * 1000 - Date.now()));
  async function begin() {
    const main = document.querySelector('main');
    const whose = main.querySelector(':scope > .akt');
    if (whose) whose.after(box);
    else main.prepend(box);
    await tidy();
    for (const form of shell ? [] : forms()) {
      await remember(form);
      await putBack(form);
    }
    if (shell) {
      await furnish();
      await draw('');
      clock = setTimeout(look, 3000);
    } else if (me) await sync();
    else await draw('');
    if (me && forms().length) await navigator.serviceWorker?.register('/assets/js/utan-nat.js', { scope: '/' });
  }
  begin().catch(() => {});
})();
