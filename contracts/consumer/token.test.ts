import { describeInteractions } from './testing/describe-interactions.ts';
import { tokens } from './contract.ts';

describeInteractions(tokens);
