import { describeInteractions } from './testing/describe-interactions.ts';
import { userLogin } from './user-login.ts';

describeInteractions(userLogin);
