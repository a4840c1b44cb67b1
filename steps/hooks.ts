/**
 * Starts the round before the first scenario and closes it after the last one; neither runs under --dry-run.
 *
 * @module
 */
import 'allure-cucumberjs';
import { AfterAll, BeforeAll, setDefaultTimeout } from '@cucumber/cucumber';
import { currentSession } from '../src/round/current';
import { writeReport } from '../src/round/report';

/** No timer: a step only waits, the exchange gives up; and a timer of a waiting step would keep a stopped round alive. */
setDefaultTimeout(-1);

BeforeAll(async () => {
  await currentSession().start();
});

AfterAll(async () => {
  const session = currentSession();
  await session.finish();
  writeReport(session.folder);
});
