// npm test: set-up and every test, on a fresh machine too.
//   npm test [-- vitest arguments]     npm run test:full     (adds the slow exhaustive runs)
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  buildPackages,
  checkNode,
  fail,
  have,
  installDebian,
  installPackages,
  isRoot,
  root,
  run,
  step,
} from './lib.mjs';

const passed = process.argv.slice(2);
const full = passed.includes('--full');
const rest = passed.filter((argument) => argument !== '--full');

/** Programs that tests run as the other side, and the Debian packages that bring them. */
const PEERS = {
  ip: 'iproute2',
  tc: 'iproute2',
  ping: 'iputils-ping',
  arping: 'arping',
  curl: 'curl',
  socat: 'socat',
  tshark: 'tshark',
  wrk: 'wrk',
  'qemu-system-x86_64': 'qemu-system-x86',
  busybox: 'busybox-static',
  cpio: 'cpio',
  dnsmasq: 'dnsmasq-base',
  dhclient: 'isc-dhcp-client',
  radvd: 'radvd',
  bridge: 'iproute2',
  dig: 'bind9-dnsutils',
  nsupdate: 'bind9-dnsutils',
  kdig: 'knot-dnsutils',
  drill: 'ldnsutils',
  'ldns-signzone': 'ldnsutils',
  'ldns-verify-zone': 'ldnsutils',
  'dnssec-verify': 'bind9-utils',
  delv: 'bind9-dnsutils',
  named: 'bind9',
  unbound: 'unbound',
  dnsperf: 'dnsperf',
  nsd: 'nsd',
  knotd: 'knot',
};

checkNode();
await installPackages();

const missing = Object.keys(PEERS).filter((program) => !have(program));
if (missing.length > 0) {
  const packages = [...new Set(missing.map((program) => PEERS[program]))];
  if (!(await installDebian(packages))) {
    console.log(`left out: tests that need ${missing.join(', ')} (as root: apt-get install ${packages.join(' ')})`);
  }
}
if (!isRoot()) console.log('left out: tests against the Linux kernel (they make network namespaces: run as root)');

await buildPackages();

step('Checking types, lint and format');
const bin = (name) => join(root, 'node_modules', '.bin', name);
if ((await run(bin('tsc'), ['-p', 'tsconfig.json'])) !== 0) fail('the type check failed; see above');
if ((await run(bin('biome'), ['ci', '.'])) !== 0) fail('lint or format failed; `npm run format` mends most');

step(full ? 'Running every test, the slow ones too' : 'Running the tests');
const results = mkdtempSync(join(tmpdir(), 'morgana-test-'));
const report = join(results, 'report.json');
const env = { ...process.env, MORGANA_TEST_FULL: full ? '1' : '' };
const status = await run(
  bin('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...rest],
  { env },
);
let summary = null;
try {
  summary = JSON.parse(readFileSync(report, 'utf8'));
} catch {
  fail(`vitest ended with status ${status} and left no report`);
} finally {
  rmSync(results, { recursive: true, force: true });
}
for (const file of summary.testResults) {
  for (const test of file.assertionResults) {
    if (test.status === 'pending' || test.status === 'skipped') console.log(`skipped: ${test.fullName}`);
  }
}
console.log(
  `${summary.numPassedTests} passed, ${summary.numFailedTests} failed, ${summary.numPendingTests + summary.numTodoTests} skipped`,
);
process.exitCode = status;
