/**
 * Puts the minted catalogue to programs that we did not write, and writes docs/peers.md.
 *
 * Run it after `npm run vectors`. A peer agrees when it refuses a negative or accepts a positive. Where it does not,
 * vectors/peers.json says whether it is blind there or disagrees, and why; a word that is missing or no longer needed is a
 * fault. `--check` compares with the document instead of writing it; `--list` prints the words that are missing.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const minted = join(root, 'reports', 'vectors');
const { values } = parseArgs({ options: { check: { type: 'boolean' }, list: { type: 'boolean' } } });
const readJson = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const index = readJson('vectors/index.json');
const words = readJson('vectors/peers.json');
const folder = mkdtempSync(join(tmpdir(), 'tamga-peers-'));

function run(program, args, options = {}) {
  const done = spawnSync(program, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26, ...options });
  return { exit: done.status, said: `${done.stdout ?? ''}${done.stderr ?? ''}` };
}

function pem(path, label) {
  const text = readFileSync(join(minted, path)).toString('base64').replace(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;
}

function writeTrust() {
  const anchors = index.anchors.map(({ path }) => pem(path, 'CERTIFICATE')).join('');
  const lists = index.published.filter(({ path }) => path.endsWith('.crl'));
  // xmlsec1 reads one certificate from a file.
  for (const [at, { path }] of index.anchors.entries()) {
    writeFileSync(join(folder, `anchor-${at}.pem`), pem(path, 'CERTIFICATE'));
  }
  writeFileSync(join(folder, 'trust.pem'), anchors + lists.map(({ path }) => pem(path, 'X509 CRL')).join(''));
  const issuers = index.published.filter(({ path }) => path.endsWith('.cer') && !path.endsWith('/root.cer'));
  writeFileSync(join(folder, 'issuers.pem'), issuers.map(({ path }) => pem(path, 'CERTIFICATE')).join(''));
  for (const [at, { path }] of issuers.entries()) {
    writeFileSync(join(folder, `issuer-${at}.pem`), pem(path, 'CERTIFICATE'));
    issuerFiles.push(`issuer-${at}.pem`);
  }
  const [engine] = run('openssl', ['version', '-e']).said.match(/(?<=").*(?=")/) ?? [];
  const conf = `openssl_conf = o\n[o]\nengines = e\n[e]\ngost = g\n[g]\nengine_id = gost\ndynamic_path = ${engine}/gost.so\ndefault_algorithms = ALL\n`;
  writeFileSync(join(folder, 'gost.cnf'), conf);
}

const issuerFiles = [];
const instant = new Date(index.instant);
const epoch = String(instant.getTime() / 1000);

function openssl({ path, format, content }, environment = {}) {
  const { exit } = run(
    'openssl',
    [
      ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', join(minted, path)],
      ...(format === 'CAdES' ? ['-cades'] : []),
      ...(content === null ? [] : ['-content', join(minted, content.path)]),
      ...[
        '-CAfile',
        'trust.pem',
        '-certfile',
        'issuers.pem',
        '-no-CApath',
        '-no-CAstore',
        '-purpose',
        'any',
        '-attime',
        epoch,
      ],
      ...['-crl_check_all', '-out', 'content'],
    ],
    { env: { ...process.env, ...environment } },
  );
  return exit === 0;
}

/** The names under which the elements of the catalogue have their Id. */
const IDS = [
  'Signature',
  'Object',
  'SignedProperties',
  'SignatureValue',
  'KeyInfo',
  'Manifest',
  'Reference',
  'urn:oasis:names:specification:ubl:schema:xsd:Invoice-2:Invoice',
];

function xmlsec({ path, content }) {
  if (content !== null) copyFileSync(join(minted, content.path), join(folder, 'contract.txt'));
  copyFileSync(join(minted, path), join(folder, 'signature.xml'));
  const { exit } = run('xmlsec1', [
    '--verify',
    ...index.anchors.flatMap((_, at) => ['--trusted-pem', `anchor-${at}.pem`]),
    ...issuerFiles.flatMap((name) => ['--untrusted-pem', name]),
    ...['--verification-time', index.instant.slice(0, 19).replace('T', ' ')],
    ...['--enabled-reference-uris', 'empty,same-doc,local,remote'],
    ...IDS.flatMap((id) => ['--id-attr:Id', id]),
    'signature.xml',
  ]);
  return exit === 0;
}

function pdfsig({ path }) {
  const { said } = run('pdfsig', ['-nocert', join(minted, path)]);
  // What it has no words for, a document time-stamp, is neither.
  return said.includes('Signature is Valid') && !/Signature is Invalid|Digest Mismatch/.test(said);
}

const JARS = ['bcprov', 'bcpkix', 'bcutil'].map((name) => `/usr/share/java/${name}.jar`).join(':');

/** All files in one process; the answer to a good one is VALID. */
function bouncyCastle(files) {
  run('javac', ['-cp', JARS, '-d', folder, join(root, 'scripts', 'peers', 'CmsPeer.java')]);
  const questions = files.map(
    ({ path, content }) => `cms ${join(minted, path)} ${content === null ? '-' : join(minted, content.path)}`,
  );
  const { said } = run('java', ['-XX:+UseSerialGC', '-cp', `${JARS}:${folder}`, 'CmsPeer'], {
    input: `${questions.join('\n')}\n`,
  });
  return said
    .trim()
    .split('\n')
    .map((line) => line === 'VALID');
}

const one = (ask) => (files) => files.map((file) => ask(file));
const isCms = ({ format }) => format === 'CMS' || format === 'CAdES';
const isGost = ({ suite }) => suite.includes('gost') || suite.includes('dst');
const gostEnvironment = { OPENSSL_CONF: join(folder, 'gost.cnf') };

/** Each is shown one file of a case: the first that it can read. */
const PEERS = [
  {
    name: 'openssl',
    sees: (file) => isCms(file) && !isGost(file) && file.suite !== 'ed25519',
    ask: one((file) => openssl(file)),
  },
  {
    name: 'openssl+gost',
    sees: (file) => isCms(file) && isGost(file),
    ask: one((file) => openssl(file, gostEnvironment)),
  },
  { name: 'BouncyCastle', sees: isCms, ask: bouncyCastle },
  { name: 'xmlsec1', sees: ({ format }) => format === 'XMLDSig' || format === 'XAdES', ask: one(xmlsec) },
  { name: 'pdfsig', sees: ({ format }) => format === 'PDF' || format === 'PAdES', ask: one(pdfsig) },
];

const matches = (pattern, id) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(id);

function wordOf(peer, id) {
  return words[peer]?.find(({ cases }) => cases.some((pattern) => matches(pattern, id)));
}

function judge(peer) {
  const shown = index.cases.flatMap((item) => {
    const file = item.files.find(peer.sees);
    return file === undefined ? [] : [{ item, file }];
  });
  const accepted = peer.ask(shown.map(({ file }) => file));
  return shown.map(({ item, file }, at) => {
    const agrees = accepted[at] === (item.polarity === 'positive');
    const word = wordOf(peer.name, item.id);
    const fault = agrees ? null : word === undefined ? 'has no word' : null;
    return { id: item.id, file, agrees, word, fault };
  });
}

function tableOf(results) {
  const cell = (row) => {
    if (row === undefined) return '';
    if (row.agrees) return 'agrees';
    return row.word === undefined ? '**unexplained**' : row.word.says;
  };
  const lines = index.cases.map(({ id, polarity }) => {
    const rows = results.map(({ rows: all }) => cell(all.find((row) => row.id === id)));
    return `| \`${id}\` | ${polarity === 'positive' ? 'accept' : 'refuse'} | ${rows.join(' | ')} |`;
  });
  const names = PEERS.map(({ name }) => name);
  return [`| case | right | ${names.join(' | ')} |`, `|${' --- |'.repeat(names.length + 2)}`, ...lines];
}

function reasons(results) {
  return results.flatMap(({ name, rows }) => {
    const counts = `${rows.filter(({ agrees }) => agrees).length} of ${rows.length} agree`;
    const met = (words[name] ?? []).flatMap((word) => {
      const ids = rows.filter((row) => !row.agrees && row.word === word).map(({ id }) => `\`${id}\``);
      return ids.length === 0 ? [] : [`- ${word.says}: ${word.because} (${ids.join(', ')})`];
    });
    return [`## ${name}`, '', `${counts}.`, '', ...met, ''];
  });
}

function documentOf(results) {
  return `${[
    '# What other programs make of the catalogue',
    '',
    'Made by `node scripts/peer-table.mjs` from the files of `vectors/index.json` and the words of `vectors/peers.json`. Each',
    'program is shown one file of every case that it can read, with the anchors and lists of the catalogue at its instant.',
    '*agrees*: it refuses a negative or accepts a positive. *blind*: it does not look there. *disagrees*: it looks, and says',
    'otherwise for the reason below. An empty cell: it cannot read the formats of the case.',
    '',
    ...tableOf(results),
    '',
    ...reasons(results),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

if (!existsSync(minted)) throw new Error('reports/vectors/ is empty: npm run vectors');
writeTrust();
const results = PEERS.map((peer) => ({ name: peer.name, rows: judge(peer) }));
rmSync(folder, { recursive: true });

const faults = results.flatMap(({ name, rows }) => {
  const unexplained = rows
    .filter(({ fault }) => fault !== null)
    .map(({ id, file }) => `${name}: ${id} has no word (${file.path})`);
  const idle = (words[name] ?? []).filter((word) => rows.every((row) => row.agrees || row.word !== word));
  return [...unexplained, ...idle.map(({ because }) => `${name}: nobody needs the word "${because}"`)];
});
for (const { name, rows } of results) {
  const agree = rows.filter(({ agrees }) => agrees).length;
  console.log(`${name.padEnd(14)} ${agree} of ${rows.length} agree`);
}
for (const fault of values.list ? faults : faults.slice(0, 20)) console.error(fault);
const text = documentOf(results);
const target = join(root, 'docs', 'peers.md');
if (!values.check) writeFileSync(target, text);
else if (readFileSync(target, 'utf8') !== text) {
  console.error('docs/peers.md lags behind: npm run peers');
  process.exitCode = 1;
}
if (faults.length > 0) process.exitCode = 1;
