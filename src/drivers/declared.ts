/**
 * A dialect whose interface the profile describes: questions in its words, replies read by its expressions.
 *
 * @module
 */
import type { Answer, SignAnswer, Unsupported } from '../model/answer';
import type { ResponseMapping, Words } from '../model/mapping';
import { answering } from './answering';
import { type Asked, askedToSign, askedToVerify, inWordsOf, withoutPlace } from './declared-request';
import { type Replied, readSignatureBy, readVerdictBy } from './declared-response';
import type { Driver, Link } from './driver';

interface Template {
  readonly words?: Words;
  readonly response: ResponseMapping;
}

export interface Declared {
  readonly dialect: string;
  /** What the profile says of it. */
  readonly described: string;
  templateOf(link: Link): Template;
  /** Where placeholders may stand. */
  textsOf(link: Link): readonly string[];
  ask(link: Link, asked: Asked): Promise<Replied>;
  holds(link: Link): Promise<boolean>;
}

export function declaredDriver(declared: Declared): Driver {
  const { dialect, described, templateOf } = declared;
  return {
    dialect,
    granularity: 'sub-indication',
    unverified: [`what the profile says of ${described} are its own`],

    sign: (link, question) =>
      answering(dialect, () =>
        converse<SignAnswer>(declared, link, askedToSign(question), (replied) =>
          readSignatureBy(templateOf(link).response, replied),
        ),
      ),

    verify: (link, question) =>
      answering(dialect, () =>
        converse<Answer>(declared, link, askedToVerify(question), (replied) =>
          readVerdictBy(templateOf(link).response, replied),
        ),
      ),

    canary: async (link) => (await answering(dialect, () => declared.holds(link))) === true,
  };
}

async function converse<A>(
  { dialect, templateOf, textsOf, ask }: Declared,
  link: Link,
  question: Asked,
  read: (replied: Replied) => Promise<A>,
): Promise<A | Unsupported> {
  const asked = inWordsOf(dialect, question, templateOf(link).words);
  if ('kind' in asked) return asked;
  return withoutPlace(dialect, asked, textsOf(link)) ?? read(await ask(link, asked));
}
