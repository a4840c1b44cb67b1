/**
 * Runs the features in this process through cucumber's own API, with the settings of `tamga run`.
 *
 * @module
 */
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { type IConfiguration, loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import { TamgaError } from '../model/error';
import { packageRoot } from '../model/package-root';
import { allureFormat, allureOptions } from './allure';

export interface CucumberRequest {
  readonly tags: string;
  readonly dryRun: boolean;
  /** Folder that Allure's results go to; null for none. */
  readonly allureResults: string | null;
}

/** @throws {TamgaError} what the plugin, a hook or a feature file gave as its reason. */
export async function runFeatures(request: CucumberRequest): Promise<void> {
  const said: string[] = [];
  const environment = { cwd: packageRoot(), stdout: sink([]), stderr: sink(said), env: process.env };
  try {
    const { runConfiguration } = await loadConfiguration(
      { file: false, provided: configuration(request) },
      environment,
    );
    if (request.allureResults !== null) {
      // These options hold regular expressions, which the configuration file's type has no room for.
      Object.assign(runConfiguration.formats.options, allureOptions(request.allureResults));
    }
    // Failed scenarios are values here: the matrix says what they mean.
    await runCucumber(runConfiguration, environment);
  } catch (error) {
    throw causesOf(error).find((one) => one instanceof TamgaError) ?? internal(error, said);
  }
}

/** Compiled beside compiled, source beside source: two copies of a module would be two rounds. */
const FROM_SOURCE = __filename.endsWith('.ts');

function configuration({ tags, dryRun, allureResults }: CucumberRequest): Partial<IConfiguration> {
  const root = packageRoot();
  const plugin = FROM_SOURCE ? join(root, 'steps', 'plugin.cjs') : join(__dirname, 'plugin.js');
  const steps = FROM_SOURCE
    ? join(root, 'steps', '**', '*.ts')
    : join(__dirname, '..', '..', 'steps', '**', '*.js');
  return {
    paths: [join(root, 'features', '**', '*.feature')],
    require: [steps],
    plugin: [pathToFileURL(plugin).href],
    tags,
    dryRun,
    format: allureResults === null ? [] : [allureFormat(allureResults)],
  };
}

function sink(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}

/** Cucumber wraps what plugins and hooks throw: the reason lies in the chain of causes. */
function causesOf(error: unknown): readonly Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : [];
}

function internal(cause: unknown, said: readonly string[]): TamgaError {
  const reason = causesOf(cause).at(-1)?.stack ?? String(cause);
  return new TamgaError(
    'TAMGA-E-INTERNAL',
    [`the features did not run: ${reason}`, ...said].join('\n').trim(),
    {
      cause,
    },
  );
}
