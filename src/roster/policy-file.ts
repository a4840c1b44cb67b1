/**
 * Reads an algorithm policy of its own, outside a profile.
 *
 * @module
 */
import { join } from 'node:path';
import { TamgaError } from '../model/error';
import { packageRoot } from '../model/package-root';
import type { AlgorithmPolicy } from '../model/policy';
import { type Fault, throwTroubles, troubles } from './fault';
import { isDate } from './iso-date';
import { type JsonSource, readJsonFile } from './json-source';
import { quoted } from './quoted';
import { compileSchema, schemaFaults } from './schema';

const HINT = 'Correct each place named above; profiles/policy.schema.json has the form.';

/** @throws TamgaError TAMGA-E-POLICY with every fault. */
export function loadPolicy(file: string): AlgorithmPolicy {
  const source = readJsonFile(file, 'TAMGA-E-POLICY');
  const validate = compileSchema<AlgorithmPolicy>(join(packageRoot(), 'profiles', 'policy.schema.json'));
  const { value } = source;
  const fits = validate(value);
  const faults = fits ? dateFaults(source, value) : schemaFaults(source, validate.errors ?? []);
  throwTroubles('algorithm policy', troubles('TAMGA-E-POLICY', faults), HINT);
  if (!fits) throw new TamgaError('TAMGA-E-POLICY', `${file} is no algorithm policy`, { hint: HINT });
  // A link to the schema is for editors.
  const { id, digests, keys, revocationMaximumAgeHours: hours, requiredLevel } = value;
  return {
    id,
    digests,
    keys,
    ...(hours === undefined ? {} : { revocationMaximumAgeHours: hours }),
    ...(requiredLevel === undefined ? {} : { requiredLevel }),
  };
}

/** The schema sees the form of a date; that the calendar has it is checked here. */
function dateFaults(source: JsonSource, { digests, keys }: AlgorithmPolicy): readonly Fault[] {
  const dates = [
    ...Object.entries(digests).map(([name, until]) => [`/digests/${name}`, until] as const),
    ...Object.entries(keys).flatMap(([family, rules]) =>
      rules.map(({ until }, at) => [`/keys/${family}/${at}/until`, until] as const),
    ),
  ];
  return dates.flatMap(([pointer, until]) =>
    until === null || isDate(until)
      ? []
      : [
          {
            file: source.file,
            line: source.lineOf(pointer),
            pointer,
            found: quoted(until),
            allowed: 'a day of the calendar, like 2029-01-01, or null',
          },
        ],
  );
}
