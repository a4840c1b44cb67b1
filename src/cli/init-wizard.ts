/**
 * The answers that a first profile needs, one question after the other at a terminal.
 *
 * @module
 */
import { createInterface } from 'node:readline/promises';
import { SUITE_IDS } from '../crypto/suites';
import { DIALECTS } from '../drivers/registry';
import { FORMATS, ROLES, type Role } from '../model/claim';
import { TamgaError } from '../model/error';
import { type Profile, STATE_ROLES } from '../model/profile';
import { type Given, usage } from './arguments';
import { ADES_LEVELS, codeOf, listOf, nameOf, oneOf, SUITE, several, urlOf } from './init-answers';
import { INIT_AUTHS, type InitAnswers } from './init-profile';

/** An empty answer takes the default, which is shown. */
export type Ask = (question: string, otherwise: string) => Promise<string>;

/** Somebody who answers wrongly so often does not want to be asked. */
const MOST_TRIES = 5;

/** `known` gives the defaults, and so do options of the command line. */
export async function answersAsked(given: Given, known: Profile | undefined, ask: Ask): Promise<InitAnswers> {
  const code = codeOf(given);
  const option = (name: string, otherwise: string): string => given.text(name) ?? otherwise;
  const name = await ask('Name of the state in English', option('name', nameOf(code, known)));
  const role = oneOf(option('role', known?.role ?? 'member'), STATE_ROLES, '--role');
  const dialect = await until(
    ask,
    `Dialect (${DIALECTS.join(', ')})`,
    option('dialect', 'dss-rest'),
    (said) => oneOf(said, DIALECTS, 'dialect'),
  );
  const urls = await askUrls(given, ask);
  const auth = await until(
    ask,
    `How it lets us in (${INIT_AUTHS.join(', ')})`,
    option('auth', 'none'),
    (said) => oneOf(said, INIT_AUTHS, 'scheme'),
  );
  const formats = await until(ask, `Formats (${FORMATS.join(', ')})`, 'CAdES', (said) =>
    several(listOf(said), FORMATS, 'format', ['CAdES']),
  );
  const levels = await until(ask, `Baseline levels (${ADES_LEVELS.join(', ')})`, 'B-B', (said) =>
    several(listOf(said), ADES_LEVELS, 'level', ['B-B']),
  );
  const suites = await until(ask, 'Signature suites, the preferred one first', SUITE, (said) =>
    several(listOf(said), SUITE_IDS, 'suite', [SUITE]),
  );
  const said = listOf(await ask('States whose roots the verifier has', option('accepts', code)));
  const accepts = [...new Set([...said.map((one) => one.toUpperCase()), code])].sort();
  return { code, name, role, dialect, urls, auth, formats, levels, suites, accepts };
}

async function askUrls(given: Given, ask: Ask): Promise<InitAnswers['urls']> {
  const urls: Partial<Record<Role, string>> = {};
  for (const role of ROLES) {
    const question = `Base URL of the endpoint that ${role === 'sign' ? 'signs' : 'verifies'}, empty for none`;
    const url = await until(ask, question, given.text(`${role}-url`) ?? '', (said) =>
      said === '' ? '' : urlOf(said, 'address'),
    );
    if (url !== '') urls[role] = url;
  }
  if (Object.keys(urls).length > 0) return urls;
  throw usage('no endpoint was named', { name: 'init' }, 'A state without an endpoint cannot be asked.');
}

/** A slip is told and asked again; the last one ends it. */
async function until<T>(
  ask: Ask,
  question: string,
  otherwise: string,
  read: (said: string) => T,
): Promise<T> {
  let words = question;
  for (let tries = 1; ; tries += 1) {
    const said = await ask(words, otherwise);
    try {
      return read(said);
    } catch (error) {
      if (!(error instanceof TamgaError) || tries === MOST_TRIES) throw error;
      words = `${error.message}. ${question}`;
    }
  }
}

export async function atTerminal<T>(work: (ask: Ask) => Promise<T>): Promise<T> {
  // Questions are no results: they go where errors go.
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const end = new AbortController();
  // Ctrl-D, and Ctrl-C: a question that nobody can answer any more would end the process without a word.
  lines.once('close', () => end.abort());
  try {
    return await work(async (question, otherwise) => {
      const shown = otherwise === '' ? '' : ` [${otherwise}]`;
      const said = await lines.question(`${question}${shown}: `, { signal: end.signal });
      return said.trim() || otherwise;
    });
  } catch (error) {
    if (!end.signal.aborted) throw error;
    throw usage('the questions were not answered, and nothing was written', { name: 'init' });
  } finally {
    lines.close();
  }
}
