import { describeInteractions } from './describe-interactions.ts';
import { userLogin } from './user-login.ts';

describeInteractions(userLogin);
