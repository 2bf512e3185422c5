// Builds the web client into the package: installs when the lock file changed, builds when a source did, copies always.
// Called by Maven with the folder for the result; needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = join(import.meta.dirname, 'src/main/webui');
const built = join(source, 'dist');
const target = process.argv[2];
const GENERATED = new Set(['node_modules', 'dist', 'coverage', 'test-results']);

/** A hash over the names and bytes of files, so that neither a checkout nor a clock makes a build. */
function fingerprint(folder, hash = createHash('sha256')) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (GENERATED.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) fingerprint(path, hash);
    else hash.update(path.slice(source.length)).update(readFileSync(path));
  }
  return hash;
}

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

function npm(...args) {
  const run = spawnSync('npm', args, { cwd: source, stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status !== 0) {
    console.error(`npm ${args.join(' ')} failed in ${source}${run.error ? `: ${run.error.message}` : ''}`);
    process.exit(1);
  }
}

const lock = createHash('sha256').update(read(join(source, 'package-lock.json'))).digest('hex');
const lockStamp = join(source, 'node_modules/.family-grocer-lock');
if (read(lockStamp) !== lock) {
  npm('ci', '--no-audit', '--no-fund', '--loglevel=error');
  mkdirSync(join(source, 'node_modules'), { recursive: true });
  writeFileSync(lockStamp, lock);
}

const sources = fingerprint(source).digest('hex');
const buildStamp = join(source, 'node_modules/.family-grocer-build');
if (read(buildStamp) !== sources || !existsSync(join(built, 'index.html'))) {
  npm('run', 'build', '--silent');
  writeFileSync(buildStamp, sources);
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
cpSync(built, target, { recursive: true });
