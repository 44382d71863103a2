// @vitest-environment jsdom
import { describeReach } from './reach.ts';

describeReach('jsdom');
