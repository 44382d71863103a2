import { describeInteractions } from './testing/describe-interactions.ts';
import { customerSearch } from './customer-search.ts';

describeInteractions(customerSearch);
