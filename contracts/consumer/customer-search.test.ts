import { describeInteractions } from './describe-interactions.ts';
import { customerSearch } from './customer-search.ts';

describeInteractions(customerSearch);
