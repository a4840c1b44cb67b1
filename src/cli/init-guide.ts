/**
 * The page beside a new profile: JSON has no comments, and a remark inside would change the digest that a round is bound to.
 *
 * @module
 */
import { textsOf } from '../model/endpoint-texts';
import { endpointsOf } from '../model/endpoints';
import type { Profile } from '../model/profile';

interface Row {
  /** JSON pointer. */
  readonly place: string;
  readonly says: string;
  readonly todo: string;
}

interface GuideFacts {
  readonly profile: Profile;
  /** The anchor was given and copied. */
  readonly anchored: boolean;
  readonly next: readonly string[];
}

export function guideText({ profile, anchored, next }: GuideFacts): string {
  const { code, name } = profile;
  const file = `${code.toLowerCase()}.json`;
  return [
    `# ${name} (${code}): what stands in ${file}, and what is left to do`,
    '',
    'Written by `tamga init`. The profile itself is plain JSON without remarks, because its digest is part of every round;',
    'this page is yours to change or to delete.',
    '',
    '| place | what it says | what to do |',
    '|---|---|---|',
    ...rowsFor(profile, anchored).map(({ place, says, todo }) => `| \`${place}\` | ${says} | ${todo} |`),
    '',
    'Then, in this order:',
    '',
    '```sh',
    ...next,
    '```',
    '',
  ].join('\n');
}

/** What keeps a round from being asked at all. */
export function openEnds({ profile, anchored }: Pick<GuideFacts, 'profile' | 'anchored'>): readonly string[] {
  const secrets = endpointsOf(profile).flatMap(({ endpoint }) => textsOf(endpoint));
  const references = new Set(
    secrets.map(({ text }) => text).filter((text) => /^(env|file|file-base64):/.test(text)),
  );
  return [
    ...[...references].map((reference) =>
      reference.startsWith('env:')
        ? `set the environment variable ${reference.slice('env:'.length)}`
        : `write the file ${reference.slice(reference.indexOf(':') + 1)} beside the profile`,
    ),
    ...(anchored ? [] : [`put the root of the state into ${anchorOf(profile)} beside the profile, in PEM`]),
  ];
}

function rowsFor(profile: Profile, anchored: boolean): readonly Row[] {
  const { evidenceClass, claims, trust, algorithms, timeModel } = profile;
  const endpoints = endpointsOf(profile).flatMap(({ pointer, endpoint }): readonly Row[] => [
    {
      place: `${pointer}/dialect`,
      says: `it speaks \`${endpoint.dialect}\``,
      todo: 'see `tamga list --dialects`; some need `options`, see docs/profiles.md',
    },
    {
      place: `${pointer}/auth`,
      says: `the scheme is \`${endpoint.auth.scheme}\``,
      todo: 'correct user, header or address; a secret is named as `env:NAME` or `file:PATH`, never written here',
    },
    {
      place: `${pointer}/budget`,
      says: `${endpoint.budget.concurrency} calls at once, ${endpoint.budget.retries} second attempt`,
      todo: 'agree with the operator; `perSecond`, `perDay` and `quietHours` may be added',
    },
  ]);
  return [
    { place: '/evidenceClass', says: evidenceClass, todo: '`witnessed` once another party has watched' },
    ...endpoints,
    {
      place: '/claims',
      says: claims.map(({ role, format }) => `${role} ${format}`).join(', '),
      todo: 'state every level, packaging and suite that you do; the first suite is the preferred one',
    },
    {
      place: '/trust/publishes',
      says: `the root is ${anchorOf(profile)}`,
      todo: anchored ? 'nothing, it was copied there' : 'put it there, in PEM',
    },
    {
      place: '/trust/accepts',
      says: trust.accepts.join(', '),
      todo: 'name every state whose roots are installed, the simulated ones too if theirs are',
    },
    {
      place: '/algorithms',
      says: `digests ${Object.keys(algorithms.digests).join(', ')}`,
      todo: 'state what the verifier really accepts, and until when',
    },
    { place: '/timeModel', says: timeModel, todo: '`now` or `claimed` where the verifier judges otherwise' },
    {
      place: '/certificateProfile',
      says: 'how certificates of the state look',
      todo: 'correct it after a real certificate; the forge mints after it',
    },
    {
      place: '/provenance',
      says: 'what nobody has checked',
      todo: 'take a line out when the place is right, or name its source',
    },
  ];
}

function anchorOf({ trust }: Profile): string {
  const [first] = trust.publishes;
  return first?.from === 'file' ? first.path : '';
}
