/**
 * What may be changed after a signature, by its own word and that of the signatures before it.
 *
 * | change | no certification | level 1 | level 2 | level 3 |
 * |---|---|---|---|---|
 * | validation data, metadata, document time-stamps that do not show | yes | yes | yes | yes |
 * | document time-stamps that show on a page | yes | no | no | no |
 * | signing, filling in | yes | no | yes | yes |
 * | signing in a new field that shows on a page | yes | no | no | no |
 * | markup annotations | no | no | no | yes |
 *
 * A field that a signature locks (FieldMDP, /Lock) may not be filled in or signed after it. New visible fields are refused
 * under certification because they can cover what was certified.
 *
 * @see ISO 32000-2, sections 12.8.2.2, 12.8.2.4 and 12.7.5.5
 * @module
 */
import type { Revision } from '../../encoding/pdf/revision';
import {
  isArray,
  isDictionary,
  isString,
  type PdfDictionary,
  type PdfValue,
} from '../../encoding/pdf/values';
import type { Change } from './changes';
import type { PermissionLevel } from './facts';
import type { FormNode } from './form';
import { decodeText } from './text';

export interface Permissions {
  /** Null: the signature does not certify. */
  readonly level: PermissionLevel | null;
  readonly locks: readonly Lock[];
}

interface Lock {
  readonly action: 'All' | 'Include' | 'Exclude';
  readonly fields: readonly string[];
}

/** `node`: the field of the signature, in the revision that it signs. */
export function permissionsOf(revision: Revision, dictionary: PdfDictionary, node: FormNode): Permissions {
  const levels: PermissionLevel[] = [];
  const locks: Lock[] = [];
  const add = (parameters: PdfValue, level: boolean, otherwise: PermissionLevel | null): void => {
    const stated = revision.get(parameters, 'P');
    const given = stated === 1 || stated === 2 || stated === 3 ? stated : otherwise;
    if (level && given !== null) levels.push(given);
    const lock = readLock(revision, parameters);
    if (lock !== undefined) locks.push(lock);
  };
  const references = revision.get(dictionary, 'Reference');
  for (const reference of isArray(references) ? references : []) {
    const method = revision.get(reference, 'TransformMethod');
    const parameters = revision.get(reference, 'TransformParams');
    // ISO 32000-2 table 257: P is 2 where it is not given.
    if (method === 'DocMDP') add(parameters, true, 2);
    if (method === 'FieldMDP') add(parameters, false, null);
  }
  add(revision.get(node.dictionary, 'Lock'), true, null);
  return { level: strictest(levels), locks };
}

export function together(all: readonly Permissions[]): Permissions {
  return {
    level: strictest(all.flatMap(({ level }) => (level === null ? [] : [level]))),
    locks: all.flatMap(({ locks }) => locks),
  };
}

export function isPermitted(change: Change, { level, locks }: Permissions): boolean {
  switch (change.kind) {
    case 'forbidden':
      return false;
    case 'validation-data':
    case 'metadata':
      return true;
    case 'annotation':
      return level === 3;
    case 'form':
      return level !== 1 && !isLocked(locks, change.field);
    case 'time-stamp':
      return level === null || !change.visible;
    case 'signature':
      return level === null
        ? !isLocked(locks, change.field)
        : level !== 1 && !(change.created && change.visible) && !isLocked(locks, change.field);
    default:
      return change satisfies never;
  }
}

function strictest(levels: readonly PermissionLevel[]): PermissionLevel | null {
  return levels.length === 0 ? null : levels.reduce((one, other) => (other < one ? other : one));
}

function readLock(revision: Revision, holder: PdfValue): Lock | undefined {
  const action = revision.get(holder, 'Action');
  if (!isDictionary(revision.resolve(holder))) return undefined;
  if (action !== 'All' && action !== 'Include' && action !== 'Exclude') return undefined;
  const fields = revision.get(holder, 'Fields');
  const names = (isArray(fields) ? fields : []).flatMap((field) => {
    const name = revision.resolve(field);
    return isString(name) ? [decodeText(name.bytes)] : [];
  });
  return { action, fields: names };
}

/** ISO 32000-2 section 12.7.5.5. A name that is listed stands for all fields below it. */
function isLocked(locks: readonly Lock[], field: string): boolean {
  return locks.some(({ action, fields }) => {
    if (action === 'All') return true;
    const listed = fields.some((name) => field === name || field.startsWith(`${name}.`));
    return action === 'Include' ? listed : !listed;
  });
}
