import { describeInteractions } from './describe-interactions.ts';
import { tokens } from './contract.ts';

describeInteractions(tokens);
