import { describeInteractions } from './testing/describe-interactions.ts';
import { customerEdit } from './customer-edit.ts';

describeInteractions(customerEdit);
