import { describeInteractions } from './describe-interactions.ts';
import { customerEdit } from './customer-edit.ts';

describeInteractions(customerEdit);
