// Two OpenID Connect providers for a test, told apart as real ones differ: the first tells the e-mail address only when
// asked (userinfo), signs with RS256 and takes the client secret in a header; the second puts it into the ID token,
// signs with ES256 and takes the secret in the body. Whoever signs in as x is x@example.org; as unverified-x, not surely.
// Usage: node server.mjs <file for the issuers, as JSON>; the secret is in CLIENT_SECRET.
import { generateKeyPairSync } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const asked = { alg: 'RS256', inIdToken: false, auth: 'client_secret_basic', name: 'asked' };
const telling = { alg: 'ES256', inIdToken: true, auth: 'client_secret_post', name: 'telling' };

function key({ alg }) {
  const pair =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...pair.privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: `${alg}-1` };
}

function configuration(kind) {
  return {
    clients: [
      {
        client_id: 'family-grocer',
        client_secret: process.env.CLIENT_SECRET,
        redirect_uris: [`http://localhost:8080/sign-in/with/${kind.name}`],
        token_endpoint_auth_method: kind.auth,
        id_token_signed_response_alg: kind.alg,
      },
    ],
    clientAuthMethods: [kind.auth],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: !kind.inIdToken,
    pkce: { required: () => true },
    jwks: { keys: [key(kind)] },
    cookies: { keys: ['only for a test'] },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 600, IdToken: 60, Interaction: 60, Session: 600 },
    findAccount: (ctx, sub) => ({
      accountId: sub,
      claims: () => ({
        sub,
        email: `${sub}@example.org`,
        email_verified: !sub.startsWith('unverified-'),
        name: `Somebody called ${sub}`,
      }),
    }),
  };
}

async function listen(kind) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  const issuer = `http://localhost:${server.address().port}`;
  server.on('request', new Provider(issuer, configuration(kind)).callback());
  return issuer;
}

const file = process.argv[2];
writeFileSync(`${file}.part`, JSON.stringify({ asked: await listen(asked), telling: await listen(telling) }));
renameSync(`${file}.part`, file);
