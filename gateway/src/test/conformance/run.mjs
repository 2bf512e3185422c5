// node run.mjs ORIGIN_PORT GATEWAY_URL [TEST_ID]
// Serves the origin of http-cache-tests below the path of GATEWAY_URL, runs its tests against GATEWAY_URL, and says how
// each ended as JSON: {id: {passed, reason, required, elsewhere}}. `elsewhere` names the caches whose published results
// pass the test.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fetch from 'node-fetch';

const home = dirname(createRequire(import.meta.url).resolve('http-cache-tests/package.json'));
const load = (path) => import(join(home, path));
const { default: handleConfig } = await load('server/handle-config.mjs');
const { default: handleTest } = await load('server/handle-test.mjs');
const { default: handleState } = await load('server/handle-state.mjs');
const { default: suites } = await load('tests/index.mjs');
const { default: surrogate } = await load('tests/surrogate-control.mjs');
const { runTests, getResults } = await load('client/runner.mjs');

const [port, base, only] = process.argv.slice(2);
const prefix = new URL(base).pathname;
console.log = console.error;

// Of RFC 9213, which is newer than the package: a field for caches in front of a service wins over Cache-Control.
const targeted = (id, directive) => ({
  id,
  name: `A shared cache must not reuse a response with \`CDN-Cache-Control: ${directive}\`, whatever else it says`,
  requests: [
    {
      response_headers: [
        ['CDN-Cache-Control', directive],
        ['Cache-Control', 'max-age=10000'],
        ['Expires', 10000],
        ['Date', 0],
      ],
      setup: true,
    },
    { expected_type: 'not_cached' },
  ],
});
const cdn = {
  id: 'cdn-cache-control',
  name: 'CDN-Cache-Control',
  tests: [targeted('cdn-private', 'private'), targeted('cdn-no-cache', 'no-cache'), targeted('cdn-no-store', 'no-store')],
};

const handlers = { config: handleConfig, test: handleTest, state: handleState };
const origin = createServer((request, response) => {
  const [kind, ...rest] = new URL(request.url, base).pathname.slice(prefix.length + 1).split('/');
  if (handlers[kind]) {
    handlers[kind](rest, request, response);
  } else {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => origin.listen(Number(port), 'localhost', ready));

const all = [...suites, surrogate, cdn];
const chosen = all.map((suite) => ({ ...suite, tests: suite.tests.filter((test) => !only || test.id === only) }));
if (only) chosen.forEach((suite) => suite.tests.forEach((test) => (test.dump = true)));
await runTests(chosen, fetch, false, base, 40);

const published = ['nginx', 'squid', 'varnish'].map((name) => [
  name,
  JSON.parse(readFileSync(join(home, 'results', `${name}.json`), 'utf8')),
]);
const tests = new Map(all.flatMap((suite) => suite.tests.map((test) => [test.id, test])));
const results = {};
for (const [id, result] of Object.entries(getResults())) {
  results[id] = {
    passed: result === true,
    reason: result === true ? '' : result.join(': '),
    required: (tests.get(id).kind ?? 'required') === 'required',
    elsewhere: published.filter(([, outcomes]) => outcomes[id] === true).map(([name]) => name),
  };
}
process.stdout.write(JSON.stringify(results), () => process.exit(0));
