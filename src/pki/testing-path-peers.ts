/**
 * What OpenSSL, BouncyCastle and the JDK say of a path: all paths of a table in one process of each.
 *
 * @module
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askPkix } from '../testing/gost-peers';
import type { PolicyInputs } from './policy-graph';
import type { TestCertificate } from './testing-certificates';
import { ANY, ROOT } from './testing-paths';

export interface PathQuestion {
  /** The highest below the root first, the end entity last. */
  readonly chain: readonly TestCertificate[];
  readonly inputs: PolicyInputs;
  readonly at: number;
  /** Empty: revocation is not asked for. */
  readonly lists: readonly Uint8Array[];
  /** Of issuers of lists. */
  readonly others: readonly TestCertificate[];
}

/** `valid`, or half a sentence of the peer. */
export type Answers = readonly string[];

function withFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'tamga-paths-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const pem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${Buffer.from(der)
    .toString('base64')
    .replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;

export function askOpenSsl(questions: readonly PathQuestion[]): Answers {
  return withFolder((folder) => {
    const file = (name: string, text: string) => writeFileSync(join(folder, name), text);
    const certificates = (all: readonly TestCertificate[]) =>
      all.map(({ der }) => pem('CERTIFICATE', der)).join('');
    file('root', certificates([ROOT]));
    const script = questions.map(({ chain, inputs, at, lists, others }, index) => {
      file(`target${index}`, certificates(chain.slice(-1)));
      file(`pool${index}`, certificates([...chain.slice(0, -1), ...others]));
      file(`lists${index}`, lists.map((der) => pem('X509 CRL', der)).join(''));
      // Without a policy it holds every explicit one against none.
      const policies = (inputs.policies ?? [ANY]).map((oid) => `-policy ${oid}`);
      const flags = [
        `-attime ${Math.floor(at / 1000)} -policy_check`,
        ...policies,
        inputs.requireExplicitPolicy ? '-explicit_policy' : '',
        inputs.inhibitPolicyMapping ? '-inhibit_map' : '',
        inputs.inhibitAnyPolicy ? '-inhibit_any' : '',
        lists.length === 0 ? '' : `-crl_check -extended_crl -use_deltas -CRLfile lists${index}`,
      ].join(' ');
      const pool = chain.length + others.length > 1 ? `-untrusted pool${index}` : '';
      return `openssl verify ${flags} -CAfile root ${pool} target${index} 2>&1 | tr '\\n' ' '; echo`;
    });
    const done = spawnSync('sh', ['-c', script.join('\n')], { cwd: folder, encoding: 'utf8' });
    const lines = done.stdout.split('\n').slice(0, questions.length);
    return lines.map((line) =>
      /target\d+: OK\s*$/.test(line) ? 'valid' : (/lookup: ([^C]+)/.exec(line)?.[1] ?? line).trim(),
    );
  });
}

/** Of each question the answer of BouncyCastle and that of the JDK. */
function askJavaPeers(questions: readonly PathQuestion[]): readonly (readonly [string, string])[] {
  return withFolder((folder) => {
    let files = 0;
    const file = (der: Uint8Array, end: string): string => {
      files += 1;
      const name = join(folder, `${files}.${end}`);
      writeFileSync(name, der);
      return name;
    };
    const root = file(ROOT.der, 'cer');
    const lines = questions.map(({ chain, inputs, at, lists, others }) => {
      const path = [...chain].reverse().map(({ der }) => file(der, 'cer'));
      const material = [
        ...lists.map((der) => file(der, 'crl')),
        ...(lists.length === 0 ? [] : others.map(({ der }) => file(der, 'cer'))),
      ];
      const flags = [
        inputs.requireExplicitPolicy ? 'e' : '',
        inputs.inhibitPolicyMapping ? 'm' : '',
        inputs.inhibitAnyPolicy ? 'a' : '',
      ].join('');
      return [
        root,
        path.join(),
        material.join() || '-',
        at,
        inputs.policies?.join() ?? '-',
        flags || '-',
      ].join(' ');
    });
    return askPkix(lines).map((line) => {
      const [bouncyCastle = '', jdk = ''] = line.split(' | ').map((one) => (one === 'VALID' ? 'valid' : one));
      return [bouncyCastle, jdk];
    });
  });
}

/** What both Java peers say otherwise than the table; `judge` compares the answers of one of them. */
export function javaDisagreements(
  questions: readonly PathQuestion[],
  judge: (peer: 'bouncyCastle' | 'jdk', answers: readonly string[]) => readonly string[],
): readonly string[] {
  const answers = askJavaPeers(questions);
  return [
    ...judge(
      'bouncyCastle',
      answers.map(([bouncyCastle]) => bouncyCastle),
    ),
    ...judge(
      'jdk',
      answers.map(([, jdk]) => jdk),
    ),
  ];
}
