// A log-in with a provider that others have written (provider.mjs beside this), written down word for word: what it says
// of itself, its keys, what was asked, and what the code was exchanged for. The person and the program are invented.
import { spawn } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';
import { readFileSync, writeFileSync } from 'node:fs';

const [into] = process.argv.slice(2);
const [client, secret] = ['stadga', 'en-hemlighet-som-bara-prov-har'];
const base = 'https://stadga.example.se';
const [back, out] = ['/logga-in/kommun/svar', '/utloggad'];
const subject = 'sara-hos-kommunen';
const word = () => randomBytes(32).toString('base64url');
const { version } = JSON.parse(readFileSync('node_modules/oidc-provider/package.json', 'utf8'));

const provider = spawn('node', ['provider.mjs', base, client, secret, back, out], { stdio: ['ignore', 'pipe', 'ignore'] });
const issuer = await new Promise((found, failed) => {
  provider.on('exit', () => failed(new Error('the provider did not start')));
  createInterface({ input: provider.stdout }).on('line', (line) => line.startsWith('http://') && found(line));
});

const jar = new Map();
/** Asks as a browser does, with its cookies, and goes no further by itself. */
async function browse(address, form) {
  const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const body = form && new URLSearchParams(form);
  const answer = await fetch(address, { method: form ? 'POST' : 'GET', headers: { cookie }, body, redirect: 'manual' });
  for (const set of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(set);
    jar.set(name, value);
  }
  return answer;
}

/** Goes where it is sent, logs in when it is asked, and stops where the program would be. */
async function walk(address) {
  for (let steps = 0; steps < 12; steps += 1) {
    const answer = await browse(address);
    const next = answer.headers.get('location');
    if (next?.startsWith(base)) return new URL(next);
    if (next) {
      address = new URL(next, address).href;
      continue;
    }
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    const done = await browse(address, { prompt: 'login', login: subject, password: 'vad' });
    address = new URL(done.headers.get('location'), address).href;
  }
  throw new Error('no way through the log-in');
}

const told = async (address) => (await fetch(address)).json();

try {
  const discovery = await told(`${issuer}/.well-known/openid-configuration`);
  const keys = await told(discovery.jwks_uri);
  const since = Math.floor(Date.now() / 1000);
  const pending = { state: word(), nonce: word(), verifier: word(), since };
  const question = new URL(discovery.authorization_endpoint);
  const challenge = createHash('sha256').update(pending.verifier).digest('base64url');
  for (const [name, value] of Object.entries({
    response_type: 'code', client_id: client, redirect_uri: base + back, scope: 'openid', state: pending.state,
    nonce: pending.nonce, code_challenge: challenge, code_challenge_method: 'S256', prompt: 'login', max_age: '0',
  })) question.searchParams.set(name, value);
  const came = await walk(question.href);
  const [code, state] = ['code', 'state'].map((name) => came.searchParams.get(name));
  if (state !== pending.state) throw new Error(`no answer to the question: ${came}`);
  const proof = [client, secret].map(encodeURIComponent).join(':');
  const exchanged = await fetch(discovery.token_endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(proof).toString('base64')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code', code, redirect_uri: base + back, code_verifier: pending.verifier,
    }),
  });
  const answer = await exchanged.json();
  if (!answer.id_token) throw new Error(JSON.stringify(answer));
  // A key of the same kind under the same name, which the provider has never had.
  const [own] = keys.keys.filter((key) => key.alg === 'RS256' || key.kty === 'RSA');
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: own.kid, alg: 'RS256', use: 'sig' }] };
  const at = Math.floor(Date.now() / 1000);
  const recorded = {
    provider: `oidc-provider ${version}`, at, issuer, client, secret, back: base + back, out: base + out, subject,
    discovery, keys, foreign, pending, code, answer,
  };
  writeFileSync(into, `${JSON.stringify(recorded, null, 2)}\n`);
} finally {
  provider.removeAllListeners('exit');
  provider.kill();
}
