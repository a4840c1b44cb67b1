/**
 * Endpoints that are honest in another way than most, for nobody to accuse.
 *
 * @module
 */
import type { Lie } from './lie';
import { slowly } from './replying';

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
];
