// Happy DOM asks the server for permission before a call to another origin, and MSW does not see the headers that ask.
// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "fetch": { "disableSameOriginPolicy": true } } }
import { describeReach } from './reach.ts';

describeReach('happy-dom');
