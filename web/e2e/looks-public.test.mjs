// Every page as visitors meet it, narrow and wide, light and dark: it fits, axe-core finds nothing, the console is silent.
// With LSSC_TEST_SCREENSHOTS=1 the pictures are kept in target/screenshots.

import { stageJourneys } from './journey.mjs';
import { look, publicViews } from './looks.mjs';
import { STAFF, addCourse, admit, apiAs, certify, openAccount } from './steps.mjs';

const HOLDER = { name: 'Demo Holder of Looks', email: 'looks-holder@demo.example', password: 'five maps behind the door' };

const journey = stageJourneys(async (stage) => {
  const { service } = stage;
  const staff = await apiAs(service, { email: STAFF });
  stage.course = await addCourse(staff, 'Library Technology Basics', ['technology', 'access']);
  const holder = await openAccount(service, HOLDER);
  await admit(service, holder, staff);
  stage.certificate = await certify(service, holder, staff);
});

journey('the pages of visitors', ['visitor'], async (stage, page) => look(page, publicViews(stage)));
