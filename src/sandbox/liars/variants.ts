/**
 * Endpoints that are honest in another way than most, for nobody to accuse.
 *
 * @module
 */
import { children, contents, parseDer, raw } from '../../encoding/der';
import { contextTag, TAG } from '../../encoding/tags';
import type { Lie } from './lie';
import { slowly } from './replying';
import { handingOn } from './signing';

export const VARIANTS: readonly Lie[] = [
  {
    id: 'slow',
    role: 'verify',
    does: 'Answers right, after a while.',
    seen: 'services behind long queues',
    harm: 'availability',
    replies: slowly(60),
  },
  {
    id: 'slow-signer',
    role: 'sign',
    does: 'Signs right, after a while.',
    seen: 'remote signing with a person at the other end',
    harm: 'availability',
    replies: slowly(60),
  },
  {
    id: 'writes-ber',
    role: 'sign',
    does: 'Writes CMS in BER with indefinite lengths.',
    seen: 'national products that write as they go',
    harm: 'conformance',
    signs: handingOn((signature, { format }) =>
      format === 'CAdES' || format === 'CMS' ? inIndefiniteLengths(signature) : signature,
    ),
  },
];

const END_OF_CONTENTS = Buffer.alloc(2);

/** ContentInfo, its [0] and SignedData; nothing of that is signed. */
function inIndefiniteLengths(der: Uint8Array): Uint8Array {
  const [type, wrapper] = children(parseDer(der));
  const [data] = wrapper === undefined ? [] : children(wrapper);
  if (type === undefined || data === undefined) return der;
  return Buffer.concat([
    Buffer.of(TAG.sequence, 0x80),
    raw(type),
    Buffer.of(contextTag(0), 0x80),
    Buffer.of(TAG.sequence, 0x80),
    contents(data),
    END_OF_CONTENTS,
    END_OF_CONTENTS,
    END_OF_CONTENTS,
  ]);
}
