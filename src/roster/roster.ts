/**
 * Reads the profiles of a round once, or says everything that is wrong with them at once.
 *
 * - TAMGA-E-PROFILE-READ: the folder or a file cannot be read, is not JSON, or is named as no profile is.
 * - TAMGA-E-PROFILE-SCHEMA: a file does not match `profiles/profile.schema.json`.
 * - TAMGA-E-PROFILE-MEANING: it matches, but contradicts itself, our tables or another profile.
 *
 * The error carries the first of these codes that applies; its message lists the faults of all three kinds.
 *
 * @module
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ValidateFunction } from 'ajv';
import { TamgaError } from '../model/error';
import type { KitArtefact } from '../model/kit';
import { packageRoot } from '../model/package-root';
import type { Profile, StateCode } from '../model/profile';
import type { Case } from '../model/vector';
import { canonicalDigest } from './canonical-json';
import { type Trouble, throwTroubles, troubleOf, troubles } from './fault';
import { readJsonFile } from './json-source';
import { readKit } from './kit';
import { type LoadedProfile, meaningFaults } from './meaning';
import { compileSchema, schemaFaults } from './schema';

export interface Roster {
  /** The folder of the profiles: paths in them start here. */
  readonly folder: string;
  /** In alphabetical order of their codes. */
  readonly profiles: readonly Profile[];
  /** SHA-256 of each profile's canonical bytes, by code. */
  readonly digests: Readonly<Record<StateCode, string>>;
  /** What real states bring, by code. */
  readonly kits: ReadonlyMap<StateCode, readonly KitArtefact[]>;
}

export interface RosterInput {
  readonly folder: string;
  /** Ids of the suite table. */
  readonly suites: readonly string[];
  /** Dialects of the driver registry. */
  readonly dialects: readonly string[];
  /** Of the catalogue; kits are left unread without them. */
  readonly cases?: readonly Case[];
}

export function loadRoster({ folder, suites, dialects, cases }: RosterInput): Roster {
  const { names, strays } = listFolder(folder);
  const validate = compileSchema<Profile>(join(packageRoot(), 'profiles', 'profile.schema.json'));
  const results = names.map((name) => loadProfile(join(folder, name), validate));
  const loaded = results.flatMap((result) => ('profile' in result ? [result] : []));
  const codes = names.map((name) => name.slice(0, 2).toUpperCase());
  const meaning = loaded.flatMap((one) => meaningFaults(one, { suites, dialects, codes }, loaded));
  const kits =
    cases === undefined
      ? []
      : loaded.map((one) => ({ code: one.profile.code, ...readKit(one, { folder, suites, cases }, loaded) }));
  const broken = [...strays, ...results.flatMap((result) => ('profile' in result ? [] : result))];
  const inOrder = [
    ...broken.filter(({ code }) => code === 'TAMGA-E-PROFILE-READ'),
    ...broken.filter(({ code }) => code !== 'TAMGA-E-PROFILE-READ'),
    ...troubles('TAMGA-E-PROFILE-MEANING', [...meaning, ...kits.flatMap(({ faults }) => faults)]),
  ];
  throwTroubles('profiles', inOrder, 'Correct each place named above; docs/profiles.md describes every key.');
  const digests = loaded.map(({ profile, source }) => [profile.code, canonicalDigest(source.value)]);
  return {
    folder,
    profiles: loaded.map(({ profile }) => profile),
    digests: Object.fromEntries(digests),
    kits: new Map(
      kits.filter(({ artefacts }) => artefacts.length > 0).map(({ code, artefacts }) => [code, artefacts]),
    ),
  };
}

const PROFILE_NAME = /^[a-z]{2}\.json$/;
/** Files beside the profiles that are none. */
const COMPANION = /\.schema\.json$|^known-divergences\.json$/;

/** Names of the profiles in alphabetical order, and the JSON files that look like one but would go unread. */
function listFolder(folder: string): { names: readonly string[]; strays: readonly Trouble[] } {
  const json = readFolder(folder).filter((name) => /\.json$/i.test(name) && !COMPANION.test(name));
  const names = json.filter((name) => PROFILE_NAME.test(name)).sort();
  const strays = json.filter((name) => !PROFILE_NAME.test(name)).sort();
  if (names.length + strays.length === 0)
    throw new TamgaError('TAMGA-E-PROFILE-READ', `${folder} holds no profile`, {
      hint: 'A profile is named after its state, like kz.json; docs/profiles.md starts one in ten lines.',
    });
  return { names, strays: strays.map((name) => stray(join(folder, name))) };
}

function stray(file: string): Trouble {
  const text = `${file} would not be read\n  allowed: a name of two lower-case letters, the code of the state, like kz.json`;
  return { code: 'TAMGA-E-PROFILE-READ', text };
}

function readFolder(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new TamgaError('TAMGA-E-PROFILE-READ', `the folder of profiles ${folder} cannot be read`, {
      hint: 'Give a folder with --profiles DIR.',
      cause,
    });
  }
}

function loadProfile(file: string, validate: ValidateFunction<Profile>): LoadedProfile | readonly Trouble[] {
  try {
    const source = readJsonFile(file, 'TAMGA-E-PROFILE-READ');
    const { value } = source;
    if (validate(value)) return { profile: value, source };
    return troubles('TAMGA-E-PROFILE-SCHEMA', schemaFaults(source, validate.errors ?? []));
  } catch (thrown) {
    return [troubleOf(thrown)];
  }
}
