import { describeInteractions } from './describe-interactions.ts';
import { tokens } from './token.ts';

describeInteractions(tokens);
