/**
 * `tamga init`: begins the profile of one state, so that its team can find out what the others would say.
 *
 * @module
 */
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { SUITE_IDS } from '../crypto/suites';
import { KNOWN_DIALECTS } from '../exchange/door';
import { EXIT, TamgaError } from '../model/error';
import { packageRoot } from '../model/package-root';
import type { Profile, StateCode } from '../model/profile';
import { readAnchorFile } from '../roster/anchors';
import { loadRoster } from '../roster/roster';
import { makeFolder, writeJson, writeWhole } from '../round/files';
import { type Given, usage } from './arguments';
import type { Command } from './command';
import { answersGiven, codeOf } from './init-answers';
import { guideText, openEnds } from './init-guide';
import { anchorPath, profileFrom } from './init-profile';
import { type Reference, referencesFor } from './init-references';
import { type Ask, answersAsked, atTerminal } from './init-wizard';

export const initCommand: Command = {
  name: 'init',
  about:
    'Begins the profile of a state with a page that says what is left to do. At a terminal it asks for what is not given.',
  usage: [
    'tamga init CODE',
    'tamga init CODE --dialect NAME [--sign-url URL] [--verify-url URL] [--auth SCHEME] [--suite ID]… [--force]',
  ],
  options: {
    profiles: { value: 'DIR', text: 'folder that it is written to (default: my-round)' },
    name: { value: 'TEXT', text: 'name of the state in English' },
    role: { value: 'ROLE', text: 'member or observer' },
    dialect: { value: 'NAME', text: 'what the endpoints speak; tamga list --dialects shows all' },
    'sign-url': { value: 'URL', text: 'base URL of the endpoint that signs' },
    'verify-url': { value: 'URL', text: 'base URL of the endpoint that verifies' },
    auth: { value: 'SCHEME', text: 'none, bearer, basic, header, oauth2 or mutual-tls (default: none)' },
    format: { value: 'NAME', repeatable: true, text: 'what is claimed (default: CAdES)' },
    level: { value: 'LEVEL', repeatable: true, text: 'baseline level that is claimed (default: B-B)' },
    suite: {
      value: 'ID',
      repeatable: true,
      text: 'signature suite, the preferred one first (default: rsa-pkcs1-sha256)',
    },
    accepts: {
      value: 'CODES',
      text: 'states whose roots the verifier has, with commas (default: its own alone)',
    },
    anchor: { value: 'FILE', text: 'root certificate of the state; a copy is put beside the profile' },
    alone: { text: 'without the reference states, which a new folder gets to meet' },
    force: { text: 'replace a profile that is there' },
  },
  positionals: { name: 'CODE', atLeast: 1 },
  examples: [
    'tamga init KZ',
    'tamga init KZ --dialect ncanode-v3 --verify-url https://verify.example/ --auth bearer',
    'tamga init GE --dialect dss-rest --sign-url https://dss.example/ --verify-url https://dss.example/ --anchor root.pem',
  ],
  exits: [EXIT.ok, EXIT.configuration],
  async run(given, console) {
    const terminal = process.stdin.isTTY === true && !given.has('json') && !given.has('dialect');
    const written = await begin(given, terminal ? atTerminal : null);
    if (given.has('json')) {
      console.out(JSON.stringify(written));
      return EXIT.ok;
    }
    const { profile, guide, open, next } = written;
    console.out(`written  ${profile}\nwritten  ${guide}`);
    for (const one of open) console.out(`to do    ${one}`);
    console.out(['next', ...next.map((line) => `  ${line.replace(/^npx /, '')}`)].join('\n'));
    return EXIT.ok;
  },
};

interface Begun {
  readonly profile: string;
  readonly guide: string;
  /** What keeps a round from being asked. */
  readonly open: readonly string[];
  readonly next: readonly string[];
}

/** `converse`: asks for what is not given; null where nobody is there to be asked. */
export async function begin(
  given: Given,
  converse: ((work: (ask: Ask) => Promise<Profile>) => Promise<Profile>) | null,
): Promise<Begun> {
  const code = codeOf(given);
  const folder = resolve(given.text('profiles') ?? 'my-round');
  const [file, guide] = ['json', 'md'].map((kind) => join(folder, `${code.toLowerCase()}.${kind}`));
  if (file === undefined || guide === undefined)
    throw new TamgaError('TAMGA-E-INTERNAL', 'a path is missing');
  requireFree([file, guide], given);
  const known = referenceOf(code);
  const profile =
    converse === null
      ? profileFrom(answersGiven(given, known), known)
      : await converse(async (ask) => profileFrom(await answersAsked(given, known, ask), known));

  const anchor = given.text('anchor');
  if (anchor !== undefined) readAnchorFile(anchor);
  const references = given.has('alone') || isUsed(folder) ? [] : referencesFor(code);
  requireRoster(folder, profile, references);
  const next = nextFor(code, folder);
  const anchored = anchor !== undefined || existsSync(join(folder, anchorPath(code)));
  const writing = { folder, code, anchor, file, guide };
  write(writing, profile, references, guideText({ profile, anchored, next }));
  return { profile: file, guide, open: openEnds({ profile, anchored }), next };
}

interface Writing {
  readonly folder: string;
  readonly code: StateCode;
  readonly anchor: string | undefined;
  readonly file: string;
  readonly guide: string;
}

function write(
  { folder, code, anchor, file, guide }: Writing,
  profile: Profile,
  references: readonly Reference[],
  text: string,
): void {
  try {
    makeFolder(folder);
    for (const { name, content } of references) writeWhole(join(folder, name), content);
    if (anchor !== undefined) {
      const place = join(folder, anchorPath(code));
      makeFolder(dirname(place));
      copyFileSync(anchor, place);
    }
    writeWhole(guide, text);
    writeJson(file, profile);
  } catch (cause) {
    throw new TamgaError('TAMGA-E-OUT-DIR', `${folder} cannot be written`, {
      hint: 'Name a folder that you may write with --profiles.',
      cause,
    });
  }
}

function requireFree(files: readonly string[], given: Given): void {
  const [taken] = files.filter((file) => existsSync(file));
  if (taken === undefined || given.has('force')) return;
  throw usage(
    `${taken} is there already`,
    { name: 'init' },
    'It is replaced with --force; --profiles names another folder.',
  );
}

function isUsed(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.json'));
}

function referenceOf(code: StateCode): Profile | undefined {
  const file = join(packageRoot(), 'profiles', `${code.toLowerCase()}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** As a round would read the folder, in a place where a fault leaves nothing behind. */
function requireRoster(folder: string, profile: Profile, references: readonly Reference[]): void {
  const trial = mkdtempSync(join(tmpdir(), 'tamga-init-'));
  try {
    if (existsSync(folder)) {
      for (const name of readdirSync(folder).filter((one) => /^[a-z]{2}\.json$/.test(one)))
        copyFileSync(join(folder, name), join(trial, name));
    }
    for (const { name, content } of references) writeFileSync(join(trial, name), content);
    writeJson(join(trial, `${profile.code.toLowerCase()}.json`), profile);
    loadRoster({ folder: trial, suites: SUITE_IDS, dialects: KNOWN_DIALECTS });
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}

/** As they are typed where the package is installed. */
function nextFor(code: StateCode, folder: string): readonly string[] {
  const from = relative(process.cwd(), folder) || '.';
  const place = `--profiles ${/^[\w./-]+$/.test(from) ? from : JSON.stringify(from)}`;
  return [
    `npx tamga list ${place} --tags "@signer:${code} or @verifier:${code}"`,
    `npx tamga doctor ${code} ${place} --yes`,
    `npx tamga run ${place} --tags "@signer:${code} or @verifier:${code}" --yes`,
  ];
}
