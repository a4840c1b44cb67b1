/**
 * The kits of a round as its plan keeps them: names and digests, never the files.
 *
 * @module
 */
import { sha256Hex } from '../exchange/store';
import type { Plan } from '../model/plan';
import type { Enrolment } from './enrolment';

/** What was in each kit, so that the file of a past round can be told from another one under the same name. */
export function kitsIn({ kits }: Pick<Enrolment, 'kits'>): Pick<Plan, 'kits'> {
  if (kits.size === 0) return {};
  const rows = [...kits].map(([code, artefacts]) => [
    code,
    artefacts.map(({ file, signature, content }) => ({
      case: file.case,
      path: file.path,
      sha256: sha256Hex(signature),
      contentSha256: content === null ? null : sha256Hex(content),
    })),
  ]);
  return { kits: Object.fromEntries(rows) };
}
