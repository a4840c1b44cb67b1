/**
 * Forged states and what their servers would answer, for tests of the referee.
 *
 * @module
 */
import type { ForgedState } from '../forge/forged';
import { publishedFile } from '../forge/odd-pki';
import { crl, ocspReply } from '../forge/revocation';
import { TEST_INSTANT } from '../forge/testing-profile';
import { NO_MATERIAL } from '../formats/material';
import { DEFAULT_POLICY } from './default-policy';
import { validate, wanted } from './validate';
import type { DetachedContent, Material, SignatureReport, ValidationContext } from './validation';

export const EMPTY_MATERIAL: Material = NO_MATERIAL;

/** The state's root is the only anchor; nothing is at hand but what the file brings. */
export function contextOf(state: ForgedState, change: Partial<ValidationContext> = {}): ValidationContext {
  return {
    currentTime: TEST_INSTANT,
    anchors: [state.root.certificate],
    material: EMPTY_MATERIAL,
    algorithms: DEFAULT_POLICY,
    timeModel: 'best-signature-time',
    ...change,
  };
}

/** Answers what the referee wants as the servers of the state would. */
export function gather(state: ForgedState, file: Uint8Array, context: ValidationContext): ValidationContext {
  const tried = new Set<string>();
  let { material } = context;
  for (let round = 0; round < 6; round += 1) {
    for (const want of wanted(file, [], { ...context, material })) {
      const key = want.kind === 'ocsp' ? Buffer.from(want.request).toString('hex') : want.url;
      if (tried.has(key)) continue;
      tried.add(key);
      if (want.kind === 'ocsp' && !want.url.endsWith('-of-nobody')) {
        material = {
          ...material,
          ocspResponses: [...material.ocspResponses, ocspReply(state, want.request)],
        };
      }
      if (want.kind === 'crl') {
        const list = listAt(state, want.url);
        if (list !== null) material = { ...material, crls: [...material.crls, list] };
      }
    }
  }
  return { ...context, material };
}

/** Null where nobody answers under the address. */
function listAt(state: ForgedState, url: string): Uint8Array | null {
  const path = url.slice(state.url.length + 1);
  if (path.startsWith('authorities/')) return publishedFile(state, path);
  if (path.endsWith('-of-nobody')) return null;
  return crl(state, url.includes('root') ? 'root' : 'issuing');
}

/** The report on the one signature of a file. */
export function judgeOne(
  file: Uint8Array,
  content: Uint8Array | null,
  context: ValidationContext,
): SignatureReport {
  const contents: readonly DetachedContent[] = content === null ? [] : [{ name: null, bytes: [content] }];
  const { signatures } = validate({ file, contents, context });
  const [report] = signatures;
  if (report === undefined || signatures.length !== 1)
    throw new Error(`${signatures.length} signatures, expected one`);
  return report;
}

/** What did not pass, for the message of an assertion. */
export function explain(report: SignatureReport): string {
  return report.findings
    .filter(({ status }) => status !== 'passed')
    .map(({ check, found }) => `${check}: ${found}`)
    .join('\n');
}
