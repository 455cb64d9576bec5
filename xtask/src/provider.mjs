// A provider that others have written (oidc-provider), for one program on this machine: everybody is who they say.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const [base, client_id, client_secret, back, out] = process.argv.slice(2);
// Whoever started it reads the first line alone.
process.stdout.on('error', () => {});
const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{
      client_id,
      client_secret,
      redirect_uris: [base + back],
      post_logout_redirect_uris: [base + out],
      response_types: ['code'],
      grant_types: ['authorization_code'],
    }],
    pkce: { required: () => true },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    // The municipality has said yes for everybody.
    async loadExistingGrant(ctx) {
      const { provider: own, client, session } = ctx.oidc;
      const grant = new own.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
