import { headersOf, json } from './answers.ts';
import type { Answer, Body, Interaction } from './interaction.ts';
import { state } from './interaction.ts';
import type { NodeInvocation } from './situations.ts';
import { inSituations } from './situations.ts';
import { examples, given, like, uuid } from './templates.ts';

/** ECE Login (spec 12.1). */

function credentials(password: string): Body {
  return { json: { userName: given('{userName}'), password: given(password) } };
}

function loginWith(body: Body): NodeInvocation {
  return {
    title: 'the login of a user',
    operation: 'logIn',
    request: {
      method: 'POST',
      path: '/system/ws/v12/authentication/user/login',
      query: { forceLogin: 'yes' },
      headers: headersOf('json', body),
      body,
    },
    method: 'eceLogin.eceLogin',
    inputs: {},
  };
}

const loggedIn: Answer = { status: 204, headers: { 'X-egain-session': uuid(examples.session) } };
const success = {
  answer: loggedIn,
  outcome: 'onCreateSessionSuccess',
  outputs: { xEgainSession: examples.session },
};

function message(status: number, said: string) {
  return json(status, { message: like(said) });
}

export const userLogin: readonly Interaction[] = inSituations(loginWith(credentials('{password}')), [
  { states: [state('a user')], ...success },
  { when: 'who has five sessions', states: [state('a user with five sessions')], ...success },
  {
    when: 'with a wrong password',
    states: [state('a user whose password has changed')],
    answer: message(401, 'User could not be authenticated. Invalid user name or password.'),
    outcome: 'onCreateSessionFailure',
  },
  {
    when: 'who does not exist',
    states: [state('no such user')],
    answer: message(401, 'User could not be authenticated. Invalid user name or password.'),
    outcome: 'onCreateSessionFailure',
  },
  {
    when: 'while ECE fails inside',
    states: [state('a user'), state('an internal error', { operation: 'logIn' })],
    answer: message(500, 'System is unable to process this request. Please contact your administrator.'),
    outcome: 'onInvalidChoice',
  },
]);
