/**
 * Starts the round before the first scenario and closes it after the last one; neither runs under --dry-run.
 *
 * @module
 */
import 'allure-cucumberjs';
import { AfterAll, BeforeAll, setDefaultTimeout } from '@cucumber/cucumber';
import { currentSession } from '../src/round/current';
import { writeReport } from '../src/round/report';

/** Far above every endpoint's own timeout and retries: a step only waits, the exchange gives up. */
setDefaultTimeout(30 * 60 * 1000);

BeforeAll(async () => {
  await currentSession().start();
});

AfterAll(async () => {
  const session = currentSession();
  await session.finish();
  writeReport(session.folder);
});
